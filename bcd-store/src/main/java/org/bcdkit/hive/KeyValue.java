package org.bcdkit.hive;

import java.io.IOException;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** The fixed part of the record of a value; its name follows. REGF, "Key value". */
record KeyValue(StructImage image) {

    /** The flag that says that the name is stored as one byte a character. */
    static final int ASCII_NAME = 1;

    /** The bit of the data size that says that the data are in the place of their offset. */
    static final long INLINE = 0x80000000L;

    /** Up to this many bytes are stored inline. */
    static final int MAX_INLINE = 4;

    static final StructLayout LAYOUT = StructLayout.littleEndian("key value", 20);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 2, "signature", "Always `vk`.").mustBe("vk");
    static final Field<Long> NAME_LENGTH = LAYOUT.u16(2, "name length", "Bytes of the name that follows; 0 for the default value.");
    static final Field<Long> DATA_SIZE = LAYOUT.u32(4, "data size", "Bytes; the highest bit says that the data are inline.");
    static final Field<Long> DATA = LAYOUT.u32(8, "data", "Cell of the data, or up to four bytes of data.");
    static final Field<Long> TYPE = LAYOUT.u32(12, "type", "REG_SZ 1, REG_BINARY 3, REG_DWORD 4, REG_MULTI_SZ 7, or anything else.");
    static final Field<Long> FLAGS = LAYOUT.u16(16, "flags", "1: name in single bytes.");
    static final Field<Long> SPARE = LAYOUT.u16(18, "spare", "Leftovers; written as zero.");

    /** The name of the value whose {@code record} is in {@code cell}. */
    static String name(Cell cell, StructImage record) throws IOException {
        return RegistryNames.read(cell, LAYOUT.name(), NAME_LENGTH.offset(), record.getInt(NAME_LENGTH), LAYOUT.size(), hasSingleBytes(record));
    }

    /** How many characters the name has: names of another number need not be read to be told apart. */
    static int nameUnits(StructImage record) {
        return hasSingleBytes(record) ? record.getInt(NAME_LENGTH) : record.getInt(NAME_LENGTH) / 2;
    }

    private static boolean hasSingleBytes(StructImage record) {
        return (record.getInt(FLAGS) & ASCII_NAME) != 0;
    }
}
