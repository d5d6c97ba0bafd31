package org.bcdkit.disk;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bcdkit.storage.Storage;

/** A file of this machine that may hold a disk image. */
record LocalFile(Path path, StorageOpener opener) implements ImageFile {

    private static final Set<PosixFilePermission> WRITERS =
            Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public Storage open() throws IOException {
        if (Files.isDirectory(path)) {
            throw ImageFile.folder(name());
        }
        return opener.open(path);
    }

    @Override
    public boolean isMissing() {
        return Files.notExists(path);
    }

    @Override
    public OptionalLong modified() throws IOException {
        return OptionalLong.of(Files.getLastModifiedTime(path).toMillis() / 1000);
    }

    @Override
    public Path identity() throws IOException {
        return path.toRealPath();
    }

    /** The number of the device where the system has one, else the root, a letter or a share. */
    @Override
    public Optional<Object> volumeIdentity() throws IOException {
        Path real = path.toRealPath();
        if (real.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.of(Files.getAttribute(real, "unix:dev"));
        }
        return Optional.ofNullable(real.getRoot());
    }

    /** Permissions, not whether this process may write: whoever is root may always. */
    @Override
    public Optional<Boolean> isReadOnly() throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (posix != null) {
            return Optional.of(Collections.disjoint(posix.readAttributes().permissions(), WRITERS));
        }
        DosFileAttributeView dos = Files.getFileAttributeView(path, DosFileAttributeView.class);
        return dos == null ? Optional.empty() : Optional.of(dos.readAttributes().isReadOnly());
    }

    @Override
    public Optional<ImageFile> parent(ParentPath parent) throws IOException {
        // What a path from here means depends on where "here" really is, behind links and dots: Windows will see no links of this machine.
        Path folder = path.toRealPath().getParent();
        Optional<Path> found;
        try {
            found = switch (parent.form()) {
                case RELATIVE -> WindowsNames.find(folder, parent.text());
                case NAME -> WindowsNames.find(folder, parent.lastName());
                case ABSOLUTE, VOLUME -> File.separatorChar == '\\' ? Optional.of(Path.of(parent.text())) : Optional.empty();
                case URL -> fromUrl(folder, parent.text());
            };
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new LocalFile(found.get(), opener));
    }

    private static Optional<Path> fromUrl(Path folder, String url) {
        Optional<String> path = FileUrls.path(url);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(path.get().startsWith("/") ? folder.getFileSystem().getPath(path.get()) : folder.resolve(path.get()).normalize());
    }
}
