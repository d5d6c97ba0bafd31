package org.bcdkit.argument;

import org.bcdkit.disk.ByteSize;

/** A size in bytes: {@code 64MiB}, {@code 25GB}, {@code 1048576}. */
public final class SizeArgument {

    private SizeArgument() {}

    /** @param option where it stands, for messages */
    public static long parse(String option, String text) {
        long size;
        try {
            size = ByteSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage() + ".");
        }
        if (size == 0) {
            throw new UsageException(option + ": the size has to be more than nothing.");
        }
        return size;
    }
}
