package org.bcdkit.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.fetch.FetchFixture.CONTENT;
import static org.bcdkit.fetch.FetchFixture.SHORT;
import static org.bcdkit.fetch.FetchFixture.plan;
import static org.bcdkit.fetch.FetchFixture.request;
import static org.bcdkit.fetch.FetchFixture.sum;
import static org.bcdkit.fetch.FetchFixture.volume;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.plan.Finding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchPlannerTest {

    private static final long TB = 1L << 40;

    @TempDir
    Path folder;

    private OddServer server;

    @BeforeEach
    void start() throws Exception {
        server = OddServer.that((request, out) -> {
            switch (request.path()) {
                case "/large" -> OddServer.send(out, "200 OK\nETag: \"1\"\nContent-Length: 4294967296");
                case "/sizeless" -> OddServer.send(out, "200 OK\nTransfer-Encoding: chunked\n\n0\n");
                default -> OddServer.serve(request, out, CONTENT, "\"1\"", Integer.MAX_VALUE);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Path target() {
        return folder.resolve("w.vhdx");
    }

    private static List<String> messages(FetchPlan plan) {
        return plan.findings().stream().map(finding -> finding.severity().word() + " " + finding.rule() + " " + finding.message()).toList();
    }

    @Test
    void writesNothing() throws Exception {
        FetchPlan plan = plan(request(server.at("/w.vhdx"), folder, Optional.of(sum(CONTENT))));
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.size()).isEqualTo(OptionalLong.of(CONTENT.length));
        assertThat(plan.done()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void hasNothingToDoForAFileWithThatChecksum() throws Exception {
        Files.write(target(), CONTENT);
        FetchPlan plan = plan(request(server.at("/w.vhdx"), folder, Optional.of(sum(CONTENT))));
        assertThat(plan.done()).isTrue();
        assertThat(plan.findings()).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void leavesAnotherFileOfThatNameAlone() throws Exception {
        Files.writeString(target(), "mine");
        assertThat(messages(plan(request(server.at("/w.vhdx"), folder, Optional.empty()))))
                .containsExactly("error FET-01 " + target() + " exists already");
        assertThat(messages(plan(request(server.at("/w.vhdx"), folder, Optional.of(sum(CONTENT))))))
                .containsExactly("error FET-01 " + target() + " is there, and is not the file with that checksum");
    }

    @Test
    void leavesAPartOfSomebodyElseAlone() throws Exception {
        Path part = Files.writeString(folder.resolve("w.vhdx.part"), "mine");
        assertThat(messages(plan(request(server.at("/w.vhdx"), folder, Optional.empty()))))
                .containsExactly("error FET-02 " + part + " is there, and was not left by an earlier run of this");
        Path record = Files.writeString(folder.resolve("w.vhdx.part.from"), "mine too");
        assertThat(messages(plan(request(server.at("/w.vhdx"), folder, Optional.empty()))))
                .containsExactly("error FET-02 " + record + " is there, and was not left by an earlier run of this");
    }

    @Test
    void countsWhatIsThereForTheRoom() throws Exception {
        FetchRequest request = request(server.at("/w.vhdx"), folder, Optional.of(sum(CONTENT)));
        assertThat(messages(FetchPlanner.plan(request, volume(2_000_000, "ntfs3"), SHORT)))
                .containsExactly("error FET-03 " + folder + " has 1.9 MiB free, and 2.9 MiB are to come");
        assertThat(folder).isEmptyDirectory();

        Files.write(folder.resolve("w.vhdx.part"), CONTENT);
        PartRecord left = new PartRecord(
                server.at("/w.vhdx").toString(), Validator.of("\"1\"", null), OptionalLong.of(CONTENT.length), 1_000_000, sum(new byte[0]));
        Files.write(folder.resolve("w.vhdx.part.from"), left.toBytes());
        FetchPlan plan = FetchPlanner.plan(request, volume(2_000_000, "ntfs3"), SHORT);
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.there()).isEqualTo(1_000_000);
    }

    @Test
    void knowsHowLargeAFileOnFatCanBe() throws Exception {
        FetchRequest request = request(server.at("/large"), folder, Optional.of(sum(CONTENT)));
        assertThat(messages(FetchPlanner.plan(request, volume(TB, "vfat"), SHORT)))
                .containsExactly("error FET-04 " + folder + " is on FAT, where no file has 4 GiB or more, and this one has 4 GiB");
        assertThat(FetchPlanner.plan(request, volume(TB, "ntfs3"), SHORT).findings()).isEmpty();
    }

    @Test
    void saysWhatCannotBeProven() throws Exception {
        assertThat(messages(plan(request(server.at("/sizeless"), folder, Optional.empty()))))
                .containsExactly(
                        "info FET-07 the source does not tell whether the file is still the same; a broken connection means to begin anew",
                        "info FET-05 the source does not tell the size of the file",
                        "warning FET-06 nobody vouches for what comes from " + server.at("/sizeless") + ": the address is not one of https");
        assertThat(messages(plan(request(server.at("/sizeless"), folder, Optional.of(sum(CONTENT))))))
                .containsExactly("info FET-05 the source does not tell the size of the file");
    }

    @Test
    void refusesBeforeAnythingIsWritten() throws Exception {
        FetchPlan plan = FetchPlanner.plan(request(server.at("/w.vhdx"), folder, Optional.empty()), volume(1, "ntfs3"), SHORT);
        assertThat(Finding.refuse(plan.findings())).isTrue();
    }
}
