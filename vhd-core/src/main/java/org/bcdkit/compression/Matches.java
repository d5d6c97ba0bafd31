package org.bcdkit.compression;

/** What the compressions have in common: bytes that repeat earlier ones. */
final class Matches {

    private Matches() {}

    /** Repeats {@code length} bytes that stand {@code distance} before {@code at}; they may overlap. */
    static void repeat(byte[] bytes, int at, int distance, int length) {
        if (distance >= length) {
            System.arraycopy(bytes, at - distance, bytes, at, length);
            return;
        }
        for (int i = at; i < at + length; i++) {
            bytes[i] = bytes[i - distance];
        }
    }
}
