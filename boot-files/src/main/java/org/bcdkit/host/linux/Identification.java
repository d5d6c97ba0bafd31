package org.bcdkit.host.linux;

import java.util.Optional;
import org.bcdkit.device.PartitionId;

/**
 * What could be learned about a partition.
 *
 * @param id what a boot entry names it by
 * @param problem why there is no id, and what would help: sentences
 * @param fileSystem on it, when that is known: {@code ntfs}, {@code exfat}
 */
record Identification(Optional<PartitionId> id, Optional<String> problem, Optional<String> fileSystem) {

    static Identification of(PartitionId id) {
        return new Identification(Optional.of(id), Optional.empty(), Optional.empty());
    }

    static Identification unknown(String problem) {
        return new Identification(Optional.empty(), Optional.of(problem), Optional.empty());
    }

    Identification withFileSystem(Optional<String> found) {
        return new Identification(id, problem, found);
    }
}
