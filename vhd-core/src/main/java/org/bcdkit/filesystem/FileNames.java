package org.bcdkit.filesystem;

/** Compares names as a file system does that stores no table for it: by UTF-16 units, without regard to case. */
public final class FileNames {

    private FileNames() {}

    /** Whether a file system that has one of the names cannot have the other beside it. */
    public static boolean same(String a, String b) {
        if (a.length() != b.length()) {
            return false;
        }
        for (int i = 0; i < a.length(); i++) {
            if (upperCase(a.charAt(i)) != upperCase(b.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Pairs letters one to one, as Windows does. */
    private static char upperCase(char c) {
        char upper = Character.toUpperCase(c);
        return Character.toLowerCase(upper) == c ? upper : c;
    }
}
