package org.bcdkit.ntfs;

import java.io.IOException;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Storage;

/** The volume's own table of upper-case characters, {@code $UpCase}, by which names in folders are sorted and looked up. */
final class UpperCase {

    private static final int SIZE = 2 << 16;

    private final char[] table;

    private UpperCase(char[] table) {
        this.table = table;
    }

    static UpperCase read(NtfsFile file) throws IOException {
        Storage content = file.open(AttributeType.DATA, "", file.clusters().name()).orElse(null);
        if (content == null || content.size() != SIZE) {
            throw file.malformed("the table of upper-case characters has not its " + SIZE + " bytes");
        }
        byte[] bytes = content.read(0, SIZE);
        char[] table = new char[SIZE / 2];
        for (int i = 0; i < table.length; i++) {
            table[i] = (char) LittleEndian.u16(bytes, 2 * i);
        }
        return new UpperCase(table);
    }

    /** Which of two names comes first in a folder; 0 when they differ in case at most. */
    int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            int difference = table[a.charAt(i)] - table[b.charAt(i)];
            if (difference != 0) {
                return difference;
            }
        }
        return a.length() - b.length();
    }
}
