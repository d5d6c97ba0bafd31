package org.bcdkit.ntfs;

import java.io.IOException;
import org.bcdkit.storage.Storage;

/**
 * What the boot sector of an NTFS volume tells the code in it that a BIOS runs. Nothing else depends on it, so it may be wrong for years.
 *
 * @param hiddenSectors how many are before the volume on its disk
 * @param sectorSize in bytes
 */
public record BootGeometry(long hiddenSectors, int heads, int sectorsPerTrack, int sectorSize) {

    /** From the boot sector, or from its backup when the first is damaged; fails as {@link NtfsFileSystem#open}. */
    public static BootGeometry read(Storage partition) throws IOException {
        NtfsBootSector boot = NtfsBootSector.find(partition);
        return new BootGeometry(
                boot.image().get(NtfsBootSector.HIDDEN_SECTORS),
                boot.image().getInt(NtfsBootSector.HEADS),
                boot.image().getInt(NtfsBootSector.SECTORS_PER_TRACK),
                boot.sectorSize());
    }
}
