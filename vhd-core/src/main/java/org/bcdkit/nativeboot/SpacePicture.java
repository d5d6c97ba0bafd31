package org.bcdkit.nativeboot;

import java.util.OptionalLong;

/**
 * What starting the image takes on the host volume, in bytes.
 *
 * @param grow what the image file will take in addition until it has its full size
 * @param pageFileMinimum what the page file has when Windows starts; absent when it depends on an unknown amount of memory
 * @param pageFileMaximum what it may grow to
 * @param pageFileThere what the volume has given a page file already, which Windows takes over; 0 when there is none, or none is known of
 * @param reserve what should be left for the file system's own records
 * @param free what there is; absent when it is not known
 */
public record SpacePicture(
        long grow, OptionalLong pageFileMinimum, OptionalLong pageFileMaximum, long pageFileThere, long reserve, OptionalLong free) {

    /** What is left of the free space after growing and with the smallest page file; negative when that is too much. */
    public OptionalLong left() {
        return free.isPresent() ? OptionalLong.of(free.getAsLong() - plus(grow, further(pageFileMinimum.orElse(0)))) : OptionalLong.empty();
    }

    /** What a page file of that size takes of the free space. */
    long further(long pageFile) {
        return Math.max(0, pageFile - pageFileThere);
    }

    /** The sum of two sizes; the largest there is when it is more, so that nothing asked for, however much, seems to fit. */
    static long plus(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
