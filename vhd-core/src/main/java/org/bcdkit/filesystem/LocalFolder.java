package org.bcdkit.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/**
 * A folder of this machine, taken as the root of a volume: where Windows or a system partition is mounted. Links are followed as the machine does it.
 * Names are looked up without regard to case, whatever the machine does; of two that differ in nothing else, the one written as asked for is taken.
 */
public final class LocalFolder implements FileSystem {

    private final Path root;
    /** By the positions of their entries. */
    private final List<Path> paths = new ArrayList<>();
    private final FileEntry rootEntry;

    private LocalFolder(Path root) throws IOException {
        this.root = root;
        this.rootEntry = entry(root, "");
    }

    /** The folder at {@code root}. Throws the machine's own exceptions when it is not there. */
    public static LocalFolder open(Path root) throws IOException {
        Files.readAttributes(root, BasicFileAttributes.class);
        return new LocalFolder(root);
    }

    private FileEntry entry(Path path, String name) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            // A link that leads nowhere, which is how some drivers show files that they cannot decompress.
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }
        FileEntry.Kind kind = attributes.isDirectory()
                ? FileEntry.Kind.DIRECTORY
                : attributes.isRegularFile() ? FileEntry.Kind.FILE : FileEntry.Kind.LINK;
        paths.add(path);
        return new FileEntry(name, kind, attributes.size(), attributes.lastModifiedTime().toInstant(), paths.size() - 1L);
    }

    /** What an entry is for this machine. */
    public Path path(FileEntry entry) {
        return paths.get(Math.toIntExact(entry.position()));
    }

    /**
     * Where {@code path} is or would be on this machine: with the names that are there spelled as they are, and the others as in {@code path}.
     */
    public Path place(FilePath path) throws IOException {
        List<FileEntry> there = path.follow(this);
        Path place = path(there.get(there.size() - 1));
        for (String name : path.names().subList(there.size() - 1, path.names().size())) {
            place = place.resolve(name);
        }
        return place;
    }

    @Override
    public String kind() {
        return "folder";
    }

    @Override
    public Optional<String> label() {
        return Optional.empty();
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public FileEntry root() {
        return rootEntry;
    }

    @Override
    public List<FileEntry> list(FileEntry folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path(folder))) {
            for (Path child : stream) {
                children.add(child);
            }
        }
        children.sort(null);
        List<FileEntry> entries = new ArrayList<>(children.size());
        for (Path child : children) {
            entries.add(entry(child, child.getFileName().toString()));
        }
        return entries;
    }

    @Override
    public Optional<FileEntry> find(FileEntry folder, String name) throws IOException {
        Path in = path(folder);
        Optional<Path> found = Optional.empty();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(in)) {
            for (Path child : stream) {
                String childName = child.getFileName().toString();
                if (childName.equals(name) || childName.equalsIgnoreCase(name) && found.isEmpty()) {
                    found = Optional.of(child);
                }
            }
        }
        return found.isPresent() ? Optional.of(entry(found.get(), found.get().getFileName().toString())) : Optional.empty();
    }

    @Override
    public Storage open(FileEntry file) throws IOException {
        return FileStorage.open(path(file));
    }

    @Override
    public FilePath target(FileEntry link, FilePath folder) throws IOException {
        throw new UnsupportedException(
                path(link).toString(), "file", 0, "this is no file but a link that leads nowhere, or a device; a driver that cannot decompress a file shows it so");
    }

    @Override
    public boolean keepsMoments() {
        return true;
    }

    @Override
    public long size() {
        return root.toFile().getTotalSpace();
    }

    @Override
    public int clusterSize() {
        try {
            FileStore store = Files.getFileStore(root);
            return Math.toIntExact(Math.max(1, store.getBlockSize()));
        } catch (IOException | ArithmeticException | UnsupportedOperationException e) {
            return 1;
        }
    }

    /** What an ordinary user may still write, as the machine says it. */
    @Override
    public long free() throws IOException {
        // A file store needs the mount of the folder, which a process in a chroot may not see; the folder itself can be asked there all the same.
        return size() == 0 ? Files.getFileStore(root).getUsableSpace() : root.toFile().getUsableSpace();
    }

    @Override
    public Set<FileAttribute> attributes(FileEntry entry) {
        return Set.of();
    }

    @Override
    public Optional<Boolean> isReadOnly(FileEntry file) {
        return Optional.empty();
    }

    @Override
    public long allocated(FileEntry file) {
        return file.size();
    }
}
