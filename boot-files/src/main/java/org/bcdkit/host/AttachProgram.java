package org.bcdkit.host;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.HostException;

/** The program that makes an image a disk of this machine: {@code qemu-nbd}, or the one that Windows has. */
public final class AttachProgram {

    private static final int MOST_DEVICES = 256;

    private AttachProgram() {}

    /** Whether images are attached by file, as Windows does, and not to a device that is chosen. */
    public static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    /** Where {@code name} is in the folders of {@code path}, the variable of that name. */
    public static Optional<Path> find(String name, Optional<String> path) {
        for (String folder : path.orElse("").split(File.pathSeparator)) {
            try {
                Path file = Path.of(folder).resolve(name);
                if (!folder.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
                    return Optional.of(file);
                }
            } catch (InvalidPathException e) {
                // No folder is called that.
            }
        }
        return Optional.empty();
    }

    /** A network block device that nobody uses. What the kernel says of the devices is in {@code blocks}: {@code /sys/block}. */
    public static Optional<String> freeDevice(Path blocks) {
        for (int i = 0; i < MOST_DEVICES; i++) {
            Path device = blocks.resolve("nbd" + i);
            if (Files.isDirectory(device) && Files.notExists(device.resolve("pid"))) {
                return Optional.of("/dev/nbd" + i);
            }
        }
        return Optional.empty();
    }

    /**
     * Runs a program to its end.
     *
     * @throws HostException with what it said, when it does not succeed
     */
    public static void run(List<String> command, String remedy) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()).strip();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new HostException(command.get(0) + " ended with " + code + (said.isEmpty() ? "" : ": " + said), remedy);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new HostException(command.get(0) + " was interrupted", remedy, e);
        }
    }
}
