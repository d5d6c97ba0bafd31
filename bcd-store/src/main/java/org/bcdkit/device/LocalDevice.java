package org.bcdkit.device;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** What follows the header of a local device; the rest depends on the local device type. Specification: BCD format, section 3.1. */
record LocalDevice(StructImage image) {

    static final long HARD_DISK = 0;
    static final long RAMDISK = 3;
    static final long FILE = 5;
    static final long VIRTUAL_DISK = 6;

    static final StructLayout LAYOUT = StructLayout.littleEndian("local device", 4);
    static final Field<Long> TYPE = LAYOUT.u32(0, "local device type", "3 RAM disk, 5 file, 6 virtual disk; hard disk 0, floppy 1 and CD-ROM 2 are not understood.");
}
