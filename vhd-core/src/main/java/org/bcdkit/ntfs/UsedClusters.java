package org.bcdkit.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.storage.Storage;

/** A volume without the clusters that belong to nothing, told by eight at a time as the bitmap has them. */
final class UsedClusters implements DiskContents {

    private static final int PIECE = 1 << 16;

    private final Storage partition;
    private final Storage bitmap;
    /** What one byte of the bitmap stands for, in bytes. */
    private final long eight;
    /** Where the last cluster ends: behind it is the backup of the boot sector. */
    private final long end;
    private byte[] piece = {};
    private long pieceStart;

    /** @param bitmap whose bytes are as many as the clusters need */
    UsedClusters(Storage partition, Storage bitmap, Clusters clusters) {
        this.partition = partition;
        this.bitmap = bitmap;
        this.eight = (long) clusters.size() * Byte.SIZE;
        this.end = clusters.count() * clusters.size();
    }

    @Override
    public Optional<Range> next(long position) throws IOException {
        if (position >= partition.size()) {
            return Optional.empty();
        }
        if (position >= end) {
            return Optional.of(new Range(position, partition.size()));
        }
        long first = find(position / eight, true);
        if (first == bitmap.size()) {
            return end < partition.size() ? Optional.of(new Range(end, partition.size())) : Optional.empty();
        }
        long start = Math.max(position, first * eight);
        return Optional.of(new Range(start, Math.min(end, find(first, false) * eight)));
    }

    /** The first byte of the bitmap from {@code from} on that has a bit set, or none; the number of bytes when there is no such one. */
    private long find(long from, boolean used) throws IOException {
        long at = from;
        while (at < bitmap.size() && (byteAt(at) != 0) != used) {
            at++;
        }
        return at;
    }

    private byte byteAt(long at) throws IOException {
        if (at < pieceStart || at >= pieceStart + piece.length) {
            piece = bitmap.read(at, (int) Math.min(PIECE, bitmap.size() - at));
            pieceStart = at;
        }
        return piece[(int) (at - pieceStart)];
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        partition.read(position, into);
    }
}
