package org.bcdkit.fat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bcdkit.storage.Bytes;

/** Names of eight and three characters, in the code page of the system that wrote them. */
final class ShortName {

    /** Which one it was is stored nowhere; this is that of DOS and Windows in western Europe, and has the letters of the American one. */
    private static final String CODE_PAGE = "IBM850";

    static final int LOWER_BASE = 0x08;
    static final int LOWER_EXTENSION = 0x10;
    static final int BASE = 8;
    /** What stands for 0xE5, which in the first place would mean that the entry is deleted. */
    private static final byte FIRST_E5 = 0x05;

    private ShortName() {}

    /** @param caseFlags which of the two parts are shown in lower case */
    static String of(Bytes stored, int caseFlags) {
        byte[] bytes = stored.toArray();
        if (bytes[0] == FIRST_E5) {
            bytes[0] = (byte) FatEntry.DELETED;
        }
        String base = trimmed(bytes, 0, BASE);
        String extension = trimmed(bytes, BASE, FatEntry.NAME_LENGTH - BASE);
        if ((caseFlags & LOWER_BASE) != 0) {
            base = base.toLowerCase(Locale.ROOT);
        }
        if ((caseFlags & LOWER_EXTENSION) != 0) {
            extension = extension.toLowerCase(Locale.ROOT);
        }
        return extension.isEmpty() ? base : base + "." + extension;
    }

    /** A volume label: all characters are of one part. */
    static String label(Bytes stored) {
        byte[] bytes = stored.toArray();
        if (bytes.length > 0 && bytes[0] == FIRST_E5) {
            bytes[0] = (byte) FatEntry.DELETED;
        }
        return trimmed(bytes, 0, bytes.length);
    }

    private static String trimmed(byte[] bytes, int start, int length) {
        int end = start + length;
        while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
            end--;
        }
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                return new String(bytes, start, end - start, Charset.forName(CODE_PAGE));
            }
        }
        return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
    }
}
