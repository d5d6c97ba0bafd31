package org.bcdkit.disk;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.storage.Storage;

/** A file of this machine that may hold a disk image. */
record LocalFile(Path path, StorageOpener opener) implements ImageFile {

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
