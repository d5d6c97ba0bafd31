package org.bcdkit.disk;

import java.util.Locale;

/**
 * Sizes as people write and read them. The units are powers of 1024, with or without the {@code i}: DiskPart, the Explorer and the boot
 * manager all mean 2^30 bytes by "GB", and an image of "25GB" has to come out as they would make it.
 */
public final class ByteSize {

    private static final String UNITS = "KMGTPE";

    private ByteSize() {}

    /**
     * Reads {@code 4096}, {@code 64MiB}, {@code 25GB}, {@code 25 g}: a whole number and a unit of any case.
     *
     * @throws IllegalArgumentException with a message for the user when the text is anything else or the size exceeds 2^63-1 bytes
     */
    public static long parse(String text) {
        String trimmed = text.trim();
        int digits = 0;
        while (digits < trimmed.length() && trimmed.charAt(digits) >= '0' && trimmed.charAt(digits) <= '9') {
            digits++;
        }
        String unit = trimmed.substring(digits).trim().toUpperCase(Locale.ROOT);
        int shift = shiftOf(unit);
        if (digits == 0 || digits > 19 || shift < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not a size; write for instance 64MiB, 25GB or a number of bytes");
        }
        long number;
        try {
            number = Long.parseLong(trimmed.substring(0, digits));
        } catch (NumberFormatException e) {
            number = -1;
        }
        if (number < 0 || number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("\"" + text + "\" is more than can be stored anywhere");
        }
        return number << shift;
    }

    /** The power of two that a unit stands for, or -1. */
    private static int shiftOf(String unit) {
        if (unit.isEmpty() || unit.equals("B")) {
            return 0;
        }
        int power = UNITS.indexOf(unit.charAt(0)) + 1;
        String rest = unit.substring(1);
        return power > 0 && (rest.isEmpty() || rest.equals("B") || rest.equals("IB")) ? 10 * power : -1;
    }

    /** What there is, as {@code 1.5 GiB}: at most one decimal, cut and not rounded, so that "3 MiB free" is never less; bytes below 1 KiB. */
    public static String format(long bytes) {
        if (bytes < 0) {
            return bytes == Long.MIN_VALUE ? "-8 EiB" : "-" + format(-bytes);
        }
        return bytes < 1024 ? inBytes(bytes) : inUnits(bytes, false);
    }

    /** What is needed, as {@link #format} shows what there is, but never less: freeing as much as this says is enough. */
    public static String formatNeeded(long bytes) {
        return bytes < 1024 ? inBytes(bytes) : inUnits(bytes, true);
    }

    /** A size that stands beside another one, as {@link #format} shows it; with its bytes where they are unequal and would look the same. */
    public static String formatBeside(long bytes, long other) {
        String text = format(bytes);
        return bytes != other && text.equals(format(other)) ? text + " (" + bytes + " bytes)" : text;
    }

    private static String inBytes(long bytes) {
        return bytes + (bytes == 1 ? " byte" : " bytes");
    }

    private static String inUnits(long bytes, boolean up) {
        int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        int shift = 10 * power;
        long whole = bytes >> shift;
        long rest = bytes & (1L << shift) - 1;
        // In 1024ths, so that ten times as much does not overflow.
        long parts = rest >> shift - 10;
        boolean exact = rest == parts << shift - 10;
        long tenths = parts * 10 >> 10;
        if (up && (!exact || tenths << 10 != parts * 10)) {
            tenths++;
        }
        if (tenths == 10) {
            whole++;
            tenths = 0;
        }
        if (whole == 1024) {
            whole = 1;
            power++;
        }
        return whole + (tenths == 0 ? "" : "." + tenths) + " " + UNITS.charAt(power - 1) + "iB";
    }
}
