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

/** Finds and runs the programs that make an image a disk of this machine. */
public final class AttachProgram {

    private AttachProgram() {}

    /** Whether images are attached by file, as Windows does, and not to a device that is chosen. */
    public static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    /** @throws HostException on a system whose programs for this are not known here */
    public static void requireLinux() throws HostException {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new HostException(
                    "images are attached by programs that Linux and Windows have, and this is " + system,
                    "To look into an image nothing has to be attached: see bcd disk ls and bcd disk cat. bcd vdisk convert makes a raw image of it.");
        }
    }

    /**
     * Where one of QEMU's programs is.
     *
     * @param path the variable of that name
     */
    public static Path qemu(String name, Optional<String> path) throws HostException {
        Optional<Path> program = find(name, path);
        if (program.isEmpty()) {
            throw new HostException(
                    name + ", which attaches images on Linux, is not installed",
                    "Install the package that has it: in Debian, qemu-utils. To look into an image nothing has to be attached: see bcd disk ls"
                            + " and bcd disk cat.");
        }
        return program.get();
    }

    /** What unmounts a file that is shown through FUSE: a program for everybody, or the one for root. */
    public static Path unmounter(Optional<String> path) throws HostException {
        for (String name : List.of("fusermount3", "fusermount", "umount")) {
            Optional<Path> program = find(name, path);
            if (program.isPresent()) {
                return program.get();
            }
        }
        throw new HostException("fusermount3, which unmounts what is shown as a file, is not installed", "Install the package fuse3.");
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
