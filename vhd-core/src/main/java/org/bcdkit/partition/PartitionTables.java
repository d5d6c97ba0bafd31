package org.bcdkit.partition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/** Finds out how a disk is divided. */
public final class PartitionTables {

    private static final int USUAL_SECTOR = 512;
    private static final int LARGE_SECTOR = 4096;
    private static final int[] SECTOR_SIZES = {USUAL_SECTOR, LARGE_SECTOR};

    private PartitionTables() {}

    /** As {@link #read(Storage, int)}, for a disk whose sector size is not known: 512 is tried before 4096. */
    public static PartitionTable read(Storage disk) throws IOException {
        return read(disk, USUAL_SECTOR);
    }

    /**
     * Reads the partition table of {@code disk}: a GPT, else an MBR, else none.
     *
     * @param sectorSize what the disk is said to have; a GPT that is there for the other size is used all the same
     * @throws MalformedException when there is a table and it is damaged or contradicts itself
     */
    public static PartitionTable read(Storage disk, int sectorSize) throws IOException {
        if (disk.size() < MbrSector.SIZE) {
            return new PartitionTable.None(sectorSize, false);
        }
        byte[] first = disk.read(0, MbrSector.SIZE);
        boolean volume = BootSector.startsVolume(first);
        int gptSectorSize = gptSectorSize(disk, sectorSize);
        List<String> remarks = new ArrayList<>();
        if (gptSectorSize > 0 && gptSectorSize != sectorSize) {
            remarks.add("the GPT counts in sectors of " + gptSectorSize + " bytes, the disk in sectors of " + sectorSize);
        }
        MbrSector mbr;
        try {
            mbr = MbrSector.read(disk.name(), 0, first);
        } catch (MalformedException e) {
            if (gptSectorSize == 0) {
                return new PartitionTable.None(sectorSize, volume);
            }
            remarks.add("there is no protective MBR before the GPT, so Windows does not see it");
            return GptReader.read(disk, gptSectorSize, remarks);
        }
        if (hasProtectiveEntry(disk, mbr) && (gptSectorSize > 0 || !volume)) {
            return GptReader.read(disk, gptSectorSize > 0 ? gptSectorSize : sectorSize, remarks);
        }
        return withoutGpt(disk, sectorSize, mbr, volume, gptSectorSize > 0);
    }

    /**
     * The sector size of a disk that records it nowhere, told from what lies on it: 4096 when something is where only sectors of that size would put
     * it, else 512.
     */
    public static int sectorSize(Storage disk) throws IOException {
        if (disk.size() < MbrSector.SIZE || GptReader.hasSignature(disk, USUAL_SECTOR)) {
            return USUAL_SECTOR;
        }
        byte[] first = disk.read(0, MbrSector.SIZE);
        boolean large = GptReader.hasSignature(disk, LARGE_SECTOR)
                || (BootSector.startsVolume(first) ? BootSector.sectorSize(first) == LARGE_SECTOR : hasLargeVolume(disk, first));
        return large ? LARGE_SECTOR : USUAL_SECTOR;
    }

    /** Whether a partition of an MBR starts with a volume of large sectors, when its start is counted in them. */
    private static boolean hasLargeVolume(Storage disk, byte[] first) throws IOException {
        MbrSector mbr;
        try {
            mbr = MbrSector.read(disk.name(), 0, first);
        } catch (MalformedException e) {
            return false;
        }
        for (int i = 0; i < 4; i++) {
            MbrSector.Entry entry = mbr.entry(disk.name(), i);
            long start = entry.start() * LARGE_SECTOR;
            if (entry.isUsed() && start <= disk.size() - MbrSector.SIZE) {
                byte[] sector = disk.read(start, MbrSector.SIZE);
                if (BootSector.startsVolume(sector) && BootSector.sectorSize(sector) == LARGE_SECTOR) {
                    return true;
                }
            }
        }
        return false;
    }

    private static PartitionTable withoutGpt(Storage disk, int sectorSize, MbrSector mbr, boolean volume, boolean hasGpt) throws IOException {
        List<Partition> partitions;
        try {
            partitions = new MbrReader(disk, sectorSize, mbr).read();
        } catch (MalformedException e) {
            if (volume) {
                return new PartitionTable.None(sectorSize, true); // what looks like entries is its boot code
            }
            throw e;
        }
        if (volume && partitions.isEmpty()) {
            return new PartitionTable.None(sectorSize, true);
        }
        return new PartitionTable.Mbr(
                mbr.signature(), sectorSize, partitions, hasGpt ? List.of("there is also a GPT, but the MBR does not point to it") : List.of());
    }

    /** The sector size for which a GPT header is in its place; 0 when there is none. */
    private static int gptSectorSize(Storage disk, int preferred) throws IOException {
        if (GptReader.hasSignature(disk, preferred)) {
            return preferred;
        }
        for (int size : SECTOR_SIZES) {
            if (GptReader.hasSignature(disk, size)) {
                return size;
            }
        }
        return 0;
    }

    private static boolean hasProtectiveEntry(Storage disk, MbrSector mbr) throws MalformedException {
        for (int i = 0; i < 4; i++) {
            if (mbr.entry(disk.name(), i).type() == PartitionType.Mbr.PROTECTIVE) {
                return true;
            }
        }
        return false;
    }
}
