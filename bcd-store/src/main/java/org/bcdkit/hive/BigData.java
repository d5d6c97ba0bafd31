package org.bcdkit.hive;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** The record of data too big for one cell. REGF, "Big data". */
record BigData(StructImage image) {

    /** Data up to this size stay in one cell, and each segment but the last has this many bytes. */
    static final int SEGMENT_SIZE = 16344;

    /** Room in the cell of each segment, also of the last: Windows makes them all alike, and other readers expect four bytes to be left over. */
    static final int SEGMENT_ROOM = SEGMENT_SIZE + 4;

    /** Below this minor version there is no such record, and data of any size are in one cell. */
    static final int FIRST_MINOR_VERSION = 4;

    static final StructLayout LAYOUT = StructLayout.littleEndian("big data", 8);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 2, "signature", "Always `db`.").mustBe("db");
    static final Field<Long> SEGMENT_COUNT = LAYOUT.u16(2, "number of segments", "Entries in the segment list.");
    static final Field<Long> SEGMENT_LIST = LAYOUT.u32(4, "segment list", "Cell of the list of segment cells.");

    /** Whether {@code size} bytes of data are stored in segments by a hive of that minor version. */
    static boolean isUsedFor(long size, int minorVersion) {
        return size > SEGMENT_SIZE && minorVersion >= FIRST_MINOR_VERSION;
    }
}
