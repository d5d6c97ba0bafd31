package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whether the machine lets a plan write where it will: better known before the work than after it, and in a dry run as well. */
final class Permission {

    private Permission() {}

    /**
     * Fails when {@code file} may not be written; when it is not there, when none may be made in its folder.
     *
     * @throws java.nio.file.FileSystemException with the machine's reason
     */
    static void toWrite(Path file) throws IOException {
        boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        toWriteIn(there ? file : file.toAbsolutePath().getParent());
    }

    /** The same of what is there: a file, or a folder in which files are made. */
    static void toWriteIn(Path there) throws IOException {
        there.getFileSystem().provider().checkAccess(there, AccessMode.WRITE);
    }
}
