package org.bcdkit.deploy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.HostException;

/** A program of others that does part of the work. */
public enum ExternalProgram {
    WIMLIB(
            "wimlib-imagex",
            "WIM files are read and written with it",
            "Debian and Ubuntu have it in the package wimtools, Fedora in wimlib-utils. On macOS build wimlib with libntfs-3g, since"
                    + " Homebrew's is without; on Windows run this in WSL."),
    MKNTFS(
            "mkntfs",
            "NTFS volumes are formatted with it",
            "Debian and Ubuntu have it in the package ntfs-3g, Fedora in ntfsprogs, Homebrew in ntfs-3g-mac"
                    + " (gromgit/fuse); on Windows run this in WSL.");

    /** Where programs for file systems are; not everyone has these on the path. */
    private static final List<String> USUAL_FOLDERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private final String command;
    private final String use;
    private final String source;

    ExternalProgram(String command, String use, String source) {
        this.command = command;
        this.use = use;
        this.source = source;
    }

    /** What it is called. */
    public String command() {
        return command;
    }

    /**
     * The file of the program.
     *
     * @param named by the user: a file, or another name to look for
     * @param path the folders to look in, as the variable {@code PATH} has them
     * @throws HostException when it is nowhere, with how to get it
     */
    public Path find(Optional<String> named, Optional<String> path) throws HostException {
        String wanted = named.orElse(command);
        if (wanted.indexOf('/') >= 0 || wanted.indexOf(File.separatorChar) >= 0) {
            Path file = Path.of(wanted);
            if (isProgram(file)) {
                return file.toAbsolutePath();
            }
            throw new HostException(wanted + " is no program that can be run", source);
        }
        for (String folder : folders(path)) {
            Optional<Path> file = in(folder, wanted);
            if (file.isPresent()) {
                return file.get();
            }
        }
        throw new HostException(wanted + " is not on the path, and " + use, source);
    }

    private static List<String> folders(Optional<String> path) {
        List<String> folders = new ArrayList<>();
        String all = path.orElse("");
        for (int start = 0; start <= all.length(); ) {
            int end = all.indexOf(File.pathSeparatorChar, start);
            end = end < 0 ? all.length() : end;
            if (end > start) {
                folders.add(all.substring(start, end));
            }
            start = end + 1;
        }
        if (path.isPresent()) {
            folders.addAll(USUAL_FOLDERS);
        }
        return folders;
    }

    private static Optional<Path> in(String folder, String name) {
        try {
            for (String ending : File.separatorChar == '\\' ? List.of(".exe", "") : List.of("")) {
                Path file = Path.of(folder, name + ending);
                if (isProgram(file)) {
                    return Optional.of(file.toAbsolutePath());
                }
            }
        } catch (InvalidPathException e) {
            // A folder of that name cannot be there.
        }
        return Optional.empty();
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
