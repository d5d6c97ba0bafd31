package org.bcdkit.bcdedit;

/** A number on the command line: decimal, or hexadecimal after {@code 0x}. */
final class EditNumber {

    static final long MAX_32_BITS = 0xffffffffL;

    private EditNumber() {}

    /** @param what it is, for the message when it is none, or out of range */
    static long parse(String word, long least, long most, String what) {
        boolean hexadecimal = word.regionMatches(true, 0, "0x", 0, 2);
        try {
            // A sign is none of the digits that are wanted, and longer numbers are out of range whatever they are.
            String digits = hexadecimal ? word.substring(2) : word;
            if (!digits.isEmpty() && Character.digit(digits.charAt(0), 16) >= 0) {
                long number = Long.parseLong(digits, hexadecimal ? 16 : 10);
                if (number >= least && number <= most) {
                    return number;
                }
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw EditMessage.INTEGER_INVALID.usage("\"" + word + "\" cannot be " + what + ": that is from " + least + " to " + most + ".");
    }
}
