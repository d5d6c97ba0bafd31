package org.bcdkit.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bcdkit.fetch.FetchFixture.CONTENT;
import static org.bcdkit.fetch.FetchFixture.SHORT;
import static org.bcdkit.fetch.FetchFixture.bytes;
import static org.bcdkit.fetch.FetchFixture.connections;
import static org.bcdkit.fetch.FetchFixture.fetch;
import static org.bcdkit.fetch.FetchFixture.plan;
import static org.bcdkit.fetch.FetchFixture.request;
import static org.bcdkit.fetch.FetchFixture.sum;

import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.bcdkit.storage.HostException;
import org.junit.jupiter.api.Test;

/** Against servers that drop connections, and files that change meanwhile: what came is kept where it may be. */
class ResumedDownloadTest extends DownloadFolder {

    private static final int ALL = Integer.MAX_VALUE;
    private static final String ETAG = "\"one\"";

    @Test
    void goesOnWhereAConnectionBroke() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (OddServer server = OddServer.that(
                (request, out) -> OddServer.serve(request, out, CONTENT, ETAG, times.getAndIncrement() == 0 ? 0 : 1_000_000))) {
            FetchPlan plan = plan(request(server.at("/w.vhdx"), folder, Optional.empty()));
            FetchFixture.Listener listener = new FetchFixture.Listener();
            plan.apply(SHORT, listener);
            assertOnlyTheFile(CONTENT);
            assertThat(server.requests()).hasSize(4);
            assertThat(server.requests().get(2).headers()).containsEntry("range", "bytes=1000000-").containsEntry("if-range", ETAG);
            assertThat(server.requests().get(3).from()).isEqualTo(2_000_000);
            assertThat(listener.reached).isEqualTo(CONTENT.length);
            assertThat(listener.troubles)
                    .hasSize(2)
                    .first()
                    .isEqualTo(server.at("/w.vhdx") + " broke off after 976.5 KiB of 2.8 MiB: the source sends no more. Trying again.");
        }
    }

    @Test
    void givesUpOnAServerThatLiesAboutTheLengthAndLeavesWhatCame() throws Exception {
        try (OddServer server = OddServer.that((request, out) -> OddServer.serve(request, out, CONTENT, ETAG, Math.max(0, 1_000_000 - request.from())))) {
            assertThatThrownBy(() -> fetch(request(server.at("/w.vhdx"), folder, Optional.empty())))
                    .isInstanceOf(HostException.class)
                    .hasMessage(server.at("/w.vhdx") + " broke off after 976.5 KiB of 2.8 MiB: the source sends no more. 976.5 KiB of it stay in "
                            + folder.resolve("w.vhdx.part") + "; the same command goes on from there.");
            assertThat(server.requests()).hasSize(4);
            assertThat(target()).doesNotExist();
            assertThat(folder.resolve("w.vhdx.part")).hasSize(1_000_000);
        }
    }

    @Test
    void anotherRunGoesOnWithWhatIsThere() throws Exception {
        AtomicInteger most = new AtomicInteger(1_000_000);
        try (OddServer server = OddServer.that((request, out) ->
                OddServer.serve(request, out, CONTENT, ETAG, Math.max(0, most.get() - request.from())))) {
            FetchRequest request = request(server.at("/w.vhdx?key=first"), folder, Optional.of(sum(CONTENT)));
            assertThatThrownBy(() -> fetch(request)).isInstanceOf(HostException.class);
            most.set(ALL);
            FetchPlan plan = plan(request(server.at("/w.vhdx?key=second"), folder, Optional.of(sum(CONTENT))));
            assertThat(plan.there()).isEqualTo(1_000_000);
            Fetched fetched = plan.apply(SHORT, new FetchFixture.Listener());
            assertThat(fetched).isEqualTo(new Fetched(target(), CONTENT.length, sum(CONTENT), 1_000_000));
            assertOnlyTheFile(CONTENT);
        }
    }

    @Test
    void goesOnWithNothingThatWasChangedMeanwhile() throws Exception {
        AtomicInteger most = new AtomicInteger(1_000_000);
        try (OddServer server = OddServer.that((request, out) ->
                OddServer.serve(request, out, CONTENT, ETAG, Math.max(0, most.get() - request.from())))) {
            FetchRequest request = request(server.at("/w.vhdx"), folder, Optional.empty());
            assertThatThrownBy(() -> fetch(request)).isInstanceOf(HostException.class);
            byte[] part = Files.readAllBytes(folder.resolve("w.vhdx.part"));
            part[500_000] ^= 1;
            Files.write(folder.resolve("w.vhdx.part"), part);
            most.set(ALL);
            assertThat(fetch(request).resumedAt()).isZero();
            assertOnlyTheFile(CONTENT);
        }
    }

    @Test
    void finishesAPartThatIsWholeAlready() throws Exception {
        Files.write(folder.resolve("w.vhdx.part"), CONTENT);
        try (OddServer server = OddServer.that((request, out) -> OddServer.serve(request, out, CONTENT, ETAG, ALL))) {
            PartRecord whole = new PartRecord(
                    server.at("/w.vhdx").toString(), Validator.of(ETAG, null), OptionalLong.of(CONTENT.length), CONTENT.length, sum(CONTENT));
            Files.write(folder.resolve("w.vhdx.part.from"), whole.toBytes());
            fetch(request(server.at("/w.vhdx"), folder, Optional.of(sum(CONTENT))));
            assertThat(server.requests().get(1).from()).isEqualTo(CONTENT.length - 1);
            assertOnlyTheFile(CONTENT);
        }
    }

    @Test
    void beginsAnewWhenTheServerChangesTheFileInBetween() throws Exception {
        byte[] other = bytes(2, 2_500_000);
        AtomicInteger times = new AtomicInteger();
        try (OddServer server = OddServer.that((request, out) -> {
            boolean old = times.getAndIncrement() < 2;
            OddServer.serve(request, out, old ? CONTENT : other, old ? ETAG : "\"two\"", 1_500_000);
        })) {
            FetchFixture.Listener listener = new FetchFixture.Listener();
            Fetched fetched = plan(request(server.at("/w.vhdx"), folder, Optional.empty())).apply(SHORT, listener);
            assertThat(fetched.checksum()).isEqualTo(sum(other));
            assertOnlyTheFile(other);
            assertThat(listener.troubles).contains(server.at("/w.vhdx") + ": the file at the source is another one now. Beginning anew.");
        }
    }

    @Test
    void doesNotTrustAPartOfAnotherFileUnderTheSameCondition() throws Exception {
        byte[] other = bytes(2, CONTENT.length);
        AtomicInteger times = new AtomicInteger();
        // This one ignores If-Range, as some do, and only its answers show that the file is another.
        try (OddServer server = OddServer.that((request, out) -> {
            boolean old = times.getAndIncrement() < 2;
            byte[] content = old ? CONTENT : other;
            int from = request.from();
            String status = from > 0 ? "206 Partial Content\nContent-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length : "200 OK";
            OddServer.send(
                    out,
                    status + "\nLast-Modified: Tue, 0" + (old ? 1 : 2) + " Dec 2026 10:00:00 GMT\nContent-Length: " + (content.length - from),
                    content,
                    from,
                    old ? 1_000_000 : content.length - from);
        })) {
            assertThat(fetch(request(server.at("/w.vhdx"), folder, Optional.empty())).checksum()).isEqualTo(sum(other));
            assertOnlyTheFile(other);
        }
    }

    @Test
    void givesUpOnAFileThatNeverStaysTheSame() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (OddServer server = OddServer.that(
                (request, out) -> OddServer.serve(request, out, CONTENT, "\"" + times.getAndIncrement() + "\"", 1_000_000))) {
            assertThatThrownBy(() -> fetch(request(server.at("/w.vhdx"), folder, Optional.empty())))
                    .isInstanceOf(HostException.class)
                    .hasMessage(server.at("/w.vhdx") + ": the file at the source is another one now, for the 4th time");
            assertThat(target()).doesNotExist();
        }
    }

    @Test
    void beginsAnewWithAServerThatKnowsNoRanges() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (OddServer server = OddServer.that((request, out) -> OddServer.send(
                out,
                "200 OK\nETag: " + ETAG + "\nContent-Length: " + CONTENT.length,
                CONTENT,
                0,
                times.getAndIncrement() < 2 ? 1_000_000 : CONTENT.length))) {
            FetchFixture.Listener listener = new FetchFixture.Listener();
            plan(request(server.at("/w.vhdx"), folder, Optional.empty())).apply(SHORT, listener);
            assertOnlyTheFile(CONTENT);
            assertThat(listener.troubles).contains(server.at("/w.vhdx") + ": the source gives the file only from its start. Beginning anew.");
        }
    }

    @Test
    void beginsAnewWhenAnotherRangeComesThanWasAskedFor() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (OddServer server = OddServer.that((request, out) -> {
            if (request.from() > 0) {
                OddServer.send(out, "206 Partial Content\nETag: " + ETAG + "\nContent-Range: bytes 5-9/3000000\nContent-Length: 5", CONTENT, 5, 5);
            } else {
                OddServer.serve(request, out, CONTENT, ETAG, times.getAndIncrement() == 1 ? 1_000_000 : ALL);
            }
        })) {
            fetch(request(server.at("/w.vhdx"), folder, Optional.empty()));
            assertOnlyTheFile(CONTENT);
        }
    }

    @Test
    void beginsAnewWhenTheRangeIsBeyondTheFile() throws Exception {
        AtomicInteger times = new AtomicInteger();
        byte[] smaller = bytes(3, 1000);
        try (OddServer server = OddServer.that((request, out) -> {
            if (request.from() > 0) {
                OddServer.send(out, "416 Range Not Satisfiable\nContent-Range: bytes */1000\nContent-Length: 0");
            } else {
                boolean old = times.getAndIncrement() < 2;
                OddServer.serve(request, out, old ? CONTENT : smaller, old ? ETAG : "\"two\"", 1_000_000);
            }
        })) {
            fetch(request(server.at("/w.vhdx"), folder, Optional.empty()));
            assertOnlyTheFile(smaller);
        }
    }
}
