package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.commons.cli.Option;
import org.bcdkit.argument.ProxyArgument;
import org.bcdkit.cli.Bcd;
import org.bcdkit.cli.Main;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.fetch.Proxies;
import org.bcdkit.layout.Printable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FetchCommandTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final String SUM = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final int LARGE = 8 << 20;

    @TempDir
    Path folder;

    private Path to;
    private HttpServer server;
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        to = Files.createDirectory(folder.resolve("to"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/w.vhdx", exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
            exchange.close();
        });
        // Half of it comes, and then nothing until the test ends; asked for the rest, it gives that.
        server.createContext("/slow.vhdx", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + (LARGE - 1) + "/" + LARGE);
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, LARGE - from);
            OutputStream out = exchange.getResponseBody();
            out.write(new byte[from > 0 ? LARGE - from : LARGE / 2]);
            out.flush();
            if (from == 0) {
                await();
            }
            exchange.close();
        });
        server.start();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private String at(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private Path file() throws IOException {
        return Files.write(folder.resolve("w.vhdx"), CONTENT);
    }

    @Test
    void copiesAFile() throws IOException {
        assertThat(Bcd.run("fetch", file().toString(), "--to", to.toString(), "--sha256", SUM))
                .isEqualTo(new Bcd.Result(
                        0,
                        "Fetch " + file() + "\n  + " + to.resolve("w.vhdx") + " a file of 5 bytes\n1 to add, 0 to change, 0 to delete.\nFetched "
                                + to.resolve("w.vhdx") + ", 5 bytes; to go back, delete it.\nIts SHA-256 is " + SUM + ", as named.\n",
                        ""));
        assertThat(to.resolve("w.vhdx")).hasBinaryContent(CONTENT);
        assertThat(Bcd.run("fetch", file().toString(), "--to", to.toString(), "--sha256", "SHA256:" + SUM))
                .isEqualTo(new Bcd.Result(0, "Nothing to do: " + to.resolve("w.vhdx") + " is there, with that checksum.\n", ""));
        assertThat(Bcd.run("fetch", file().toString(), "--to", to.toString()))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "error: " + to.resolve("w.vhdx") + " exists already [FET-01]\n  Move it away, or choose another name.\n"
                                + "bcd: Nothing was changed.\n"));
    }

    @Test
    void fetchesFromAServer() {
        Bcd.Result result = Bcd.run("fetch", at("/w.vhdx"), "--to", to.toString(), "--name", "x.vhdx", "--json");
        assertThat(result)
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        {
                          "schemaVersion": 1,
                          "changed": true,
                          "file": "%1$s",
                          "size": 5,
                          "sha256": "%2$s",
                          "findings": [ {
                            "rule": "FET-06",
                            "severity": "warning",
                            "message": "nobody vouches for what comes from %3$s: the address is not one of https",
                            "remedy": "Name an https address, or the checksum that the publisher tells with --sha256."
                          } ],
                          "changes": [ {
                            "action": "add",
                            "subject": "%1$s",
                            "after": "a file of 5 bytes"
                          } ]
                        }
                        """
                                .formatted(to.resolve("x.vhdx"), SUM, at("/w.vhdx")),
                        "warning: nobody vouches for what comes from " + at("/w.vhdx") + ": the address is not one of https [FET-06]\n"
                                + "  Name an https address, or the checksum that the publisher tells with --sha256.\n"));
        assertThat(to.resolve("x.vhdx")).hasBinaryContent(CONTENT);
    }

    @Test
    void showsWhatItWouldDoAndWritesNothing() {
        Bcd.Result result = Bcd.run("fetch", at("/w.vhdx"), "--to", to.toString(), "--sha256", SUM, "--dry-run");
        assertThat(result)
                .isEqualTo(new Bcd.Result(
                        0,
                        "Fetch " + at("/w.vhdx") + "\n  + " + to.resolve("w.vhdx")
                                + " a file of 5 bytes\n1 to add, 0 to change, 0 to delete.\nNothing was written (--dry-run).\n",
                        ""));
        assertThat(to).isEmptyDirectory();
    }

    @Test
    void endsWithTheCodeOfWhatWentWrong() {
        String wrong = SUM.replace('2', '3');
        assertThat(Bcd.run("fetch", at("/w.vhdx"), "--to", to.toString(), "--sha256", wrong))
                .extracting(Bcd.Result::code, Bcd.Result::err)
                .containsExactly(
                        4, "bcd: " + at("/w.vhdx") + ": file at all 5 bytes: its SHA-256 is " + SUM + ", expected " + wrong + ". Nothing of it was kept.\n");
        assertThat(Bcd.run("fetch", at("/none.vhdx"), "--to", to.toString()))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + at("/none.vhdx") + ": there is no such file.\n"));
        Bcd full = new Bcd();
        full.machine().free(4);
        assertThat(full.call("fetch", at("/w.vhdx"), "--to", to.toString(), "--sha256", SUM))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "error: " + to + " has 4 bytes free, and 5 bytes are to come [FET-03]\n  Free some room, or choose another folder.\n"
                                + "bcd: Nothing was changed.\n"));
        assertThat(to).isEmptyDirectory();
    }

    @Test
    void takesAnAddressOfAFileOfThisMachine() throws IOException {
        Path file = Files.write(to.resolveSibling("an image"), new byte[] {1, 2, 3});
        Bcd.Result result = Bcd.run("fetch", file.toUri().toString(), "--to", to.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(to.resolve("an image")).hasSameBinaryContentAs(file);
        assertThat(Bcd.run("fetch", "file://host/x", "--to", to.toString()))
                .isEqualTo(new Bcd.Result(
                        2,
                        "",
                        "bcd: \"file://host/x\" names no file of this machine; its address would be file:///FOLDER/NAME.\n"
                                + "\"bcd fetch --help\" shows what can be given.\n"));
    }

    @Test
    void refusesWhatItCannotBeAskedFor() throws IOException {
        assertThat(Bcd.run("fetch", "ftp://host/x", "--to", to.toString()))
                .extracting(Bcd.Result::code, Bcd.Result::err)
                .containsExactly(
                        2, "bcd: \"ftp://host/x\" is an address of ftp; files are fetched from https and http, or from a path.\n"
                                + "\"bcd fetch --help\" shows what can be given.\n");
        assertThat(Bcd.run("fetch", "https://user:password@host/x", "--to", to.toString()).err())
                .startsWith("bcd: \"https://…@host\" has a name or password in it, which is not sent: others see it in the list of processes.\n");
        assertThat(Bcd.run("fetch", "https://host/a b", "--to", to.toString()).err())
                .startsWith("bcd: \"https://host/a b\" is no address: Illegal character in path at 14. In an address, a space is written %20.\n");
        assertThat(Bcd.run("fetch", file().toString(), "--to", to.toString(), "--sha256", "abc").err())
                .startsWith("bcd: --sha256: \"abc\" is no SHA-256, which has 64 hexadecimal digits.\n");
        assertThat(Bcd.run("fetch", file().toString(), "--to", to.toString(), "--ca", "x").err())
                .startsWith("bcd: --ca is about servers, and \"" + file() + "\" is the path of a file.\n");
        assertThat(Bcd.run("fetch", file().toString(), "--to", to.toString(), "--name", "../x").err())
                .startsWith("bcd: --name: \"../x\" has a character that Windows does not allow in file names.\n");
        assertThat(Bcd.run("fetch", at("/"), "--to", to.toString()))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: What the file is to be called cannot be told from " + at("/") + ": \"\" names no file. Give its name with --name.\n"));
        assertThat(Bcd.run("fetch", file().toString(), "--to", folder.resolve("none").toString()))
                .isEqualTo(new Bcd.Result(3, "", "bcd: There is no folder " + folder.resolve("none") + " to fetch a file to.\n"));
        assertThat(to).isEmptyDirectory();
    }

    @Test
    void takesProxiesFromTheEnvironment() {
        assertThat(new Bcd().with("http_proxy", "socks5://host:1").call("fetch", at("/w.vhdx"), "--to", to.toString()))
                .extracting(Bcd.Result::code, Bcd.Result::err)
                .containsExactly(
                        2, "bcd: The environment variable http_proxy is \"socks5://host:1\"; a proxy is named as http://HOST:PORT.\n"
                                + "\"bcd fetch --help\" shows what can be given.\n");
        assertThat(new Bcd()
                        .with("http_proxy", "http://localhost:1")
                        .with("NO_PROXY", "localhost")
                        .call("fetch", at("/w.vhdx"), "--to", to.toString())
                        .code())
                .isZero();
        Proxies none = ProxyArgument.parse(name -> name.equals("HTTP_PROXY") ? Optional.of("http://evil:1") : Optional.empty());
        assertThat(none).isEqualTo(Proxies.OF_JAVA);
        Proxies all = ProxyArgument.parse(name -> name.equals("ALL_PROXY") ? Optional.of("proxy:8080") : Optional.empty());
        assertThat(all.http()).contains(InetSocketAddress.createUnresolved("proxy", 8080)).isEqualTo(all.https());
    }

    @Test
    void asksThroughTheProxy() {
        String proxy = "localhost:" + server.getAddress().getPort();
        assertThat(new Bcd().with("http_proxy", proxy).call("fetch", "http://files.invalid/w.vhdx", "--to", to.toString(), "--sha256", SUM).code()).isZero();
    }

    /** What the program needs, wherever the classes of this test come from. */
    private static String classPath() throws URISyntaxException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(Main.class, Proxies.class, ByteSize.class, Printable.class, Option.class, JsonFactory.class)) {
            places.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
        }
        return String.join(File.pathSeparator, places);
    }

    @Test
    @Timeout(60)
    void leavesWhatAnotherRunCanGoOnWithWhenItIsEnded() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        Main.class.getName(),
                        "fetch",
                        at("/slow.vhdx"),
                        "--to",
                        to.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Path part = to.resolve("slow.vhdx.part");
        while (process.isAlive() && (!Files.exists(part) || Files.size(part) < LARGE / 2)) {
            Thread.sleep(20);
        }
        assertThat(process.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(to.resolve("slow.vhdx.part.from"))).contains("\nreceived: " + LARGE / 2 + "\n");

        Bcd.Result result = Bcd.run("fetch", at("/slow.vhdx"), "--to", to.toString(), "--json");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("\"resumedAt\": " + LARGE / 2).contains("\"after\": \"a file of 8 MiB, of which 4 MiB are there\"");
        assertThat(to.resolve("slow.vhdx")).hasBinaryContent(new byte[LARGE]);
        assertThat(to).isDirectoryNotContaining("glob:**.part*");
    }
}
