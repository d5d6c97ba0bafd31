package org.bcdkit.filesystem;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.ImageFile;
import org.bcdkit.disk.ParentPath;
import org.bcdkit.storage.Storage;

/**
 * A file of a file system inside a disk or image, which is not mounted. Windows had a letter for the volume, which nothing here tells: an absolute
 * path that an image in it names is taken to be on the same volume.
 *
 * @param volume what to call the volume in messages, {@code disk.img:3}
 */
public record VolumeFile(String volume, FileSystem fileSystem, FilePath path) implements ImageFile {

    @Override
    public String name() {
        return name(volume, path);
    }

    static String name(String volume, FilePath path) {
        return path.names().isEmpty() ? volume : volume + "/" + path;
    }

    /**
     * The entries of the folders on the way, from that of the root, and of the file. No links are followed: there is no way through one.
     *
     * @throws NoSuchPathException when it is not there
     */
    public List<FileEntry> way() throws IOException {
        List<FileEntry> entries = path.follow(fileSystem);
        if (entries.size() <= path.names().size()) {
            throw NoSuchPathException.of(fileSystem, volume, path, entries);
        }
        return entries;
    }

    /** The entry of the file, links followed; {@link NoSuchPathException} when it is not there. */
    public FileEntry entry() throws IOException {
        List<FileEntry> way = new VolumeFile(volume, fileSystem, path.withoutLinks(fileSystem)).way();
        return way.get(way.size() - 1);
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.bcdkit.storage.UnsupportedException when the file system has its content and cannot give it, with the reason
     */
    @Override
    public Storage open() throws IOException {
        FileEntry entry = entry();
        if (entry.kind() == FileEntry.Kind.DIRECTORY) {
            throw ImageFile.folder(name());
        }
        Storage content = fileSystem.open(entry);
        return content.slice(name(), 0, content.size());
    }

    @Override
    public boolean isMissing() {
        try {
            return path.find(fileSystem).isEmpty();
        } catch (IOException e) {
            return false; // opening it says what is in the way
        }
    }

    /** Absent where the file system does not tell a moment. */
    @Override
    public OptionalLong modified() throws IOException {
        return fileSystem.keepsMoments() ? OptionalLong.of(entry().modified().getEpochSecond()) : OptionalLong.empty();
    }

    /** The place of its entry in the file system: a file with two names is one. */
    @Override
    public Object identity() throws IOException {
        return new Identity(fileSystem, entry().position(), name());
    }

    @Override
    public Optional<Object> volumeIdentity() {
        return Optional.of(fileSystem);
    }

    @Override
    public Optional<Boolean> isReadOnly() throws IOException {
        return fileSystem.isReadOnly(entry());
    }

    @Override
    public Optional<ImageFile> parent(ParentPath parent) {
        Optional<String> found = parent.onVolume(path.parent().toString());
        return found.isEmpty() ? Optional.empty() : Optional.of(new VolumeFile(volume, fileSystem, FilePath.parse(found.get())));
    }

    /** An entry of a file system; under which name it was come by does not count. */
    private record Identity(FileSystem fileSystem, long position, String name) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Identity that && fileSystem == that.fileSystem && position == that.position;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(position);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
