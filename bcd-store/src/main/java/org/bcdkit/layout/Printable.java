package org.bcdkit.layout;

/** Text from a file, made fit for a message. */
public final class Printable {

    private Printable() {}

    /** {@code text} with everything that a terminal could act on shown as {@code \xx}. */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                printable.append('\\').append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                printable.append(c);
            }
        }
        return printable.toString();
    }
}
