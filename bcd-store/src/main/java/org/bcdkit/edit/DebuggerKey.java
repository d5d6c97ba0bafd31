package org.bcdkit.edit;

import java.util.Random;

/** The key that a connection to a network debugger is encrypted with: four numbers of 64 bits to the base of 36, with dots between. */
public final class DebuggerKey {

    private static final int NUMBERS = 4;
    private static final int BASE = 36;
    private static final int MOST_DIGITS = Long.toUnsignedString(-1, BASE).length();

    private DebuggerKey() {}

    /** A key that nobody can guess, when {@code random} is good enough for that. */
    public static String fresh(Random random) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < NUMBERS; i++) {
            key.append(i == 0 ? "" : ".").append(Long.toUnsignedString(random.nextLong(), BASE));
        }
        return key.toString();
    }

    /** Whether {@code text} is a key, whoever made it: {@code 1.2.3.4} is one too. */
    public static boolean isKey(String text) {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != NUMBERS) {
            return false;
        }
        for (String number : numbers) {
            if (!isNumber(number)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z')) {
                return false;
            }
        }
        // Numbers of the same length compare as their digits do.
        return !text.isEmpty()
                && (text.length() < MOST_DIGITS || text.length() == MOST_DIGITS && text.compareTo(Long.toUnsignedString(-1, BASE)) <= 0);
    }
}
