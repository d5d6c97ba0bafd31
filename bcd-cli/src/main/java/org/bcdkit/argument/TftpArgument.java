package org.bcdkit.argument;

import java.util.OptionalInt;

/** A size of TFTP: of its blocks in bytes, or of its window in blocks. RFC 2348 and RFC 7440. */
public final class TftpArgument {

    private static final int SMALLEST_BLOCK = 512;
    private static final int LARGEST_BLOCK = 65464;
    private static final int LARGEST_WINDOW = 65535;

    private TftpArgument() {}

    /** @param option where it stands, for messages */
    public static int blockSize(String option, String text) {
        return number(option, text, SMALLEST_BLOCK, LARGEST_BLOCK, "bytes");
    }

    /** @param option where it stands, for messages */
    public static int windowSize(String option, String text) {
        return number(option, text, 1, LARGEST_WINDOW, "blocks");
    }

    private static int number(String option, String text, int smallest, int largest, String unit) {
        OptionalInt number = text.length() <= 5 && NumberArgument.isDigits(text, 10) ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
        if (number.isEmpty() || number.getAsInt() < smallest || number.getAsInt() > largest) {
            throw new UsageException(option + " takes " + smallest + " to " + largest + " " + unit + ", not \"" + text + "\".");
        }
        return number.getAsInt();
    }
}
