package org.bcdkit.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that tries to lock a file: within one, Java keeps count of locks itself, whatever the system does. */
final class LockProbe {

    static final String LOCKED = "locked";
    static final String FREE = "free";

    private LockProbe() {}

    /** What such a process finds. */
    static String look(Path file) throws IOException {
        String classes = LockProbe.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes, LockProbe.class.getName(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    public static void main(String[] args) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
            System.out.println(channel.tryLock() == null ? LOCKED : FREE);
        }
    }
}
