package org.bcdkit.disk;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.storage.FolderException;
import org.bcdkit.storage.Storage;

/** A file that may hold a disk image: one of this machine, or one in a file system inside a disk. Nothing is opened before it is asked for. */
public interface ImageFile {

    /** What to call it in messages: the path of a file of this machine, {@code disk.img:3/vhds/w.vhdx} inside a disk. */
    String name();

    /**
     * Opens its bytes under {@link #name()}.
     *
     * @throws FolderException when it is a folder
     * @throws java.nio.file.NoSuchFileException when it is not there
     */
    Storage open() throws IOException;

    /** Whether there is no such file for sure; one that cannot be looked for may be there. */
    boolean isMissing();

    /** When its content was last changed, in seconds since 1970; absent when that is not recorded exactly. */
    OptionalLong modified() throws IOException;

    /** What tells it from all other files: equal for one and the same file however it is named. Its text is a name for messages. */
    Object identity() throws IOException;

    /** What tells the volume it is on from all others; absent when that is not known. */
    Optional<Object> volumeIdentity() throws IOException;

    /** Whether nobody is to write to it, by its permissions or attributes; absent when they are not known. */
    Optional<Boolean> isReadOnly() throws IOException;

    /**
     * Where a parent would be of which an image in this file says that it is at {@code path}, there or not; absent when that path leads nowhere from
     * here.
     */
    Optional<ImageFile> parent(ParentPath path) throws IOException;

    /** What {@link #open} says of a folder of that name. */
    static FolderException folder(String name) {
        return new FolderException(name + " is a folder, not a disk image", "Name the VHD or VHDX file.");
    }
}
