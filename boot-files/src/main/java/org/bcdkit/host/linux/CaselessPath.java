package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds files as Windows does, without regard to case; not every driver for its file systems does. */
final class CaselessPath {

    private CaselessPath() {}

    /**
     * What is there under these names, one in the other.
     *
     * @throws IOException when a folder cannot be read, though it is there
     */
    static Optional<Path> find(LinuxSource source, Path folder, List<String> names) throws IOException {
        Path at = folder;
        try {
            for (String name : names) {
                Optional<Path> next = child(source, at, name);
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                at = next.get();
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
        return Optional.of(at);
    }

    private static Optional<Path> child(LinuxSource source, Path folder, String name) throws IOException {
        Path exact = folder.resolve(name);
        Optional<Path> found = Optional.empty();
        for (Path child : source.children(folder)) {
            if (child.equals(exact)) {
                return Optional.of(child);
            }
            if (child.getFileName().toString().equalsIgnoreCase(name)) {
                found = Optional.of(child);
            }
        }
        return found;
    }
}
