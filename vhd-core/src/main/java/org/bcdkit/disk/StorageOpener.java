package org.bcdkit.disk;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;

/** How the bytes of a file are got at. */
public interface StorageOpener {

    /** The file itself, read where it lies. */
    StorageOpener FILES = new StorageOpener() { // not a method reference: linking one costs more than reading an image
        @Override
        public Storage open(Path file) throws IOException {
            return FileStorage.open(file);
        }
    };

    Storage open(Path file) throws IOException;
}
