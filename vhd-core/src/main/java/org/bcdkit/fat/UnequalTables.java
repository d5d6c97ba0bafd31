package org.bcdkit.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableStorage;

/**
 * Where copies of the FAT are not the same as the one in use, which a machine that stops between two writes leaves behind. Everybody reads the one in
 * use; the others are made the same before anything else is written.
 *
 * @param copies numbers of those that differ
 * @param sectors of each of them the sectors that do
 */
record UnequalTables(List<Integer> copies, List<BitSet> sectors) {

    static final UnequalTables NONE = new UnequalTables(List.of(), List.of());

    private static final int PIECE = 1 << 16;

    UnequalTables {
        copies = List.copyOf(copies);
        sectors = List.copyOf(sectors);
    }

    static UnequalTables find(Storage volume, FatGeometry geometry) throws IOException {
        List<Integer> copies = new ArrayList<>();
        List<BitSet> sectors = new ArrayList<>();
        for (int copy = 0; geometry.mirrored() && copy < geometry.fats(); copy++) {
            BitSet different = copy == geometry.activeFat() ? new BitSet() : different(volume, geometry, copy);
            if (!different.isEmpty()) {
                copies.add(copy);
                sectors.add(different);
            }
        }
        return new UnequalTables(copies, sectors);
    }

    private static BitSet different(Storage volume, FatGeometry geometry, int copy) throws IOException {
        BitSet different = new BitSet();
        int size = geometry.sectorSize();
        for (long at = 0; at < geometry.fatLength(); at += PIECE) {
            int length = (int) Math.min(PIECE, geometry.fatLength() - at);
            byte[] one = volume.read(start(geometry, geometry.activeFat()) + at, length);
            byte[] other = volume.read(start(geometry, copy) + at, length);
            for (int sector = 0; sector < length; sector += size) {
                if (!Arrays.equals(one, sector, sector + size, other, sector, sector + size)) {
                    different.set(Math.toIntExact((at + sector) / size));
                }
            }
        }
        return different;
    }

    boolean isEmpty() {
        return copies.isEmpty();
    }

    /**
     * Whether {@code copy} was being made the same when the machine stopped: its first entry is zero, which in a FAT has the media descriptor. What it
     * says else may be a mixture then, and means nothing; fsck.fat does not believe it either.
     */
    static boolean isBeingMended(Storage volume, FatGeometry geometry, int copy) throws IOException {
        return new FatTable(volume, geometry, copy).entry(0) == 0 && new FatTable(volume, geometry, geometry.activeFat()).entry(0) != 0;
    }

    /**
     * Makes the copies the same as the FAT in use. On the way one may lead to clusters that are free, whatever the order: until it is the same it does not
     * start like a FAT.
     */
    void mend(WritableStorage volume, FatGeometry geometry) throws IOException {
        if (isEmpty()) {
            return;
        }
        for (int copy : copies) {
            byte[] first = volume.read(start(geometry, copy), geometry.sectorSize());
            Arrays.fill(first, 0, (FatTable.bits(geometry.kind()) + Byte.SIZE - 1) / Byte.SIZE, (byte) 0);
            volume.write(start(geometry, copy), ByteBuffer.wrap(first));
        }
        volume.force();
        for (int i = 0; i < copies.size(); i++) {
            for (int sector = sectors.get(i).nextSetBit(1); sector >= 0; sector = sectors.get(i).nextSetBit(sector + 1)) {
                copy(volume, geometry, copies.get(i), sector);
            }
        }
        volume.force();
        for (int copy : copies) {
            copy(volume, geometry, copy, 0);
        }
        volume.force();
    }

    private static void copy(WritableStorage volume, FatGeometry geometry, int copy, int sector) throws IOException {
        long offset = (long) sector * geometry.sectorSize();
        byte[] right = volume.read(start(geometry, geometry.activeFat()) + offset, geometry.sectorSize());
        volume.write(start(geometry, copy) + offset, ByteBuffer.wrap(right));
    }

    private static long start(FatGeometry geometry, int copy) {
        return geometry.fatStart() + copy * geometry.fatLength();
    }
}
