package org.bcdkit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Installs or downloads what a test needs, where the test runs as root on Debian or a relative of it. */
final class DebianPackages {
    private static final Path APT_GET = Path.of("/usr/bin/apt-get");
    private static final Path APT_CACHE = Path.of("/usr/bin/apt-cache");
    private static final String DEPENDS = "Depends: ";
    private static final Path OUR_FOLDER = Path.of("/run/bcdkit-tests");
    private static final Duration LISTS_STAY_FRESH = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Set<String> REFUSED = new HashSet<>();

    private DebianPackages() {}

    /** Whether the package is here now. */
    static synchronized boolean install(String name) {
        if (REFUSED.contains(name) || !isPossible()) {
            return false;
        }
        // Several test processes may want something at the same time.
        try (var everyone = lockFile()) {
            everyone.lock();
            if (aptGet("install", name) || updateLists() && aptGet("install", name)) {
                return true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        REFUSED.add(name);
        return false;
    }

    /**
     * Downloads a package into {@code folder}, where it may be already, and installs nothing.
     *
     * @param needing the package that depends on it, whatever version its name has: {@code linux-image-amd64} on {@code linux-image-6.1.0-57-amd64}
     */
    static synchronized Optional<Path> downloadDependency(String needing, Path folder) throws IOException {
        Files.createDirectories(folder);
        Optional<String> name = dependency(needing);
        if (name.isEmpty() && isPossible() && updateLists()) {
            name = dependency(needing);
        }
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> file = packageFile(name.get(), folder);
        if (file.isEmpty() && (download(name.get(), folder) || isPossible() && updateLists() && download(name.get(), folder))) {
            file = packageFile(name.get(), folder);
        }
        return file;
    }

    private static Optional<String> dependency(String needing) {
        if (!Files.isExecutable(APT_CACHE)) {
            return Optional.empty();
        }
        var depends = IndependentTool.run(APT_CACHE, "depends", needing);
        var first = depends.text().lines().map(String::strip).filter(line -> line.startsWith(DEPENDS)).findFirst();
        return first.map(line -> line.substring(DEPENDS.length()));
    }

    private static Optional<Path> packageFile(String name, Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\Q" + name + "\\E_.*[.]deb")).max(Comparator.naturalOrder());
        }
    }

    private static boolean download(String name, Path folder) {
        var command = List.of("/bin/sh", "-c", "cd \"$1\" && exec apt-get -q -o Acquire::Retries=3 download \"$2\"", "sh", folder.toString(), name);
        var outcome = IndependentTool.run(LIMIT, Map.of(), command);
        if (outcome.exitCode() != 0) {
            System.err.println("apt-get download " + name + " ended with " + outcome.exitCode() + ": " + outcome.stderr());
        }
        return outcome.exitCode() == 0;
    }

    private static boolean isPossible() {
        try {
            return Files.isExecutable(APT_GET) && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static FileChannel lockFile() throws IOException {
        Files.createDirectories(OUR_FOLDER);
        return FileChannel.open(OUR_FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** False when they were updated a short time ago, so that another update would change nothing. */
    private static boolean updateLists() throws IOException {
        var updated = OUR_FOLDER.resolve("updated");
        if (Files.exists(updated)
                && Files.getLastModifiedTime(updated).toInstant().plus(LISTS_STAY_FRESH).isAfter(Instant.now())) {
            return false;
        }
        if (!aptGet("update")) {
            return false;
        }
        Files.writeString(updated, "");
        return true;
    }

    private static boolean aptGet(String... arguments) {
        var commandLine = new ArrayList<>(List.of(
                APT_GET.toString(), "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"));
        commandLine.addAll(List.of(arguments));
        var outcome = IndependentTool.run(LIMIT, Map.of("DEBIAN_FRONTEND", "noninteractive"), commandLine);
        if (outcome.exitCode() != 0) {
            System.err.println("apt-get " + String.join(" ", arguments) + " ended with " + outcome.exitCode() + ": " + outcome.stderr());
        }
        return outcome.exitCode() == 0;
    }
}
