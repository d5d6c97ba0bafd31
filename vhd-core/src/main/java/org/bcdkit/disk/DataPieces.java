package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Cuts what a new disk is to hold into pieces, and gives those that hold anything but zeros. The pieces start at multiples of their length; what lies
 * between them is zero.
 */
final class DataPieces {

    /** Zeros to compare with stay in the cache of the processor. */
    private static final int COMPARED = 64 << 10;
    private static final DiskContents.Range END = new DiskContents.Range(Long.MAX_VALUE, Long.MAX_VALUE);

    private final DiskContents contents;
    private final int length;
    private final long end;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(COMPARED);
    private DiskContents.Range ahead = new DiskContents.Range(0, 0);
    private volatile long position;

    /**
     * @param length of a piece, but of the last
     * @param end of the disk
     */
    DataPieces(DiskContents contents, int length, long end) {
        this.contents = contents;
        this.length = length;
        this.end = end;
    }

    /** Up to where everything was looked at. */
    long position() {
        return position;
    }

    /**
     * Puts the next piece that is not zero into {@code into}, between its position, which stays, and what becomes its limit.
     *
     * @return where the piece starts; -1 when no more follows
     */
    long next(ByteBuffer into) throws IOException {
        int front = into.position();
        for (long at = position; at < end; ) {
            at = Math.max(at, rangeAt(at).start() / length * length);
            if (at >= end) {
                break;
            }
            long next = Math.min(end, at + length);
            fill(into.position(front), at, next);
            position = next;
            if (!isZero(into.position(front))) {
                return at;
            }
            at = next;
        }
        position = end;
        return -1;
    }

    /** The first range that ends behind {@code place}. */
    private DiskContents.Range rangeAt(long place) throws IOException {
        while (ahead.end() <= place) {
            Optional<DiskContents.Range> next = contents.next(place);
            ahead = next.isPresent() ? next.get() : END;
        }
        return ahead;
    }

    private void fill(ByteBuffer into, long start, long until) throws IOException {
        int front = into.position();
        for (long filled = start; filled < until; ) {
            DiskContents.Range range = rangeAt(filled);
            boolean data = range.start() <= filled;
            long border = Math.min(until, data ? range.end() : range.start());
            into.limit(front + (int) (border - start));
            if (data) {
                contents.read(filled, into);
            } else {
                BlockStorage.fillWithZeros(into);
            }
            filled = border;
        }
    }

    private boolean isZero(ByteBuffer bytes) {
        for (int at = bytes.position(); at < bytes.limit(); at += COMPARED) {
            int some = Math.min(COMPARED, bytes.limit() - at);
            if (bytes.slice(at, some).mismatch(zeros.slice(0, some)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
