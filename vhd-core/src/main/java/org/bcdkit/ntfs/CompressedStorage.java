package org.bcdkit.ntfs;

import java.io.IOException;
import java.util.Arrays;
import org.bcdkit.compression.Lznt1;
import org.bcdkit.storage.MalformedException;

/**
 * The bytes of a compressed attribute. A unit of mostly 16 clusters has all of them when it was not worth compressing, none when it is zeros, and
 * otherwise as many as its compressed bytes take, with a hole behind.
 */
final class CompressedStorage extends ExpandedStorage {

    private final RunStorage stored;
    private final int unitSize;

    /**
     * @param stored as it stands in the clusters
     * @param unitSize in bytes
     */
    CompressedStorage(RunStorage stored, int unitSize) {
        super(stored.name(), stored.size(), unitSize);
        this.stored = stored;
        this.unitSize = unitSize;
    }

    @Override
    byte[] expand(long number, int length) throws IOException {
        long start = number * unitSize;
        if (start >= stored.initialized()) {
            return new byte[unitSize];
        }
        int packedSize = packedSize(start);
        if (packedSize == 0) {
            return new byte[unitSize];
        }
        // The clusters as they are: neither size nor initialized size says how many bytes are stored in them.
        RunStorage all = new RunStorage(name(), stored.clusters(), stored.runs(), start + packedSize, start + packedSize);
        byte[] packed = all.read(start, packedSize);
        byte[] unit = packedSize == unitSize ? packed : Lznt1.expand(name(), start, packed, unitSize);
        if (stored.initialized() - start < unitSize) {
            Arrays.fill(unit, (int) (stored.initialized() - start), unitSize, (byte) 0);
        }
        return unit;
    }

    /** How many bytes from the start of a unit have clusters. */
    private int packedSize(long start) throws MalformedException {
        RunList runs = stored.runs();
        int clusterSize = stored.clusters().size();
        long first = start / clusterSize;
        long end = Math.min(first + unitSize / clusterSize, runs.end());
        long packedEnd = first;
        long at = first;
        while (at < end) {
            int run = runs.find(at);
            long next = Math.min(end, runs.end(run));
            if (runs.place(run, at) != RunList.HOLE) {
                if (packedEnd != at) {
                    throw new MalformedException(name(), "compression unit", start, "a hole stands between its clusters");
                }
                packedEnd = next;
            }
            at = next;
        }
        return (int) (packedEnd - first) * clusterSize;
    }
}
