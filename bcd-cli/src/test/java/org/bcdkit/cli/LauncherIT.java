package org.bcdkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.IndependentTool.Outcome;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the packaged jar, as a user starts them. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherIT {
    private static final Path JAR = Path.of("target", "bcd.jar");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NO_CACHE = "/dev/null";

    /** A checkout without a repository, so that nothing is built. */
    @TempDir
    Path folder;

    private Path launcher;

    @BeforeEach
    void copyLauncherAndJar() throws IOException {
        launcher = Files.copy(Path.of("..", "bcd"), folder.resolve("bcd"), StandardCopyOption.COPY_ATTRIBUTES);
        var target = Files.createDirectories(folder.resolve("bcd-cli").resolve("target"));
        Files.copy(JAR, target.resolve("bcd.jar"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void printsTheVersionAndNothingElse() {
        var outcome = bcd(Map.of(), "--version");
        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.text()).matches("bcd \\S+ \\(.*\\)\n");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void passesTheExitCodeOn() {
        assertThat(bcd(Map.of(), "no-such-command").exitCode()).isEqualTo(2);
    }

    @Test
    void takesUnicodeArgumentsInEveryLocale() {
        assertThat(bcd(Map.of("LC_ALL", "C"), "größer-日本").stderr()).contains("\"größer-日本\"");
    }

    @Test
    void takesArgumentsAsTheyAre() {
        assertThat(bcd(Map.of(), "a  * \\n$HOME").stderr()).contains("\"a  * \\n$HOME\"");
    }

    @Test
    void doesTheMainJobAndPrintsCommandsThatCanBeTyped() throws IOException {
        var files = folder.resolve("my files – ü");
        var outcome = bcd(Map.of("LC_ALL", "C"), "quickstart", files.toString());
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        var typed = outcome.text().lines().filter(line -> line.startsWith("$ ")).map(line -> line.substring(2)).toList();
        assertThat(typed).hasSize(2);
        var again = run(Map.of(), "sh", "-c", typed.get(0));
        assertThat(again.exitCode()).as(again.stderr()).isZero();
        assertThat(again.text()).startsWith("Nothing to do: {").contains("\"Windows 11 (VHDX)\"");
        var list = run(Map.of(), "sh", "-c", typed.get(1));
        assertThat(list.exitCode()).isZero();
        assertThat(outcome.text()).endsWith(list.text());

        var store = files.resolve("BCD");
        var key = "\\Objects\\" + list.text().lines().filter(line -> line.startsWith("  {")).findFirst().orElseThrow().substring(2, 40);
        var type = IndependentTool.run(IndependentTool.require("hivexget", "libhivex-bin"), store.toString(), key + "\\Description", "Type");
        assertThat(type.text()).as(type.stderr()).isEqualTo(0x10200003 + "\n");

        var undo = outcome.text().lines().filter(line -> line.startsWith("To go back: ")).findFirst().orElseThrow().substring(12);
        assertThat(run(Map.of(), "sh", "-c", undo).exitCode()).isZero();
        assertThat(run(Map.of(), "sh", "-c", typed.get(1)).text()).contains("Windows 11").doesNotContain("VHDX");
    }

    /** The classes of the program see only those of Java that its boot loader has. */
    @Test
    void fetchesFromAServer() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/w.vhdx", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        try {
            var address = "http://localhost:" + server.getAddress().getPort() + "/w.vhdx";
            var outcome = bcd(Map.of("no_proxy", "localhost"), "fetch", address, "--to", folder.toString());
            assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
            assertThat(folder.resolve("w.vhdx")).hasContent("hello");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void namesItselfAsItWasCalled() {
        var outcome = run(Map.of(), "sh", "-c", "cd \"$0\" && ./bcd quickstart q", folder.toString());
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(outcome.text()).contains("\n$ ./bcd list --store q/BCD\n");
    }

    @Test
    void startsThroughLinksFromAnotherFolder() throws IOException {
        var links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("../bcd"));
        Files.createSymbolicLink(links.resolve("second"), Path.of("first"));
        var outcome = run(Map.of(), "sh", "-c", "cd / && \"$0\" --version", links.resolve("second").toString());
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.stderr()).isEmpty();
    }

    @Test
    void startsFromARelativePath() {
        var outcome = run(Map.of(), "sh", "-c", "cd \"$0\" && ../bcd --version", folder.resolve("bcd-cli").toString());
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.stderr()).isEmpty();
    }

    @Test
    void startsFromAFolderWithASpaceInItsNameAndSaysThatAColonWillNotDo() throws IOException {
        var spaced = Files.createDirectories(folder.resolve("a b").resolve("bcd-cli").resolve("target"));
        Files.copy(launcher, folder.resolve("a b").resolve("bcd"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(JAR, spaced.resolve("bcd.jar"), StandardCopyOption.COPY_ATTRIBUTES);
        var outcome = run(Map.of(), folder.resolve("a b").resolve("bcd").toString(), "--version");
        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.exitCode()).isZero();

        Files.move(folder.resolve("a b"), folder.resolve("a:b"));
        outcome = run(Map.of(), folder.resolve("a:b").resolve("bcd").toString(), "--version");
        assertThat(outcome.stderr()).isEqualTo("bcd: Java takes no program from a folder with a colon in its name: " + folder.resolve("a:b") + "\n");
        assertThat(outcome.exitCode()).isEqualTo(5);
    }

    @Test
    void colorsMessagesWhenTheyGoToATerminalWhereverTheResultGoes() {
        var outcome = onTerminal(launcher + " no-such-command >/dev/null");
        assertThat(outcome.text()).startsWith("\u001b[1;31mbcd:\u001b[0m Unknown command");
        assertThat(bcd(Map.of(), "no-such-command").stderr()).startsWith("bcd: Unknown command");
    }

    private Outcome onTerminal(String command) {
        List<String> words = new ArrayList<>();
        if (isChrootWithoutTerminals()) {
            String mount = "mount --make-private /dev && mount -t devpts devpts /dev/pts && exec \"$@\"";
            words.addAll(List.of(
                    IndependentTool.require("unshare", "util-linux").toString(), "--mount", "--propagation", "unchanged", "sh", "-c", mount, "sh"));
        }
        words.addAll(List.of(IndependentTool.require("script", "bsdutils").toString(), "-qec", command, "/dev/null"));
        return run(Map.of("NO_COLOR", ""), words.toArray(new String[0]));
    }

    /** With the machine's {@code /dev}, but not what is mounted in it; then the program gets its own. */
    private static boolean isChrootWithoutTerminals() {
        return Files.isDirectory(Path.of("/dev/pts")) && !Files.exists(Path.of("/dev/pts/ptmx"));
    }

    @Test
    void doesWithoutACache() {
        for (var unusable : List.of("XDG_CACHE_HOME=" + NO_CACHE, "XDG_CACHE_HOME=/proc", "XDG_CACHE_HOME=")) {
            var outcome = run(Map.of(), "env", "-u", "HOME", unusable, launcher.toString(), "--version");
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.stderr()).isEmpty();
        }
    }

    @Test
    void saysWhichJavaIsNeeded() throws IOException {
        var old = Files.createDirectories(folder.resolve("java-11").resolve("bin"));
        Files.createSymbolicLink(old.resolve("java"), Path.of("/bin/true"));
        Files.writeString(old.resolveSibling("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Files.writeString(launcher, Files.readString(launcher).replaceAll("/usr/lib/jvm|/Library/Java", "/nowhere"));
        var outcome = run(Map.of("JAVA_HOME", old.getParent().toString(), "PATH", folder.toString()), "/bin/sh", launcher.toString());
        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.stderr())
                .startsWith("bcd: Java 17 or newer is needed (java); the one in " + old.getParent() + " is 11.0.2. On Debian")
                .hasLineCount(1);
    }

    @Test
    void takesItsClassesFromTheArchive() throws Exception {
        var cache = Files.createDirectory(folder.resolve("cache"));
        bcd(Map.of("XDG_CACHE_HOME", cache.toString()), "--version");
        awaitArchive(cache);
        var environment = Map.of("XDG_CACHE_HOME", cache.toString());
        assertThat(bcd(environment, "quickstart", folder.resolve("q").toString()).exitCode()).isZero();
        var store = folder.resolve("q").resolve("BCD").toString();
        var commands = List.of(List.of("list", "--json"), List.of("show", "{bootmgr}"), List.of("undo"));
        for (var command : commands) {
            var log = folder.resolve(command.get(0) + ".log");
            var line = new ArrayList<>(List.of(launcher.toString(), "--store", store));
            line.addAll(command);
            var logging = Map.of("XDG_CACHE_HOME", cache.toString(), "BCD_JAVA_OPTS", "-Xlog:class+load:file=" + log);
            var outcome = run(logging, line.toArray(new String[0]));
            assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
            assertThat(Files.readAllLines(log))
                    .filteredOn(loaded -> loaded.matches(".*\\] org\\.(apache\\.commons\\.cli|bcdkit)\\..*"))
                    .anyMatch(loaded -> loaded.contains(" org.apache.commons.cli.DefaultParser "))
                    .hasSizeGreaterThan(80)
                    .allMatch(loaded -> loaded.contains("shared objects file"));
        }
    }

    @Test
    void makesANewArchiveForAnotherJar() throws Exception {
        var cache = Files.createDirectory(folder.resolve("cache"));
        bcd(Map.of("XDG_CACHE_HOME", cache.toString()), "--version");
        var archive = awaitArchive(cache);
        var jar = folder.resolve("bcd-cli").resolve("target").resolve("bcd.jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2001-09-09T01:46:40Z")));
        var outcome = bcd(Map.of("XDG_CACHE_HOME", cache.toString()), "--version");
        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(awaitArchive(cache)).isEqualTo(archive);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void makesNothingWhenThePlanHasNowhereToGo() {
        Path store = folder.resolve("BCD");
        var outcome = run(Map.of(), "sh", "-c", "exec \"$0\" create \"$1\" --firmware uefi >/dev/full", launcher.toString(), store.toString());
        assertThat(outcome.stderr()).startsWith("bcd: standard output: ");
        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(store).doesNotExist();
    }

    @Test
    void takesMicrosoftsCommandLinesUnderTheNameOfBcdboot() throws IOException {
        assertThat(Files.readSymbolicLink(Path.of("..", "bcdboot"))).isEqualTo(Path.of("bcd"));
        String link = Files.createSymbolicLink(folder.resolve("bcdboot"), Path.of("bcd")).toString();
        WindowsTree tree = WindowsTree.windows11(Files.createDirectory(folder.resolve("win")));
        Path target = Files.createDirectory(folder.resolve("esp"));
        var made = run(Map.of(), link, "C:\\Windows", "/s", "S:", "/f", "UEFI", "--map", "C=" + tree.folder().getParent(), "--map", "S=" + target);
        assertThat(made.text()).isEqualTo("Boot files successfully created.\n");
        assertThat(target.resolve("EFI/Microsoft/Boot/BCD")).isNotEmptyFile();
        var wrong = run(Map.of(), link, "/x");
        assertThat(wrong.exitCode()).isEqualTo(87);
        assertThat(wrong.stderr()).isEqualTo("bcd: bcdboot has no /x. bcdboot /? shows what it has.\n");
    }

    @Test
    void takesMicrosoftsCommandLinesUnderTheNameOfBcdedit() throws IOException {
        assertThat(Files.readSymbolicLink(Path.of("..", "bcdedit"))).isEqualTo(Path.of("bcd"));
        String link = Files.createSymbolicLink(folder.resolve("bcdedit"), Path.of("bcd")).toString();
        String store = folder.resolve("a BCD").toString();
        assertThat(run(Map.of(), link, "/createstore", store).text()).isEqualTo("The operation completed successfully.\n");
        assertThat(run(Map.of(), link, "-store", store, "-create", "{bootmgr}", "-d", "Menü").text())
                .isEqualTo("The entry {bootmgr} was successfully created.\n");
        var set = run(Map.of(), link, "/store", store, "/timeout", "7", "--verbose");
        assertThat(set.text()).isEqualTo("The operation completed successfully.\n");
        assertThat(set.stderr()).contains("note: To go back: " + launcher + " undo --store '" + store + "'\n");
        var failed = run(Map.of(), link, "/store", store, "/timeout", "soon");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.stderr()).startsWith("The integer data is not valid as specified.\n");
    }

    @Test
    void takesAStoreThatComesOutOfAPipe() {
        Path backup = folder.resolve("backup");
        Path store = folder.resolve("store");
        assertThat(bcd(Map.of(), "create", backup.toString(), "--firmware", "uefi").exitCode()).isZero();
        assertThat(bcd(Map.of(), "create", store.toString(), "--firmware", "bios").exitCode()).isZero();
        String line = "cat \"$1\" | \"$0\" import /dev/stdin --store \"$2\"";
        assertThat(run(Map.of(), "sh", "-c", line, launcher.toString(), backup.toString(), store.toString()).stderr()).isEmpty();
        assertThat(bcd(Map.of(), "diff", store.toString(), backup.toString()).text()).isEqualTo("The two stores hold the same.\n");
    }

    private Outcome bcd(Map<String, String> environment, String... arguments) {
        return run(environment, Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toArray(String[]::new));
    }

    private Outcome run(Map<String, String> environment, String... commandLine) {
        var all = new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home"), "XDG_CACHE_HOME", NO_CACHE));
        all.putAll(environment);
        return IndependentTool.run(LIMIT, all, new ArrayList<>(List.of(commandLine)));
    }

    /** Waits for the archive of the jar to be the only one, and for whoever makes it to be done with the folder. */
    private Path awaitArchive(Path cache) throws Exception {
        var madeFrom = Files.getLastModifiedTime(folder.resolve("bcd-cli").resolve("target").resolve("bcd.jar"));
        var end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try (var files = Files.find(cache, Integer.MAX_VALUE, (file, facts) -> file.toString().matches(".*\\.(jsa|making)"))) {
                var found = files.toList();
                if (found.size() == 1 && Files.getLastModifiedTime(found.get(0)).equals(madeFrom)) {
                    return found.get(0);
                }
            } catch (UncheckedIOException | NoSuchFileException goneWhileWeLooked) {
                // Look again.
            }
            assertThat(System.nanoTime()).as("time to wait for the archive").isLessThan(end);
            Thread.sleep(100);
        }
    }
}
