package org.bcdkit.disk;

import java.util.Arrays;

/** Ranges of a disk whose bytes nobody misses, in rising order. Of more than a few million, those behind are left out: a volume can be made of holes. */
public final class UnusedSpace {

    /** None. */
    public static final UnusedSpace NONE = new UnusedSpace();

    private static final int MOST = 4 << 20;

    private long[] starts = new long[64];
    private long[] ends = new long[64];
    private int count;

    /** Adds a range, in bytes, behind those there are. */
    public void add(long start, long end) {
        if (count > 0 && start < ends[count - 1]) {
            throw new IllegalArgumentException("at " + start + ", and the last ends at " + ends[count - 1]);
        }
        if (count == MOST) {
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count++] = end;
    }

    /** Where the range that {@code position} lies in ends; {@code position} when it lies in none. */
    public long endAt(long position) {
        int found = Arrays.binarySearch(starts, 0, count, position);
        int before = found >= 0 ? found : -found - 2;
        return before >= 0 && position < ends[before] ? ends[before] : position;
    }

    /** Where the first range behind {@code position} starts; the largest number when there is none. */
    public long startBehind(long position) {
        int found = Arrays.binarySearch(starts, 0, count, position);
        int behind = found >= 0 ? found + 1 : -found - 1;
        return behind < count ? starts[behind] : Long.MAX_VALUE;
    }
}
