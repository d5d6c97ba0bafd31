package org.bcdkit.vhd;

import org.bcdkit.layout.Checksums;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/** The 512 bytes that end every VHD file and, in dynamic and differencing disks, also start it. VHD specification, "Hard Disk Footer Format". */
record VhdFooter(StructImage image) {

    static final int SIZE = 512;
    static final String COOKIE_TEXT = "conectix";
    static final int FIXED = 2;
    static final int DYNAMIC = 3;
    static final int DIFFERENCING = 4;

    static final StructLayout LAYOUT = StructLayout.bigEndian("VHD footer", SIZE);
    static final Field<String> COOKIE = LAYOUT.ascii(0, 8, "cookie", "Always `conectix`.").mustBe(COOKIE_TEXT);
    static final Field<Long> FEATURES = LAYOUT.u32(8, "features", "Bit 0: temporary disk; bit 1: always set.");
    static final Field<Long> VERSION = LAYOUT.u32(12, "file format version", "Major version in the upper half: 0x10000.");
    static final Field<Long> DATA_OFFSET = LAYOUT.u64(16, "data offset", "Position of the dynamic header in bytes; all ones in a fixed disk.");
    static final Field<Long> TIME_STAMP = LAYOUT.u32(24, "time stamp", "When the disk was made, in seconds since 2000-01-01 UTC.");
    static final Field<String> CREATOR = LAYOUT.ascii(28, 4, "creator application", "Who made the disk: `win `, `vpc `, `qemu`, …");
    static final Field<Long> CREATOR_VERSION = LAYOUT.u32(32, "creator version", "Major version in the upper half, minor in the lower.");
    static final Field<String> CREATOR_HOST = LAYOUT.ascii(36, 4, "creator host OS", "`Wi2k` or `Mac `.");
    static final Field<Long> ORIGINAL_SIZE = LAYOUT.u64(40, "original size", "Size of the virtual disk when it was made, in bytes.");
    static final Field<Long> CURRENT_SIZE = LAYOUT.u64(48, "current size", "Size of the virtual disk now, in bytes.");
    static final Field<Long> CYLINDERS = LAYOUT.u16(56, "cylinders", "Geometry: cylinders.");
    static final Field<Long> HEADS = LAYOUT.u8(58, "heads", "Geometry: heads.");
    static final Field<Long> SECTORS = LAYOUT.u8(59, "sectors per track", "Geometry: sectors per track.");
    static final Field<Long> DISK_TYPE = LAYOUT.u32(60, "disk type", "2 fixed, 3 dynamic, 4 differencing.");
    static final Field<Long> CHECKSUM =
            LAYOUT.u32(64, "checksum", "One's complement of the sum of all bytes.").checksum(Checksums.ONES_COMPLEMENT);
    static final Field<Bytes> UNIQUE_ID = LAYOUT.bytes(68, 16, "unique id", "Names this disk to its children; compared byte by byte.");
    static final Field<Long> SAVED_STATE = LAYOUT.u8(84, "saved state", "1 when the disk belongs to the saved state of a virtual machine.");

    static {
        LAYOUT.reserved(85, 427);
    }

    /** Checks cookie and checksum; the values are checked by {@link VhdReader}. */
    static VhdFooter read(String source, long position, byte[] bytes) throws MalformedException {
        return new VhdFooter(LAYOUT.read(source, position, bytes));
    }

    /** Bytes; may be negative in a damaged footer. */
    long currentSize() {
        return image.get(CURRENT_SIZE);
    }

    int diskType() {
        return image.getInt(DISK_TYPE);
    }

    Bytes uniqueId() {
        return image.get(UNIQUE_ID);
    }

    VhdGeometry geometry() {
        return new VhdGeometry(image.getInt(CYLINDERS), image.getInt(HEADS), image.getInt(SECTORS));
    }

    byte[] toBytes() {
        return image.sealed().toArray();
    }
}
