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

    /** Makes the copies the same as the FAT in use. */
    void mend(WritableStorage volume, FatGeometry geometry) throws IOException {
        int size = geometry.sectorSize();
        for (int i = 0; i < copies.size(); i++) {
            for (int sector = sectors.get(i).nextSetBit(0); sector >= 0; sector = sectors.get(i).nextSetBit(sector + 1)) {
                byte[] right = volume.read(start(geometry, geometry.activeFat()) + (long) sector * size, size);
                volume.write(start(geometry, copies.get(i)) + (long) sector * size, ByteBuffer.wrap(right));
            }
        }
        volume.force();
    }

    private static long start(FatGeometry geometry, int copy) {
        return geometry.fatStart() + copy * geometry.fatLength();
    }
}
