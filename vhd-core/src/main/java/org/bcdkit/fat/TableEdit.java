package org.bcdkit.fat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bcdkit.disk.Basis;
import org.bcdkit.disk.Extent;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;

/** Changes to the file allocation table that are not on the volume yet: those of its sectors that are different, the same in every copy. */
final class TableEdit {

    private static final int LARGEST_EXTENT = 1 << 18;

    private final FatTable stored;
    private final FatGeometry geometry;
    private final TreeMap<Long, byte[]> sectors = new TreeMap<>();
    private final TreeSet<Long> changed = new TreeSet<>();
    private final Basis basis;
    /** The sector that was changed last: the next entry is nearly always in the same one. */
    private long lastNumber = -1;
    private byte[] lastSector = new byte[0];

    /**
     * @param stored the one on the volume that is in use
     * @param basis where it is noted what its sectors held
     */
    TableEdit(FatTable stored, FatGeometry geometry, Basis basis) {
        this.stored = stored;
        this.geometry = geometry;
        this.basis = basis;
    }

    /** Whether the entry of {@code cluster} lies in two sectors, so that one write cannot change it. Only in FAT12. */
    static boolean isAcrossSectors(FatGeometry geometry, int cluster) {
        return geometry.kind() == VolumeKind.FAT12 && (cluster + cluster / 2) % FatFolder.ATOM == FatFolder.ATOM - 1;
    }

    /** Makes a chain of {@code runs}. */
    void chain(List<ClusterRun> runs) throws IOException {
        for (int i = 0; i < runs.size(); i++) {
            ClusterRun run = runs.get(i);
            for (int cluster = run.first(); cluster < run.last() && cluster <= geometry.lastCluster(); cluster++) {
                set(cluster, cluster + 1);
            }
            set(run.last(), i + 1 < runs.size() ? runs.get(i + 1).first() : FatTable.end(geometry.kind()));
        }
    }

    /** Makes the clusters of {@code runs} free. */
    void free(List<ClusterRun> runs) throws IOException {
        for (ClusterRun run : runs) {
            for (int cluster = run.first(); cluster <= run.last() && cluster <= geometry.lastCluster(); cluster++) {
                set(cluster, 0);
            }
        }
    }

    /** Sets the entry of {@code cluster}; clusters that the volume does not have are left out. */
    void set(int cluster, int value) throws IOException {
        if (cluster > geometry.lastCluster()) {
            return;
        }
        switch (geometry.kind()) {
            case FAT12 -> {
                long pair = cluster + cluster / 2;
                boolean even = cluster % 2 == 0;
                put(pair, even ? 0xFF : 0xF0, even ? value : value << 4);
                put(pair + 1, even ? 0x0F : 0xFF, even ? value >> 8 : value >> 4);
            }
            case FAT16 -> LittleEndian.putU16(sectorAt(2L * cluster), (int) (2L * cluster % geometry.sectorSize()), value);
            default -> {
                byte[] sector = sectorAt(4L * cluster);
                int at = (int) (4L * cluster % geometry.sectorSize());
                int others = LittleEndian.i32(sector, at) & ~FatTable.FAT32_BITS; // nobody's, and they stay
                LittleEndian.putU32(sector, at, others | value & FatTable.FAT32_BITS);
            }
        }
    }

    private void put(long offset, int mask, int value) throws IOException {
        byte[] sector = sectorAt(offset);
        int at = (int) (offset % geometry.sectorSize());
        sector[at] = (byte) (sector[at] & ~mask | value & mask);
    }

    /** The sector with the byte at {@code offset}, which is going to be changed. */
    private byte[] sectorAt(long offset) throws IOException {
        long number = offset / geometry.sectorSize();
        if (number != lastNumber) {
            lastSector = changedSector(number);
            lastNumber = number;
        }
        return lastSector;
    }

    private byte[] changedSector(long number) throws IOException {
        changed.add(number);
        byte[] sector = sectors.get(number);
        if (sector == null) {
            sector = stored.read(number * geometry.sectorSize(), geometry.sectorSize());
            basis.note(position(stored.number(), number), sector);
            if (number == 0) {
                DirtyFlag.set(sector, geometry); // which stays set until all is written
            }
            sectors.put(number, sector);
        }
        return sector;
    }

    private long position(int copy, long sector) {
        return geometry.fatStart() + copy * geometry.fatLength() + sector * geometry.sectorSize();
    }

    /** What to write for the changes since this was asked last. */
    List<Extent> take() {
        List<Extent> extents = new ArrayList<>();
        for (int copy = 0; copy < geometry.fats(); copy++) {
            if (geometry.mirrored() || copy == geometry.activeFat()) {
                take(copy, extents);
            }
        }
        changed.clear();
        lastNumber = -1;
        return extents;
    }

    private void take(int copy, List<Extent> extents) {
        List<Long> numbers = new ArrayList<>(changed);
        for (int start = 0; start < numbers.size(); ) {
            int end = start + 1;
            while (end < numbers.size() && numbers.get(end) == numbers.get(end - 1) + 1 && end - start < LARGEST_EXTENT / geometry.sectorSize()) {
                end++;
            }
            byte[] bytes = new byte[(end - start) * geometry.sectorSize()];
            for (int i = start; i < end; i++) {
                System.arraycopy(sectors.get(numbers.get(i)), 0, bytes, (i - start) * geometry.sectorSize(), geometry.sectorSize());
            }
            extents.add(new Extent(position(copy, numbers.get(start)), Bytes.giving(bytes, bytes.length)));
            start = end;
        }
    }
}
