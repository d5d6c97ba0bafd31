package org.bcdkit.filesystem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path inside a volume: names from its root. Both slashes separate them, as in Windows, whose file systems allow neither in a name.
 *
 * @param names none for the root itself
 */
public record FilePath(List<String> names) {

    public static final FilePath ROOT = new FilePath(List.of());

    public FilePath {
        names = List.copyOf(names);
    }

    /** Reads {@code Windows/System32}, with or without slashes around it; {@code .} and {@code ..} are followed as text. */
    public static FilePath parse(String text) {
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '/' || text.charAt(i) == '\\') {
                add(names, text.substring(start, i));
                start = i + 1;
            }
        }
        return new FilePath(names);
    }

    private static void add(List<String> names, String name) {
        if (name.equals("..")) {
            if (!names.isEmpty()) {
                names.remove(names.size() - 1);
            }
        } else if (!name.isEmpty() && !name.equals(".")) {
            names.add(name);
        }
    }

    /** What is there; empty when something on the way is not, or is no folder. */
    public Optional<FileEntry> find(FileSystem fileSystem) throws IOException {
        FileEntry at = fileSystem.root();
        for (String name : names) {
            Optional<FileEntry> next = at.kind() == FileEntry.Kind.DIRECTORY ? fileSystem.find(at, name) : Optional.empty();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
        }
        return Optional.of(at);
    }

    /** As much of this path, from the root, as is there: to say where it ends. */
    public FilePath longestThere(FileSystem fileSystem) throws IOException {
        for (int length = names.size(); length > 0; length--) {
            FilePath start = new FilePath(names.subList(0, length));
            if (start.find(fileSystem).isPresent()) {
                return start;
            }
        }
        return ROOT;
    }

    /** The names with slashes between them; {@code /} for the root. */
    @Override
    public String toString() {
        return names.isEmpty() ? "/" : String.join("/", names);
    }
}
