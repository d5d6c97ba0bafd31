package org.bcdkit.fat;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructLayout;

/** The sector of a FAT32 volume that saves counting its free clusters (FSInfo). FAT specification, section 5. */
final class FatInfoSector {

    static final int SIZE = 512;
    /** In both numbers: not known, so that whoever needs it counts. */
    static final long UNKNOWN = 0xFFFFFFFFL;

    static final StructLayout LAYOUT = StructLayout.littleEndian("FSInfo", SIZE);
    static final Field<Long> LEAD = LAYOUT.u32(0, "first signature", "Always 0x41615252.").mustBe(0x41615252L);
    static final Field<Long> STRUCTURE = LAYOUT.u32(484, "second signature", "Always 0x61417272.").mustBe(0x61417272L);
    static final Field<Long> FREE = LAYOUT.u32(488, "free clusters", "How many; all ones when it is not known.");
    static final Field<Long> NEXT = LAYOUT.u32(492, "next free cluster", "Where to look for one first; all ones when it is not known.");
    static final Field<Long> TRAIL = LAYOUT.u32(508, "third signature", "Always 0xaa550000.").mustBe(0xAA550000L);

    static {
        LAYOUT.reserved(4, 480);
        LAYOUT.reserved(496, 12);
    }

    private FatInfoSector() {}
}
