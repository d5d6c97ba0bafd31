package org.bcdkit.disk;

import java.io.IOException;

/** What one image by itself says about each place of its disk. It may remember where it looked last, so each walk over the disk takes its own. */
public interface BlockMap {

    /**
     * What is said about a place and those behind it.
     *
     * @param state {@link RangeState#ABSENT} when the image has nothing there
     * @param end where that ends for certain, in bytes; it may go on in the same way behind
     */
    record Run(RangeState state, long end) {}

    /** What is said about {@code position}, a place inside the disk. */
    Run runAt(long position) throws IOException;
}
