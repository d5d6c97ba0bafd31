package org.bcdkit.ntfs;

import org.bcdkit.storage.Storage;

/**
 * The clusters of a volume, all of which lie inside its partition.
 *
 * @param size of one in bytes
 * @param count how many there are
 */
record Clusters(Storage partition, int size, long count) {

    /** What to call the volume in messages. */
    String name() {
        return partition.name();
    }
}
