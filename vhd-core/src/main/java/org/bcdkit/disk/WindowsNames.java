package org.bcdkit.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a file by the path that Windows would use: backslashes, and names without regard to case. */
final class WindowsNames {

    private WindowsNames() {}

    /**
     * What {@code windowsPath} means seen from {@code folder}; names that are not there are taken as they are, so that messages can show the
     * whole path. Empty when this machine cannot have a file of that name.
     */
    static Optional<Path> find(Path folder, String windowsPath) {
        Path at = folder;
        try {
            int start = 0;
            while (start <= windowsPath.length()) {
                int end = start;
                while (end < windowsPath.length() && windowsPath.charAt(end) != '\\' && windowsPath.charAt(end) != '/') {
                    end++;
                }
                String name = windowsPath.substring(start, end);
                if (name.equals("..")) {
                    at = at.getParent() == null ? at : at.getParent();
                } else if (!name.isEmpty() && !name.equals(".")) {
                    at = entry(at, name);
                }
                start = end + 1;
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        return Optional.of(at);
    }

    private static Path entry(Path folder, String name) {
        Path exact = folder.resolve(name);
        if (Files.exists(exact) || !Files.isDirectory(folder)) {
            return exact;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (entry.getFileName().toString().equalsIgnoreCase(name)) {
                    return entry;
                }
            }
        } catch (IOException e) {
            return exact; // a folder that cannot be listed: opening the file will say why
        }
        return exact;
    }
}
