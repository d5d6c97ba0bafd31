package org.bcdkit.fetch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What somebody wants: a file from elsewhere in a folder of this machine.
 *
 * @param folder where it goes, which has to be there
 * @param name what it is called there; without {@linkplain FetchName#problem problem}
 * @param checksum what it has to have; absent when nobody knows
 */
public record FetchRequest(FetchSource source, Path folder, String name, Optional<Sha256> checksum) {

    /** The file that there is to be. */
    public Path target() {
        return folder.resolve(name);
    }
}
