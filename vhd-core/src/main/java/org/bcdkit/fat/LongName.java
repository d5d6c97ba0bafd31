package org.bcdkit.fat;

import java.util.Optional;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;

/**
 * Puts a long name together from the entries before its short one, and takes it apart. Parts without the others, or of another short name, are left
 * out.
 */
final class LongName {

    private static final int LAST = 0x40;
    private static final int PART = 13;
    /** 255 characters. */
    private static final int MAX_PARTS = 20;
    static final int MAX_LENGTH = 255;

    private char[] characters = new char[0];
    private int checksum;
    /** The order of the part that was seen last; 1 when the name is complete, 0 when there is none. */
    private int order;

    /** Whether an entry that starts with this byte is the first of those that have a name: the last part of it. */
    static boolean isFirstPart(byte order) {
        return (order & LAST) != 0;
    }

    /** How many entries {@code name} takes, without the short one. */
    static int parts(String name) {
        return (name.length() + PART - 1) / PART;
    }

    /** Writes the entries of {@code name} to {@code into}, from {@code at}. */
    static void put(byte[] into, int at, String name, Bytes shortName) {
        int parts = parts(name);
        byte[] units = new byte[parts * PART * 2];
        for (int i = 0; i < parts * PART; i++) {
            // Behind the end comes one zero where there is room for it, and then what is no character.
            LittleEndian.putU16(units, 2 * i, i < name.length() ? name.charAt(i) : i == name.length() ? 0 : 0xFFFF);
        }
        for (int number = parts; number >= 1; number--) {
            int from = (number - 1) * PART * 2;
            byte[] entry = FatEntry.LONG_NAME
                    .blank()
                    .with(FatEntry.ORDER, (long) (number == parts ? number | LAST : number))
                    .with(FatEntry.LONG_ATTRIBUTES, (long) FatEntry.LONG)
                    .with(FatEntry.CHECKSUM, (long) FatEntry.checksum(shortName))
                    .with(FatEntry.PART_1, Bytes.of(units, from, 10))
                    .with(FatEntry.PART_2, Bytes.of(units, from + 10, 12))
                    .with(FatEntry.PART_3, Bytes.of(units, from + 22, 4))
                    .toArray();
            System.arraycopy(entry, 0, into, at + (parts - number) * FatEntry.SIZE, FatEntry.SIZE);
        }
    }

    /** The next part, which comes before the one in front of it. */
    void add(StructImage entry) {
        int number = entry.getInt(FatEntry.ORDER) & ~LAST;
        boolean last = (entry.getInt(FatEntry.ORDER) & LAST) != 0;
        if (last && number >= 1 && number <= MAX_PARTS) {
            characters = new char[number * PART];
            checksum = entry.getInt(FatEntry.CHECKSUM);
        } else if (last || order < 2 || number != order - 1 || entry.getInt(FatEntry.CHECKSUM) != checksum) {
            clear();
            return;
        }
        order = number;
        int at = (number - 1) * PART;
        for (Bytes part : new Bytes[] {entry.get(FatEntry.PART_1), entry.get(FatEntry.PART_2), entry.get(FatEntry.PART_3)}) {
            byte[] bytes = part.toArray();
            for (int i = 0; i < bytes.length; i += 2) {
                // Not through a charset: a name may hold half a surrogate pair.
                characters[at++] = (char) LittleEndian.u16(bytes, i);
            }
        }
    }

    /** The long name of the entry with this short one; what was collected is used up. */
    Optional<String> take(Bytes shortName) {
        boolean complete = order == 1 && checksum == FatEntry.checksum(shortName);
        int length = 0;
        while (complete && length < characters.length && characters[length] != 0) {
            length++;
        }
        Optional<String> name = length == 0 ? Optional.empty() : Optional.of(new String(characters, 0, length));
        clear();
        return name;
    }

    void clear() {
        order = 0;
    }
}
