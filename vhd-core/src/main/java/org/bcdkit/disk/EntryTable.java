package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bcdkit.storage.Storage;

/**
 * A table of numbers of equal size in a file: a block allocation table. It is read in pieces, since the largest has 512 MiB, and the last
 * piece is kept for the next look-up.
 */
public final class EntryTable {

    /** What a visitor is shown at a time, at most. */
    public static final int MOST_BYTES = 1 << 18;

    private static final int PIECE = 1 << 12;

    private final Storage storage;
    private final long position;
    private final int entrySize;
    private final long count;
    private final ByteOrder order;
    private volatile Piece last = new Piece(-1, ByteBuffer.allocate(0));

    private record Piece(long number, ByteBuffer bytes) {}

    /** What looks at every entry in turn. */
    public interface Visitor {
        /** Sees {@code count} entries from number {@code first}, in {@code entries}. */
        void visit(long first, int count, ByteBuffer entries) throws IOException;
    }

    /**
     * @param position of the first entry, in bytes
     * @param entrySize 4 or 8
     * @throws org.bcdkit.storage.MalformedException when the table does not lie inside {@code storage}
     */
    public EntryTable(Storage storage, long position, int entrySize, long count, ByteOrder order) throws IOException {
        storage.checkRange(position, count * entrySize);
        this.storage = storage;
        this.position = position;
        this.entrySize = entrySize;
        this.count = count;
        this.order = order;
    }

    /** Where entry {@code index} stands in the file. */
    public long positionOf(long index) {
        return position + index * entrySize;
    }

    /** Entry {@code index}; unsigned when entries have 32 bits. */
    public long get(long index) throws IOException {
        long offset = index * entrySize;
        long number = offset / PIECE;
        Piece piece = last;
        if (piece.number != number) {
            long start = number * PIECE;
            piece = new Piece(number, read(position + start, (int) Math.min(PIECE, count * entrySize - start)));
            last = piece;
        }
        int at = (int) (offset % PIECE);
        return entrySize == 4 ? Integer.toUnsignedLong(piece.bytes.getInt(at)) : piece.bytes.getLong(at);
    }

    /** Makes the next look-up read the table again, since entries were changed. */
    public void forget() {
        last = new Piece(-1, ByteBuffer.allocate(0));
    }

    /** Shows all entries to {@code visitor}, many at a time. */
    public void scan(Visitor visitor) throws IOException {
        int most = MOST_BYTES / entrySize;
        for (long first = 0; first < count; first += most) {
            int some = (int) Math.min(most, count - first);
            visitor.visit(first, some, read(positionOf(first), some * entrySize));
        }
    }

    private ByteBuffer read(long at, int length) throws IOException {
        return ByteBuffer.wrap(storage.read(at, length)).order(order);
    }
}
