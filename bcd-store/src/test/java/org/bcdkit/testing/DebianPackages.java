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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Installs what a test needs, where the test runs as root on Debian or a relative of it. */
final class DebianPackages {
    private static final Path APT_GET = Path.of("/usr/bin/apt-get");
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
