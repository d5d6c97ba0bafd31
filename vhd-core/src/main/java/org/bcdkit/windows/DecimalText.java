package org.bcdkit.windows;

import java.util.OptionalInt;

/** Numbers that the registry has as text. */
final class DecimalText {

    /** So many always fit into an int. */
    private static final int MAX_DIGITS = 9;

    private DecimalText() {}

    /** The number that {@code text} is; empty when it is something else, or larger than any build or size. */
    static OptionalInt parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of(Integer.parseInt(text));
    }
}
