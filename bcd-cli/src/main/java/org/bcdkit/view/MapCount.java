package org.bcdkit.view;

import org.bcdkit.disk.DiskRange;
import org.bcdkit.disk.RangeState;

/** How much of a disk each image of its chain keeps in each state. */
final class MapCount {

    private static final int STATES = RangeState.values().length;

    private final long[][] bytes;
    private final long[][] ranges;

    /** @param images how many the chain has */
    MapCount(int images) {
        bytes = new long[images + 1][STATES];
        ranges = new long[images + 1][STATES];
    }

    void add(DiskRange range) {
        int row = row(range);
        bytes[row][range.state().ordinal()] += range.length();
        ranges[row][range.state().ordinal()]++;
    }

    /** What no image decides about stands behind the last one. */
    private int row(DiskRange range) {
        return range.depth().orElse(bytes.length - 1);
    }

    /** Bytes in {@code state}; {@code image} is counted from 0, and behind the last for those that no image decides about. */
    long bytes(int image, RangeState state) {
        return bytes[image][state.ordinal()];
    }

    /** Ranges in {@code state}. */
    long ranges(int image, RangeState state) {
        return ranges[image][state.ordinal()];
    }
}
