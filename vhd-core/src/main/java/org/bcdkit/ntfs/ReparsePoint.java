package org.bcdkit.ntfs;

import java.io.IOException;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Storage;

/**
 * Says that a file or folder is not what it seems: it leads elsewhere, or somebody else than NTFS keeps its content. MS-FSCC 2.1.2.1.
 *
 * @param tag what kind it is
 * @param value the whole attribute
 */
record ReparsePoint(int tag, Storage value) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("reparse point", 8);
    static final Field<Long> TAG = LAYOUT.u32(0, "reparse tag", "What kind it is; bit 29 when it leads to another file or folder.");
    static final Field<Long> LENGTH = LAYOUT.u16(4, "data length", "Of what follows, in bytes.");

    static final int COMPRESSED = 0x80000017;
    private static final int LEADS_ELSEWHERE = 1 << 29;
    /** Cloud files have 16 tags that differ in these bits. */
    private static final int CLOUD_VARIANTS = 0xf000;

    static {
        LAYOUT.reserved(6, 2);
    }

    static ReparsePoint read(NtfsFile file, Storage value) throws IOException {
        byte[] start = value.read(0, (int) Math.min(value.size(), LAYOUT.size()));
        StructImage image = LAYOUT.view(file.clusters().name(), file.base().position(), start, 0);
        return new ReparsePoint(image.getInt(TAG), value);
    }

    boolean leadsElsewhere() {
        return (tag & LEADS_ELSEWHERE) != 0;
    }

    /** What a file or folder with this tag is. */
    String kind() {
        return switch ((tag & ~CLOUD_VARIANTS) == 0x9000001A ? 0x9000001A : tag) {
            case 0xA0000003 -> "a mount point";
            case 0xA000000C -> "a symbolic link";
            case 0xA000001D -> "a symbolic link of Linux";
            case 0x80000007 -> "a file that single-instance storage keeps elsewhere";
            case 0x80000008 -> "a file in a mounted WIM image";
            case 0x80000013 -> "a file that data deduplication keeps elsewhere";
            case 0x8000001B -> "an alias of a Store app";
            case 0x80000023 -> "a Unix socket";
            case 0x9000001A -> "a cloud file, whose content may be elsewhere";
            case 0x9000001C -> "a projected file, whose content is elsewhere";
            case COMPRESSED -> "a compressed system file";
            default -> "a reparse point with the unknown tag 0x" + Integer.toHexString(tag);
        };
    }
}
