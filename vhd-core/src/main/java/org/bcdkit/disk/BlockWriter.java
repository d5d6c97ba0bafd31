package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.WritableStorage;

/**
 * Writes what a new disk holds into its file, from the start of the disk to its end. What is read is read once. Zeros are written too: a file with
 * holes cannot be attached by Windows.
 */
public final class BlockWriter {

    private static final int PIECE = 1 << 20;
    /** Zeros to compare with stay in the cache of the processor. */
    private static final int COMPARED = 64 << 10;

    private final WritableStorage to;
    private final DiskContents contents;
    private final long size;
    private final Progress progress;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
    /** The range that the walk has come to. */
    private DiskContents.Range ahead = new DiskContents.Range(0, 0);
    /** Where the piece that was read last starts. */
    private long loaded = -1;

    /** @param progress hears how much of the disk is done */
    public BlockWriter(WritableStorage to, NewDisk disk, Progress progress) {
        this.to = to;
        this.contents = disk.contents();
        this.size = disk.virtualSize();
        this.progress = progress;
    }

    /**
     * Writes {@code length} bytes of the disk from {@code start} to {@code position} of the file.
     *
     * @param start where the part written before ended, or behind
     */
    public void write(long start, long length, long position) throws IOException {
        write(start, start, start + length, position);
    }

    /**
     * The same, unless they are all zero.
     *
     * @return whether there was anything but zeros; else nothing was written
     */
    public boolean writeUnlessZero(long start, long length, long position) throws IOException {
        long end = start + length;
        long first = firstPieceWithData(start, end);
        if (first == end) {
            progress.reached(Math.min(end, size), size);
            return false;
        }
        write(start, first, end, position);
        return true;
    }

    /** @param first before it there are only zeros */
    private void write(long start, long first, long end, long position) throws IOException {
        for (long at = start; at < end; at += PIECE) {
            int length = (int) Math.min(PIECE, end - at);
            long target = position + (at - start);
            if (at < first || rangeAt(at).start() >= at + length && loaded != at) {
                to.write(target, zeros.duplicate().limit(length));
            } else {
                load(at, length);
                to.write(target, piece.duplicate());
            }
            progress.reached(Math.min(at + length, size), size);
        }
    }

    /** Where the first piece starts that holds anything but zeros; {@code end} when there is none. */
    private long firstPieceWithData(long start, long end) throws IOException {
        for (long at = start; at < end; at += PIECE) {
            long data = rangeAt(at).start();
            if (data >= end) {
                return end;
            }
            at += Math.max(0, data - at) / PIECE * PIECE;
            load(at, (int) Math.min(PIECE, end - at));
            if (!isZero(piece)) {
                return at;
            }
        }
        return end;
    }

    /** The first range that ends behind {@code position}; one behind the end of the disk when there is none. */
    private DiskContents.Range rangeAt(long position) throws IOException {
        while (ahead.end() <= position) {
            Optional<DiskContents.Range> next = contents.next(position);
            ahead = next.isPresent() ? next.get() : new DiskContents.Range(Long.MAX_VALUE, Long.MAX_VALUE);
        }
        return ahead;
    }

    private void load(long at, int length) throws IOException {
        if (at == loaded) {
            return;
        }
        piece.clear();
        long end = at + length;
        for (long filled = at; filled < end; ) {
            DiskContents.Range range = rangeAt(filled);
            long until = Math.min(end, range.start() > filled ? range.start() : range.end());
            piece.limit((int) (until - at));
            if (range.start() > filled) {
                piece.put(zeros.duplicate().limit(piece.remaining()));
            } else {
                contents.read(filled, piece);
            }
            filled = until;
        }
        piece.flip();
        loaded = at;
    }

    private boolean isZero(ByteBuffer bytes) {
        for (int at = 0; at < bytes.limit(); at += COMPARED) {
            int length = Math.min(COMPARED, bytes.limit() - at);
            if (bytes.slice(at, length).mismatch(zeros.slice(0, length)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
