package org.bcdkit.deploy;

import java.util.OptionalLong;
import org.bcdkit.wim.WimImage;

/** How much of an NTFS volume the files of an image take. */
final class VolumeNeeds {

    /** The record of a file or folder. */
    private static final long RECORD = 1024;
    private static final long CLUSTER = 4096;
    /** The least that mkntfs takes for its own files, beside those that grow with the volume. */
    private static final long OWN = 4L << 20;
    private static final long LARGEST_LOG = 64L << 20;
    /** The log is that part of a small volume. */
    private static final long LOG_PART = 200;

    private VolumeNeeds() {}

    /**
     * The least that they take; absent when the WIM does not tell. Names, short files and the rest of last clusters come to it.
     *
     * @param length of the volume in bytes
     */
    static OptionalLong of(WimImage image, long length) {
        OptionalLong content = image.contentSize();
        OptionalLong entries = image.entries();
        if (content.isEmpty()) {
            return OptionalLong.empty();
        }
        long bitmap = length / CLUSTER / Byte.SIZE;
        long log = Math.min(LARGEST_LOG, length / LOG_PART);
        try {
            long records = Math.multiplyExact(entries.orElse(0), RECORD);
            return OptionalLong.of(Math.addExact(content.getAsLong(), Math.addExact(records, OWN + bitmap + log)));
        } catch (ArithmeticException e) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }
}
