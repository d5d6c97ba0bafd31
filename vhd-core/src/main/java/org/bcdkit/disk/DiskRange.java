package org.bcdkit.disk;

import java.util.OptionalInt;

/**
 * Part of a disk that is kept in one way all through.
 *
 * @param start in bytes
 * @param length in bytes
 * @param depth which image of the chain decides about it: 0 is the image itself, 1 its parent, and so on; absent when none does
 */
public record DiskRange(long start, long length, RangeState state, OptionalInt depth) {

    /** The first byte behind it. */
    public long end() {
        return start + length;
    }

    /** Whether {@code next}, which starts where this ends, is kept in the same way. */
    boolean continuesIn(DiskRange next) {
        return state == next.state && depth.equals(next.depth);
    }
}
