package org.bcdkit.firmware;

import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;

/** Text in UTF-16LE that ends with a NUL. Halves of surrogate pairs, which firmware does not refuse, survive reading and writing. */
final class Utf16 {

    static final int UNIT = 2;

    private Utf16() {}

    /** Where the NUL is that ends the text from {@code at}; -1 when none is before {@code end}. */
    static int end(byte[] bytes, int at, int end) {
        for (int i = at; i + UNIT <= end; i += UNIT) {
            if (bytes[i] == 0 && bytes[i + 1] == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The text between {@code at} and {@code end}. */
    static String text(byte[] bytes, int at, int end) {
        StringBuilder text = new StringBuilder();
        for (int i = at; i + UNIT <= end; i += UNIT) {
            text.append((char) LittleEndian.u16(bytes, i));
        }
        return text.toString();
    }

    /** The bytes of {@code text}, with the NUL behind it. */
    static Bytes terminated(String text) {
        byte[] bytes = new byte[(text.length() + 1) * UNIT];
        for (int i = 0; i < text.length(); i++) {
            LittleEndian.putU16(bytes, i * UNIT, text.charAt(i));
        }
        return Bytes.of(bytes);
    }
}
