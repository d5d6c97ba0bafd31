package org.bcdkit.filesystem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.UnsupportedException;

/**
 * A path inside a volume: names from its root. Both slashes separate them, as in Windows, whose file systems allow neither in a name.
 *
 * @param names none for the root itself
 */
public record FilePath(List<String> names) {

    public static final FilePath ROOT = new FilePath(List.of());

    private static final int MAX_LINKS = 16;

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

    /**
     * The entries on this path, from that of the root, as far as they are there: one more than it has names when all are. A link is where it is, and
     * not what it leads to: the path ends there.
     */
    public List<FileEntry> follow(FileSystem fileSystem) throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        entries.add(fileSystem.root());
        for (String name : names) {
            FileEntry at = entries.get(entries.size() - 1);
            Optional<FileEntry> next = at.kind() == FileEntry.Kind.DIRECTORY ? fileSystem.find(at, name) : Optional.empty();
            if (next.isEmpty()) {
                break;
            }
            entries.add(next.get());
        }
        return entries;
    }

    /**
     * This path with what they lead to in the place of all links on it, as far as it is there.
     *
     * @throws UnsupportedException when a link leads elsewhere than to this volume, or there are more than 16
     */
    public FilePath withoutLinks(FileSystem fileSystem) throws IOException {
        return followLinks(fileSystem).path;
    }

    /** A path without links, and the entries on it as far as they are there. */
    private record Followed(FilePath path, List<FileEntry> entries) {}

    private Followed followLinks(FileSystem fileSystem) throws IOException {
        FilePath path = this;
        for (int links = 0; links <= MAX_LINKS; links++) {
            List<FileEntry> entries = path.follow(fileSystem);
            int last = entries.size() - 1;
            FileEntry link = entries.get(last);
            if (link.kind() != FileEntry.Kind.LINK) {
                return new Followed(path, entries);
            }
            List<String> names = new ArrayList<>(fileSystem.target(link, path.first(last - 1)).names());
            names.addAll(path.names.subList(last, path.names.size()));
            path = new FilePath(names);
        }
        throw new UnsupportedException(
                toString(), "path", 0, "more than " + MAX_LINKS + " links follow one another, as those do that lead to each other; the last leads to " + path);
    }

    /** What is there, links followed; empty when something on the way is not, or is no folder. */
    public Optional<FileEntry> find(FileSystem fileSystem) throws IOException {
        Followed followed = followLinks(fileSystem);
        int names = followed.path.names.size();
        return followed.entries.size() > names ? Optional.of(followed.entries.get(names)) : Optional.empty();
    }

    /** The path of {@code path}, read as in {@link #parse}, from here. */
    public FilePath resolve(String path) {
        List<String> all = new ArrayList<>(names);
        all.addAll(parse(path).names);
        return new FilePath(all);
    }

    /** Its last name; empty for the root. */
    public String name() {
        return names.isEmpty() ? "" : names.get(names.size() - 1);
    }

    /** From the root of the volume, as Windows writes it: {@code \Windows\System32}. */
    public String windowsText() {
        return "\\" + String.join("\\", names);
    }

    /** Its first names. */
    FilePath first(int count) {
        return new FilePath(names.subList(0, count));
    }

    /** The folder that its last name is in; the root for the root itself. */
    public FilePath parent() {
        return first(Math.max(names.size() - 1, 0));
    }

    // Written out for the sake of start-up, as in ValueType.
    @Override
    public boolean equals(Object other) {
        return other instanceof FilePath that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** The names with slashes between them; {@code /} for the root. */
    @Override
    public String toString() {
        return names.isEmpty() ? "/" : String.join("/", names);
    }
}
