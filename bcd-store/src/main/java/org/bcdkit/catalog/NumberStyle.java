package org.bcdkit.catalog;

/** How bcdedit prints the numbers of an integer or integer list element that has no names for them. */
public enum NumberStyle {
    DECIMAL,
    /** {@code 0x15000075}, without leading zeros. */
    HEXADECIMAL,
    /** An IPv4 address in four decimal numbers. */
    IP_ADDRESS;

    private static final long MAX_IP_ADDRESS = 0xffffffffL;

    /** @param number unsigned */
    String text(long number) {
        return switch (this) {
            case DECIMAL -> Long.toUnsignedString(number);
            case HEXADECIMAL -> "0x" + Long.toHexString(number);
            case IP_ADDRESS -> Long.compareUnsigned(number, MAX_IP_ADDRESS) > 0 ? DECIMAL.text(number) : ipAddress(number);
        };
    }

    private static String ipAddress(long number) {
        return (number >> 24) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
