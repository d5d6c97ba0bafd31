package org.bcdkit.ntfs;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.Printable;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;

/**
 * Tells whether a record was written completely: the last two bytes of every 512 hold the same number, and what belongs there stands in an array of
 * the record.
 */
final class UpdateSequence {

    /** On all disks, whatever the size of their sectors. */
    private static final int STRIDE = 512;

    static final StructLayout LAYOUT = StructLayout.littleEndian("multi-sector header", 8);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 4, "signature", "`FILE`, `INDX`; `BAAD` when a check found it incomplete.");
    static final Field<Long> OFFSET = LAYOUT.u16(4, "update sequence offset", "Offset of the number and of the array behind it.");
    static final Field<Long> COUNT = LAYOUT.u16(6, "update sequence size", "One for the number, and one for each 512 bytes.");

    private UpdateSequence() {}

    /**
     * Puts the bytes of {@code record} back in their places.
     *
     * @param structure what it is, and
     * @param signature how such a structure begins
     */
    static void restore(String source, String structure, long position, byte[] record, String signature) throws MalformedException {
        StructImage header = LAYOUT.view(source, position, record, 0);
        if (!header.get(SIGNATURE).equals(signature)) {
            throw new MalformedException(
                    source, structure, position, "signature is `" + Printable.of(header.get(SIGNATURE)) + "`, expected `" + signature + "`");
        }
        int offset = header.getInt(OFFSET);
        int strides = record.length / STRIDE;
        if (header.getInt(COUNT) != strides + 1) {
            throw new MalformedException(source, structure, position + COUNT.offset(), "update sequence size is " + header.get(COUNT) + ", expected "
                    + (strides + 1) + " for " + record.length + " bytes");
        }
        if (offset < LAYOUT.size() || offset % 2 != 0 || offset + 2 * (strides + 1) > STRIDE - 2) {
            throw new MalformedException(source, structure, position + OFFSET.offset(), "update sequence offset is " + offset
                    + ", expected a place in the first 512 bytes");
        }
        for (int i = 1; i <= strides; i++) {
            int end = i * STRIDE - 2;
            if (record[end] != record[offset] || record[end + 1] != record[offset + 1]) {
                throw new MalformedException(source, structure, position + end, "it was not written completely: the update sequence number is "
                        + number(record, offset) + ", and here is " + number(record, end));
            }
            record[end] = record[offset + 2 * i];
            record[end + 1] = record[offset + 2 * i + 1];
        }
    }

    private static String number(byte[] record, int at) {
        return "0x" + Integer.toHexString(LittleEndian.u16(record, at));
    }
}
