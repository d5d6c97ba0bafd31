package org.bcdkit.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.Storage;

/** The bytes of a file or folder, read cluster by cluster, and at once where clusters follow one another. */
final class FatFile implements Storage {

    private final Storage volume;
    private final FatGeometry geometry;
    private final FatChain chain;
    private final String name;
    private final long size;

    /** @param size no more than the clusters of the chain hold */
    FatFile(Storage volume, FatGeometry geometry, FatChain chain, String name, long size) {
        this.volume = volume;
        this.geometry = geometry;
        this.chain = chain;
        this.name = name;
        this.size = size;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        if (!into.hasRemaining()) {
            return;
        }
        int clusterSize = geometry.clusterSize();
        int limit = into.limit();
        int cluster = chain.cluster(position / clusterSize);
        long offset = position % clusterSize;
        while (into.position() < limit) {
            int wanted = limit - into.position();
            int first = cluster;
            int last = cluster;
            long available = clusterSize - offset;
            while (available < wanted) {
                cluster = chain.next(last);
                if (cluster != last + 1) {
                    break;
                }
                last = cluster;
                available += clusterSize;
            }
            into.limit(into.position() + (int) Math.min(wanted, available));
            volume.read(geometry.position(first) + offset, into);
            into.limit(limit);
            offset = 0;
        }
    }
}
