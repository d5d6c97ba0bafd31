package org.bcdkit.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;
import org.junit.jupiter.api.Test;

/** Against servers that lie and refuse. */
class DownloadTest extends DownloadFolder {

    private static final int ALL = Integer.MAX_VALUE;
    private static final String ETAG = "\"one\"";

    @Test
    void fetchesAFileAndTellsItsChecksum() throws Exception {
        try (OddServer server = OddServer.that((request, out) -> OddServer.serve(request, out, CONTENT, ETAG, ALL))) {
            Fetched fetched = fetch(request(server.at("/w.vhdx?key=secret"), folder, Optional.empty()));
            assertThat(fetched).isEqualTo(new Fetched(target(), CONTENT.length, sum(CONTENT), 0));
            assertOnlyTheFile(CONTENT);
            assertThat(server.requests().get(1).line()).isEqualTo("GET /w.vhdx?key=secret HTTP/1.1");
            assertThat(server.requests().get(1).headers()).containsEntry("accept-encoding", "identity").doesNotContainKey("range");
        }
    }

    @Test
    void keepsNothingWithAWrongChecksum() throws Exception {
        try (OddServer server = OddServer.that((request, out) -> OddServer.serve(request, out, CONTENT, ETAG, ALL))) {
            Sha256 wrong = sum(new byte[1]);
            assertThatThrownBy(() -> fetch(request(server.at("/w.vhdx"), folder, Optional.of(wrong))))
                    .isInstanceOf(MalformedException.class)
                    .hasMessage(server.at("/w.vhdx") + ": file at all 3000000 bytes: its SHA-256 is " + sum(CONTENT) + ", expected " + wrong
                            + ". Nothing of it was kept.");
            assertNothing();
        }
    }

    @Test
    void waitsForAServerThatIsBusy() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (OddServer server = OddServer.that((request, out) -> {
            switch (times.getAndIncrement()) {
                case 0 -> OddServer.send(out, "503 Service Unavailable\nRetry-After: 0\nContent-Length: 0");
                case 2 -> OddServer.send(out, "500 Internal Server Error\nContent-Length: 0");
                default -> OddServer.serve(request, out, CONTENT, ETAG, ALL);
            }
        })) {
            FetchFixture.Listener listener = new FetchFixture.Listener();
            plan(request(server.at("/w.vhdx"), folder, Optional.empty())).apply(SHORT, listener);
            assertOnlyTheFile(CONTENT);
            assertThat(listener.troubles)
                    .containsExactly(server.at("/w.vhdx") + ": the server answers 500 (Internal Server Error). Trying again.");
        }
    }

    @Test
    void triesOnlySoManyTimes() throws Exception {
        try (OddServer server = OddServer.that((request, out) -> OddServer.send(out, "500 Internal Server Error\nContent-Length: 0"))) {
            assertThatThrownBy(() -> fetch(request(server.at("/w.vhdx"), folder, Optional.empty())))
                    .isInstanceOf(HostException.class)
                    .hasMessage(server.at("/w.vhdx") + ": the server answers 500 (Internal Server Error)");
            assertThat(server.requests()).hasSize(SHORT.tries());
            assertNothing();
        }
    }

    @Test
    void tellsWhatTheServerRefuses() throws Exception {
        try (OddServer server = OddServer.that((request, out) -> OddServer.send(out, request.path().substring(1).replace('_', ' ') + "\nContent-Length: 0"))) {
            assertThatThrownBy(() -> fetch(request(server.at("/404_Not_Found?key=secret"), folder, Optional.empty())))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessage(server.at("/404_Not_Found").toString());
            assertThatThrownBy(() -> fetch(request(server.at("/403_Forbidden"), folder, Optional.empty())))
                    .isInstanceOf(HostException.class)
                    .hasMessage(server.at("/403_Forbidden") + ": the server answers 403 (Forbidden)");
            assertThatThrownBy(() -> fetch(request(server.at("/418_Teapot"), folder, Optional.empty())))
                    .isInstanceOf(HostException.class)
                    .hasMessage(server.at("/418_Teapot") + ": the server answers 418 (Teapot)");
            assertThat(server.requests()).hasSize(3);
            assertNothing();
        }
    }

    @Test
    void followsRedirectionsButNotForever() throws Exception {
        try (OddServer server = OddServer.that((request, out) -> {
            switch (request.path()) {
                case "/old" -> OddServer.send(out, "302 Found\nLocation: ../new/w.vhdx\nContent-Length: 0");
                case "/loop" -> OddServer.send(out, "307 Temporary Redirect\nLocation: /loop\nContent-Length: 0");
                case "/out" -> OddServer.send(out, "301 Moved Permanently\nLocation: file:///etc/passwd\nContent-Length: 0");
                case "/nowhere" -> OddServer.send(out, "301 Moved Permanently\nContent-Length: 0");
                default -> OddServer.serve(request, out, CONTENT, ETAG, ALL);
            }
        })) {
            assertThat(fetch(request(server.at("/old"), folder, Optional.empty())).checksum()).isEqualTo(sum(CONTENT));
            Files.delete(target());
            assertThatThrownBy(() -> fetch(request(server.at("/loop"), folder, Optional.empty())))
                    .hasMessage(server.at("/loop") + " leads from one address to the next, more than 10 times");
            assertThatThrownBy(() -> fetch(request(server.at("/out"), folder, Optional.empty())))
                    .hasMessage(server.at("/out") + " leads to file:///etc/passwd, which is no address of a file on a server");
            assertThatThrownBy(() -> fetch(request(server.at("/nowhere"), folder, Optional.empty())))
                    .hasMessage(server.at("/nowhere") + " leads to another address, but does not say which");
            assertNothing();
        }
    }

    @Test
    void refusesWhatIsCompressedOnTheWay() throws Exception {
        try (OddServer server = OddServer.that((request, out) -> OddServer.send(
                out, "200 OK\nContent-Encoding: gzip\nContent-Length: 3", "abc".getBytes(ISO_8859_1), 0, 3))) {
            assertThatThrownBy(() -> fetch(request(server.at("/w.vhdx"), folder, Optional.empty())))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessage(server.at("/w.vhdx") + ": answer at the header: the server compresses the file on the way (gzip), though it was asked not to");
            assertNothing();
        }
    }

    @Test
    void takesAFileOfUnknownSize() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (OddServer server = OddServer.that((request, out) -> {
            String end = times.getAndIncrement() == 1 ? "" : "0\r\n\r\n";
            byte[] body = ("6\r\nhello \r\n5\r\nworld\r\n" + end).getBytes(ISO_8859_1);
            OddServer.send(out, "200 OK\nTransfer-Encoding: chunked", body, 0, body.length);
        })) {
            FetchPlan plan = plan(request(server.at("/w.vhdx"), folder, Optional.empty()));
            assertThat(plan.size()).isEmpty();
            FetchFixture.Listener listener = new FetchFixture.Listener();
            plan.apply(SHORT, listener);
            assertOnlyTheFile("hello world".getBytes(ISO_8859_1));
            assertThat(listener.troubles).hasSize(2).last().asString().endsWith("the source does not tell whether the file is still the same. Beginning anew.");
        }
    }

    @Test
    void chunksEndWhereTheyDoWhateverLengthIsTold() throws Exception {
        byte[] body = "6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n".getBytes(ISO_8859_1);
        try (OddServer server = OddServer.that((request, out) -> OddServer.send(
                out, "200 OK\nTransfer-Encoding: chunked\nContent-Length: 5", body, 0, body.length))) {
            fetch(request(server.at("/w.vhdx"), folder, Optional.empty()));
            assertOnlyTheFile("hello world".getBytes(ISO_8859_1));
        }
    }

    @Test
    void takesAnEmptyFile() throws Exception {
        try (OddServer server = OddServer.that((request, out) -> OddServer.serve(request, out, new byte[0], ETAG, ALL))) {
            assertThat(fetch(request(server.at("/w.vhdx"), folder, Optional.empty())).size()).isZero();
            assertOnlyTheFile(new byte[0]);
        }
    }

    @Test
    void doesNotWaitForeverForASilentServer() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (OddServer server = OddServer.that((request, out) -> {
            OddServer.serve(request, out, CONTENT, ETAG, times.getAndIncrement() == 1 ? 100_000 : ALL);
            if (times.get() == 2) {
                Thread.sleep(3 * FetchFixture.SECOND);
            }
        })) {
            Connections impatient = new Connections(Proxies.OF_JAVA, Optional.empty(), "test", FetchFixture.SECOND);
            FetchRequest request = new FetchRequest(FetchSource.of(server.at("/w.vhdx"), impatient), folder, "w.vhdx", Optional.empty());
            FetchFixture.Listener listener = new FetchFixture.Listener();
            plan(request).apply(new Patience(12, 200), listener);
            assertOnlyTheFile(CONTENT);
            assertThat(listener.troubles.get(0)).contains("Read timed out");
        }
    }

    @Test
    void tellsThatThereIsNoServer() throws IOException {
        OddServer server = OddServer.that((request, out) -> {});
        server.close();
        assertThatThrownBy(() -> fetch(request(server.at("/w.vhdx"), folder, Optional.empty())))
                .isInstanceOf(HostException.class)
                .hasMessageContaining(server.at("/w.vhdx") + ": Connection refused");
        assertNothing();
    }

    @Test
    void namesTheProxyThatDoesNotAnswer() throws Exception {
        OddServer closed = OddServer.that((request, out) -> {});
        closed.close();
        Optional<java.net.InetSocketAddress> proxy = Optional.of(java.net.InetSocketAddress.createUnresolved("localhost", closed.port()));
        Connections connections = new Connections(new Proxies(proxy, proxy, List.of()), Optional.empty(), "test", 5000);
        for (String address : List.of("http://files.invalid/w.vhdx", "https://files.invalid/w.vhdx")) {
            FetchSource source = FetchSource.of(java.net.URI.create(address), connections);
            assertThatThrownBy(() -> fetch(new FetchRequest(source, folder, "w.vhdx", Optional.empty())))
                    .isInstanceOf(HostException.class)
                    .hasMessage("the proxy localhost:" + closed.port() + " for " + address + ": Connection refused");
        }
        assertNothing();
    }

    @Test
    void saysThatAServerDoesNotSpeakHttps() throws Exception {
        try (java.net.ServerSocket server = new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try (java.net.Socket connection = server.accept()) {
                    connection.getInputStream().readNBytes(100);
                    OddServer.send(connection.getOutputStream(), "400 Bad Request");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            answering.start();
            java.net.URI secure = java.net.URI.create("https://localhost:" + server.getLocalPort() + "/w.vhdx");
            assertThatThrownBy(() -> fetch(request(secure, folder, Optional.empty())))
                    .isInstanceOfSatisfying(HostException.class, e -> {
                        assertThat(e).hasMessage(secure + ": what answers there does not speak https");
                        assertThat(e.remedy())
                                .isEqualTo("If the server has only http, name the address with http:// and what the publisher tells with --sha256.");
                    });
            answering.join();
            assertNothing();
        }
    }

    @Test
    void asksAProxy() throws Exception {
        try (OddServer proxy = OddServer.that((request, out) -> OddServer.serve(request, out, CONTENT, ETAG, ALL))) {
            Proxies proxies = new Proxies(
                    Optional.of(java.net.InetSocketAddress.createUnresolved("localhost", proxy.port())), Optional.empty(), List.of());
            FetchSource source = FetchSource.of(java.net.URI.create("http://files.invalid/w.vhdx"), new Connections(proxies, Optional.empty(), "test", 5000));
            fetch(new FetchRequest(source, folder, "w.vhdx", Optional.empty()));
            assertOnlyTheFile(CONTENT);
            assertThat(proxy.requests().get(0).line()).isEqualTo("GET http://files.invalid/w.vhdx HTTP/1.1");
        }
    }

    @Test
    void copiesAFile() throws Exception {
        Path file = Files.write(Files.createTempFile("source", ".vhdx"), CONTENT);
        try {
            Fetched fetched = fetch(new FetchRequest(FetchSource.of(file), folder, "w.vhdx", Optional.of(sum(CONTENT))));
            assertThat(fetched.size()).isEqualTo(CONTENT.length);
            assertOnlyTheFile(CONTENT);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void copiesAFileAnewThatIsWrittenToMeanwhile() throws Exception {
        byte[] other = bytes(2, CONTENT.length);
        Path file = Files.write(Files.createTempFile("source", ".vhdx"), CONTENT);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        try {
            FetchFixture.Listener listener = new FetchFixture.Listener() {
                @Override
                public void moved(long done, OptionalLong size) {
                    if (done > 1_000_000 && reached <= 1_000_000) {
                        write(file, other);
                    }
                    super.moved(done, size);
                }
            };
            Fetched fetched = plan(new FetchRequest(FetchSource.of(file), folder, "w.vhdx", Optional.empty())).apply(SHORT, listener);
            assertThat(fetched.checksum()).isEqualTo(sum(other));
            assertOnlyTheFile(other);
            assertThat(listener.troubles.get(0)).isEqualTo(file + " was written to while it was read. Trying again.");
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            if (Files.getLastModifiedTime(file).toMillis() == 0) {
                Files.write(file, content);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void letsOnlyOneProgramWriteAPart() throws Exception {
        try (PartFile part = PartFile.open(target(), "x", true)) {
            assertThat(part.position()).isZero();
            assertThatThrownBy(() -> PartFile.open(target(), "x", true))
                    .isInstanceOf(HostException.class)
                    .hasMessage(folder.resolve("w.vhdx.part") + " is being written by another program");
        }
        assertNothing();
    }

    @Test
    void leavesAFileAloneThatCameIntoBeingMeanwhile() throws Exception {
        try (OddServer server = OddServer.that((request, out) -> OddServer.serve(request, out, CONTENT, ETAG, ALL))) {
            FetchPlan plan = plan(request(server.at("/w.vhdx"), folder, Optional.empty()));
            Files.writeString(target(), "mine");
            assertThatThrownBy(() -> plan.apply(SHORT, new FetchFixture.Listener()))
                    .isInstanceOf(HostException.class)
                    .hasMessage(target() + " has come into being meanwhile, and was left alone");
            assertThat(target()).hasContent("mine");
        }
    }

    @Test
    void namesTheFileByTheLastNameInTheAddress() {
        assertThat(List.of("/a/w%20x.vhdx?q=/y#z", "/", "", "/a%2fb"))
                .extracting(path -> FetchSource.of(java.net.URI.create("https://host" + path), connections()).lastName())
                .containsExactly("w x.vhdx", "", "", "a/b");
    }
}
