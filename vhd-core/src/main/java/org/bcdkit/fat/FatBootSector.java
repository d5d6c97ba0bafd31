package org.bcdkit.fat;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;

/** What the first sector of a FAT volume says: a common part, and another one behind it that FAT32 has longer. FAT specification, section 3. */
final class FatBootSector {

    static final int SIZE = 512;
    static final int TAIL = 36;

    static final StructLayout LAYOUT = StructLayout.littleEndian("FAT boot sector", TAIL);
    static final Field<Bytes> JUMP = LAYOUT.bytes(0, 3, "jump", "To the boot code: `eb xx 90` or `e9 xx xx`.");
    static final Field<String> MAKER = LAYOUT.ascii(3, 8, "OEM name", "By whom it was made; of no meaning.");
    static final Field<Long> SECTOR_SIZE = LAYOUT.u16(11, "bytes per sector", "512, 1024, 2048 or 4096.");
    static final Field<Long> CLUSTER_SECTORS = LAYOUT.u8(13, "sectors per cluster", "A power of two.");
    static final Field<Long> RESERVED = LAYOUT.u16(14, "reserved sectors", "Before the first FAT, this one included.");
    static final Field<Long> FATS = LAYOUT.u8(16, "number of FATs", "1 or 2.");
    static final Field<Long> ROOT_ENTRIES = LAYOUT.u16(17, "root entries", "Entries of the root directory; 0 in FAT32.");
    static final Field<Long> SECTORS_16 = LAYOUT.u16(19, "sectors, 16 bits", "Of the volume; 0 when the long field has them.");
    static final Field<Long> MEDIA = LAYOUT.u8(21, "media", "0xf8 for a disk; 0xf0 or more for all.");
    static final Field<Long> FAT_SECTORS_16 = LAYOUT.u16(22, "sectors per FAT, 16 bits", "0 in FAT32.");
    static final Field<Long> TRACK = LAYOUT.u16(24, "sectors per track", "For BIOS calls.");
    static final Field<Long> HEADS = LAYOUT.u16(26, "heads", "For BIOS calls.");
    static final Field<Long> HIDDEN = LAYOUT.u32(28, "hidden sectors", "Before the volume on its disk.");
    static final Field<Long> SECTORS_32 = LAYOUT.u32(32, "sectors, 32 bits", "Of the volume, when the short field is 0.");

    /** FAT12 and FAT16, from offset 36. */
    static final StructLayout SHORT_TAIL = StructLayout.littleEndian("FAT12/16 boot sector, second part", 26);
    static final Field<Long> SHORT_DRIVE = SHORT_TAIL.u8(0, "drive", "For BIOS calls.");
    static final Field<Long> SHORT_STATE = SHORT_TAIL.u8(1, "state", "Bit 0: somebody writes to the volume, or did so to the last moment.");
    static final Field<Long> SHORT_EXTENDED = SHORT_TAIL.u8(2, "extended signature", "0x29 when the next three fields are there.");
    static final Field<Long> SHORT_SERIAL = SHORT_TAIL.u32(3, "volume serial number", "From the time of formatting.");
    static final Field<String> SHORT_LABEL = SHORT_TAIL.ascii(7, 11, "volume label", "In the OEM code page, filled with spaces.");
    static final Field<String> SHORT_NAME = SHORT_TAIL.ascii(18, 8, "file system", "`FAT12`, `FAT16` or `FAT`; says nothing certain.");

    /** FAT32, from offset 36. */
    static final StructLayout LONG_TAIL = StructLayout.littleEndian("FAT32 boot sector, second part", 54);
    static final Field<Long> FAT_SECTORS_32 = LONG_TAIL.u32(0, "sectors per FAT", "");
    static final Field<Long> FLAGS = LONG_TAIL.u16(4, "flags", "Bit 7: only one FAT is kept up to date, that with the number in bits 0 to 3.");
    static final Field<Long> VERSION = LONG_TAIL.u16(6, "version", "0.");
    static final Field<Long> ROOT_CLUSTER = LONG_TAIL.u32(8, "root cluster", "First cluster of the root directory.");
    static final Field<Long> INFO_SECTOR = LONG_TAIL.u16(12, "FSInfo sector", "Where free clusters are counted.");
    static final Field<Long> BACKUP_SECTOR = LONG_TAIL.u16(14, "backup boot sector", "Usually 6.");
    static final Field<Long> LONG_DRIVE = LONG_TAIL.u8(28, "drive", "For BIOS calls.");
    static final Field<Long> LONG_STATE = LONG_TAIL.u8(29, "state", "Bit 0: somebody writes to the volume, or did so to the last moment.");
    static final Field<Long> LONG_EXTENDED = LONG_TAIL.u8(30, "extended signature", "0x29 when the next three fields are there.");
    static final Field<Long> LONG_SERIAL = LONG_TAIL.u32(31, "volume serial number", "From the time of formatting.");
    static final Field<String> LONG_LABEL = LONG_TAIL.ascii(35, 11, "volume label", "In the OEM code page, filled with spaces.");
    static final Field<String> LONG_NAME = LONG_TAIL.ascii(46, 8, "file system", "`FAT32`; says nothing certain.");

    static final long EXTENDED = 0x29;
    /** What formatting programs store when there is no label. */
    static final String NO_LABEL = "NO NAME";

    static {
        LONG_TAIL.reserved(16, 12);
    }

    private FatBootSector() {}
}
