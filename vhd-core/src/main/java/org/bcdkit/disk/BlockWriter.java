package org.bcdkit.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.WritableStorage;

/**
 * Writes what a new disk holds into its file, from the start of the disk to its end. Zeros are written too where they are asked for: a file with holes
 * cannot be attached by Windows.
 */
public final class BlockWriter implements Closeable {

    private static final int PIECE = 1 << 20;
    private static final byte[] NOTHING = new byte[0];

    private final WritableStorage to;
    private final long size;
    private final Progress progress;
    private final int length;
    private final ByteBuffer zeros;
    private final int room;
    private final ReadAhead ahead;
    private ReadAhead.Piece next;
    private long reported;

    /** @param progress hears how much of the disk is done */
    public BlockWriter(WritableStorage to, NewDisk disk, Progress progress) {
        this(to, disk, 0, progress);
    }

    /**
     * @param room the longest that is to stand in front of a block, in bytes
     * @param progress hears how much of the disk is done
     */
    public BlockWriter(WritableStorage to, NewDisk disk, int room, Progress progress) {
        this.to = to;
        this.size = disk.virtualSize();
        this.progress = progress;
        this.length = disk.kind() == DiskKind.FIXED ? PIECE : Math.min(PIECE, disk.blockSize());
        this.zeros = ByteBuffer.allocateDirect(length);
        this.room = room;
        this.ahead = ReadAhead.start(new DataPieces(disk.contents(), length, size), room, length);
    }

    /** What was looked at ahead was told already: it never goes back. */
    private void report(long done) {
        reported = Math.max(reported, Math.min(done, size));
        progress.reached(reported, size);
    }

    /** Where the next thing lies that is not zero, rounded down; behind every disk when there is none. */
    private long nextData() throws IOException {
        if (next == null) {
            next = ahead.next(new ReadAhead.Waiting() {
                @Override
                public void reached(long position) {
                    report(position);
                }
            });
        }
        return next.start();
    }

    /**
     * Writes {@code length} bytes of the disk from {@code start} to {@code position} of the file. Behind the end of the disk there are zeros.
     *
     * @param start where the part written before ended, or behind; a multiple of the block size, or of a MiB in a fixed disk
     */
    public void write(long start, long bytes, long position) throws IOException {
        write(NOTHING, start, bytes, position);
    }

    private void write(byte[] front, long start, long bytes, long position) throws IOException {
        long end = start + bytes;
        for (long at = start; at < end; at += length) {
            int some = (int) Math.min(length, end - at);
            writePiece(at == start ? front : NOTHING, at, some, position + (at - start));
            report(at + some);
        }
    }

    /** What stands in front goes with the data: a small write of its own costs as much as many KiB. */
    private void writePiece(byte[] front, long at, int some, long position) throws IOException {
        int data = 0;
        if (nextData() == at) {
            ByteBuffer piece = next.bytes();
            data = piece.remaining();
            piece.position(room - front.length).put(front).position(room - front.length);
            to.write(position - front.length, piece);
            ahead.giveBack(next);
            next = null;
        } else if (front.length > 0) {
            to.write(position - front.length, ByteBuffer.wrap(front));
        }
        if (data < some) {
            to.write(position + data, zeros.duplicate().limit(some - data));
        }
    }

    /**
     * The same, unless they are all zero.
     *
     * @return whether there was anything but zeros; else nothing was written
     */
    public boolean writeUnlessZero(long start, long bytes, long position) throws IOException {
        return writeUnlessZero(NOTHING, start, bytes, position);
    }

    /**
     * The same, and what is to stand in the file in front of the block.
     *
     * @param front no longer than the room there is for it; it ends at {@code position}
     * @return whether there was anything but zeros; else nothing was written
     */
    public boolean writeUnlessZero(byte[] front, long start, long bytes, long position) throws IOException {
        if (nextData() >= start + bytes) {
            report(start + bytes);
            return false;
        }
        write(front, start, bytes, position);
        return true;
    }

    /** Writes all that is not zero to where it lies in the disk, and leaves out the rest. */
    void writeInPlace() throws IOException {
        while (nextData() < size) {
            long at = nextData();
            write(at, next.bytes().remaining(), at);
        }
        report(size);
    }

    @Override
    public void close() {
        ahead.close();
    }
}
