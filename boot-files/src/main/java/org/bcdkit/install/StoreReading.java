package org.bcdkit.install;

import java.io.IOException;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.HiveLogs;
import org.bcdkit.storage.Storage;

/** Reads boot stores on any volume. */
final class StoreReading {

    private StoreReading() {}

    /**
     * The store in a file, with the changes in the logs beside it when it is dirty.
     *
     * @param name for messages
     */
    static StoreSnapshot read(String name, FileSystem files, FilePath path, FileEntry entry) throws IOException {
        try (Storage file = files.open(entry)) {
            if (file.size() > StoreSnapshot.LARGEST) {
                throw StoreSnapshot.tooLarge(name, file.size() + " bytes");
            }
            return StoreSnapshot.of(name, file.bytes(0, (int) file.size()), new HiveLogs(files, path));
        }
    }
}
