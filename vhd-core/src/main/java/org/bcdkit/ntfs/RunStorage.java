package org.bcdkit.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.disk.BlockStorage;
import org.bcdkit.storage.Storage;

/**
 * The bytes of a non-resident attribute as they stand in its clusters.
 *
 * @param size in bytes; there are clusters for all of them
 * @param initialized how many were ever written; those behind are zeros
 */
record RunStorage(String name, Clusters clusters, RunList runs, long size, long initialized) implements Storage {

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        long at = position;
        int limit = into.limit();
        while (into.position() < limit) {
            int length = limit - into.position();
            if (at >= initialized) {
                BlockStorage.fillWithZeros(into);
                return;
            }
            int run = runs.find(at / clusters.size());
            length = (int) Math.min(length, Math.min(initialized, runs.end(run) * clusters.size()) - at);
            into.limit(into.position() + length);
            long place = volumePosition(run, at);
            if (place == RunList.HOLE) {
                BlockStorage.fillWithZeros(into);
            } else {
                clusters.partition().read(place, into);
            }
            into.limit(limit);
            at += length;
        }
    }

    /** Where a byte is in the volume; only for one that is not in a hole. */
    long volumePosition(long at) {
        return volumePosition(runs.find(at / clusters.size()), at);
    }

    private long volumePosition(int run, long at) {
        long cluster = runs.place(run, at / clusters.size());
        return cluster == RunList.HOLE ? RunList.HOLE : cluster * clusters.size() + at % clusters.size();
    }
}
