package org.bcdkit.disk;

import org.bcdkit.storage.Bytes;

/**
 * What a disk holds at one place.
 *
 * @param position in bytes
 */
public record Extent(long position, Bytes bytes) {

    /** Position behind the last byte. */
    public long end() {
        return position + bytes.size();
    }
}
