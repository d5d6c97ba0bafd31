package org.bcdkit.layout;

/** Numbers as text, the way the formats and their tools write them. */
public final class Hex {

    private static final String ZEROS = "00000000";

    private Hex() {}

    /** Eight hexadecimal digits, lower case: {@code 12000004}. */
    public static String eightDigits(int number) {
        String digits = Integer.toHexString(number);
        return ZEROS.substring(digits.length()) + digits;
    }
}
