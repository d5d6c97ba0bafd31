package org.bcdkit.device;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** What follows the header of a qualified partition on an MBR disk. Specification: BCD format, sections 3.3 and 3.10. */
record MbrPartition(StructImage image) {

    static final long MBR = 1;

    static final StructLayout LAYOUT = StructLayout.littleEndian("MBR partition of a device", 40);
    static final Field<Long> OFFSET = LAYOUT.u64(0, "partition offset", "Start of the partition in bytes, not sectors.");
    static final Field<Long> DISK_TYPE = LAYOUT.u32(16, "disk type", "Local device type: 0 hard disk, 6 virtual disk, whose file follows.");
    static final Field<Long> STYLE = LAYOUT.u32(20, "partition style", "1: MBR. WMI numbers the styles the other way round.").mustBe(MBR);
    static final Field<Long> SIGNATURE = LAYOUT.u32(24, "disk signature", "The four bytes at 0x1b8 of the disk.");

    static {
        LAYOUT.reserved(8, 8);
        LAYOUT.reserved(28, 12);
    }
}
