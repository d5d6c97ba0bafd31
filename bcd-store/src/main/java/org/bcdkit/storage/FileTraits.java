package org.bcdkit.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** What a file has besides its content, as far as its file system knows such things. */
record FileTraits(Optional<PosixFileAttributes> posix, Optional<DosFileAttributes> dos) {

    static FileTraits of(Path file) throws IOException {
        BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
        if (!basic.isRegularFile()) {
            throw new HostException(file + " is not a regular file", "Name a file.");
        }
        return new FileTraits(posixOf(file), dosOf(file));
    }

    private static Optional<PosixFileAttributes> posixOf(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null ? Optional.empty() : Optional.of(view.readAttributes());
    }

    private static Optional<DosFileAttributes> dosOf(Path file) {
        DosFileAttributeView view = Files.getFileAttributeView(file, DosFileAttributeView.class);
        try {
            return view == null ? Optional.empty() : Optional.of(view.readAttributes());
        } catch (IOException e) {
            // Linux keeps them in an extended attribute, which not every file system has.
            return Optional.empty();
        }
    }

    boolean isPosix() {
        return posix.isPresent();
    }

    /** Somebody protected a file without a single write permission; root could write it all the same, and should not. */
    void refuseReadOnly(Path file) throws HostException {
        if (posix.isPresent() && !isWritable(posix.get())) {
            throw new HostException(file + " is read-only: nobody has permission to write it", "Allow it first: chmod u+w " + file);
        }
        if (dos.isPresent() && dos.get().isReadOnly()) {
            throw new HostException(file + " is read-only: it has the DOS attribute", "Clear the attribute first: attrib -r " + file);
        }
    }

    private static boolean isWritable(PosixFileAttributes attributes) {
        var permissions = attributes.permissions();
        return permissions.contains(PosixFilePermission.OWNER_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    /** Gives {@code file}, a new one, these traits. */
    void applyTo(Path file) throws IOException {
        if (posix.isPresent()) {
            applyPosix(Files.getFileAttributeView(file, PosixFileAttributeView.class), posix.get());
        }
        if (dos.isPresent()) {
            applyDos(Files.getFileAttributeView(file, DosFileAttributeView.class), dos.get());
        }
    }

    private static void applyPosix(PosixFileAttributeView view, PosixFileAttributes wanted) throws IOException {
        PosixFileAttributes found = view.readAttributes();
        try {
            if (!found.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
            if (!found.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
        } catch (FileSystemException e) {
            // Only root gives files away. Whoever may replace the file owns the new one, as with any editor.
        }
        if (!found.permissions().equals(wanted.permissions())) {
            view.setPermissions(wanted.permissions());
        }
    }

    private static void applyDos(DosFileAttributeView view, DosFileAttributes wanted) throws IOException {
        DosFileAttributes found = view.readAttributes();
        if (found.isHidden() != wanted.isHidden()) {
            view.setHidden(wanted.isHidden());
        }
        if (found.isSystem() != wanted.isSystem()) {
            view.setSystem(wanted.isSystem());
        }
        if (found.isArchive() != wanted.isArchive()) {
            view.setArchive(wanted.isArchive());
        }
    }
}
