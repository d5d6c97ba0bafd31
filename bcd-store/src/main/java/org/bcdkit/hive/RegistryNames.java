package org.bcdkit.hive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.NameCase;

/** How the registry stores, compares and hashes names: as UTF-16 units, without regard to case. */
final class RegistryNames {

    /** Units in a name: as many as the registry allows for values; keys have fewer. */
    static final int MAX_LENGTH = 16383;

    private RegistryNames() {}

    /** Compares by upper-cased units, whatever they mean. */
    static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            int difference = NameCase.upper(a.charAt(i)) - NameCase.upper(b.charAt(i));
            if (difference != 0) {
                return difference;
            }
        }
        return a.length() - b.length();
    }

    /** The name as a record has it: one byte a character when every character fits into a byte, as Windows does it, else UTF-16. */
    static byte[] stored(String name) {
        int length = name.length();
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("a name has " + length + " characters, more than the registry allows");
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (c > 0xff) {
                return wide(name);
            }
            bytes[i] = (byte) c;
        }
        return bytes;
    }

    /** Not through a charset: a name may hold half a surrogate pair, and has to come out as it went in. */
    private static byte[] wide(String name) {
        byte[] bytes = new byte[2 * name.length()];
        for (int i = 0; i < name.length(); i++) {
            LittleEndian.putU16(bytes, 2 * i, name.charAt(i));
        }
        return bytes;
    }

    /**
     * The name in the tail of a record.
     *
     * @param lengthField where the record has {@code length}, for messages
     * @param length bytes
     * @param at where the name starts
     */
    static String read(Cell cell, String structure, int lengthField, int length, int at, boolean singleByte) throws IOException {
        cell.need(structure, at, length);
        int units = singleByte ? length : length / 2;
        if (!singleByte && length % 2 != 0) {
            throw cell.malformed(structure, lengthField, "name length is " + length + " bytes of UTF-16, expected an even number");
        }
        if (units > MAX_LENGTH) {
            throw cell.malformed(structure, lengthField, "the name has " + units + " characters, expected up to " + MAX_LENGTH);
        }
        byte[] bytes = cell.array();
        int start = cell.index(at);
        if (singleByte) {
            return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
        }
        // Not through a charset, see wide().
        char[] name = new char[units];
        for (int i = 0; i < units; i++) {
            name[i] = (char) LittleEndian.u16(bytes, start + 2 * i);
        }
        return new String(name);
    }
}
