package org.bcdkit.nativeboot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.ImageFile;

/**
 * The file of an image or of one of its parents.
 *
 * @param volume equal for files on the same volume; absent when it cannot be told
 * @param readOnly whether nobody is to write to it; absent when it cannot be told
 */
record ChainFile(String name, Optional<Object> volume, Optional<Boolean> readOnly) {

    /** In the same order. */
    static List<ChainFile> of(List<ImageFile> files) throws IOException {
        List<ChainFile> chain = new ArrayList<>();
        for (ImageFile file : files) {
            chain.add(new ChainFile(file.name(), file.volumeIdentity(), file.isReadOnly()));
        }
        return chain;
    }
}
