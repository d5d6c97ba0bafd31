package org.bcdkit.partition;

import java.nio.charset.StandardCharsets;
import org.bcdkit.layout.LittleEndian;

/** Tells the boot sector of a volume from an MBR: both end with the same signature. */
final class BootSector {

    private BootSector() {}

    /** A jump, and a parameter block with possible numbers or a name that only volumes have. */
    static boolean startsVolume(byte[] sector) {
        boolean jump = (sector[0] & 0xff) == 0xEB && (sector[2] & 0xff) == 0x90 || (sector[0] & 0xff) == 0xE9;
        if (!jump) {
            return isReFs(sector);
        }
        String name = new String(sector, 3, 8, StandardCharsets.ISO_8859_1);
        if (name.equals("NTFS    ") || name.equals("EXFAT   ") || name.equals("-FVE-FS-")) {
            return true;
        }
        int sectorSize = sectorSize(sector);
        int sectorsPerCluster = sector[13] & 0xff;
        int reserved = LittleEndian.u16(sector, 14);
        int tables = sector[16] & 0xff;
        int media = sector[21] & 0xff;
        return Integer.bitCount(sectorSize) == 1
                && sectorSize >= 512
                && sectorSize <= 4096
                && Integer.bitCount(sectorsPerCluster) == 1
                && reserved > 0
                && (tables == 1 || tables == 2)
                && (media == 0xF0 || media >= 0xF8);
    }

    /** What the boot sector of an NTFS or FAT volume says about the size of sectors, in bytes; of no meaning in others. */
    static int sectorSize(byte[] sector) {
        return LittleEndian.u16(sector, 11);
    }

    private static boolean isReFs(byte[] sector) {
        return new String(sector, 0, 8, StandardCharsets.ISO_8859_1).equals("\0\0\0ReFS\0");
    }
}
