package org.bcdkit.layout;

/** How Windows compares the names of keys and files: by UTF-16 units, without regard to case. */
public final class NameCase {

    private NameCase() {}

    /**
     * The upper-case form in Windows' own table. Unlike Unicode's it pairs letters one to one: {@code ı}, {@code ſ} and {@code µ}, whose
     * upper-case letters have another lower-case letter, stay as they are.
     */
    public static char upper(char c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' ? (char) (c - 0x20) : c;
        }
        char upper = Character.toUpperCase(c);
        return Character.toLowerCase(upper) == c ? upper : c;
    }

    /** Whether two names are the same one. */
    public static boolean same(String a, String b) {
        if (a.length() != b.length()) {
            return false;
        }
        for (int i = 0; i < a.length(); i++) {
            if (upper(a.charAt(i)) != upper(b.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
