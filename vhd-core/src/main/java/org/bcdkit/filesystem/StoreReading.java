package org.bcdkit.filesystem;

import java.io.IOException;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;

/** Reads boot stores on any volume. */
public final class StoreReading {

    private StoreReading() {}

    /**
     * The store in a file, with the changes in the logs beside it when it is dirty.
     *
     * @param name for messages
     * @throws org.bcdkit.storage.MalformedException when it is none, is damaged, or is larger than any
     */
    public static StoreSnapshot read(String name, FileSystem files, FilePath path, FileEntry entry) throws IOException {
        return read(name, files, path, bytes(name, files, entry));
    }

    /** The store that {@code content} is, which is what {@link #bytes} gave of the file at {@code path}. */
    public static StoreSnapshot read(String name, FileSystem files, FilePath path, Bytes content) throws IOException {
        return StoreSnapshot.of(name, content, new HiveLogs(files, path));
    }

    /** What the file of a store holds. */
    public static Bytes bytes(String name, FileSystem files, FileEntry entry) throws IOException {
        try (Storage file = files.open(entry)) {
            if (file.size() > StoreSnapshot.LARGEST) {
                throw StoreSnapshot.tooLarge(name, file.size() + " bytes");
            }
            return file.bytes(0, (int) file.size());
        }
    }
}
