package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongUnaryOperator;
import org.bcdkit.storage.Storage;

/** An image whose block allocation table is computed while it is read: too long for the memory and the disk of whoever runs the tests. */
public final class FullTable implements Storage {

    private final Storage rest;
    private final long table;
    private final int entrySize;
    private final long count;
    private final long size;
    private final LongUnaryOperator entries;

    /**
     * @param rest everything but the table, and possibly shorter than the image; zeros where there is nothing
     * @param entries what is in the table at each number; a block's entry of 8 bytes is little-endian, of 4 bytes big-endian
     */
    public FullTable(Storage rest, long table, int entrySize, long count, long size, LongUnaryOperator entries) {
        this.rest = rest;
        this.table = table;
        this.entrySize = entrySize;
        this.count = count;
        this.size = size;
        this.entries = entries;
    }

    @Override
    public String name() {
        return rest.name();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        if (position >= table && position + into.remaining() <= table + count * entrySize) {
            into.order(entrySize == 8 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            for (long index = (position - table) / entrySize; into.hasRemaining(); index++) {
                if (entrySize == 8) {
                    into.putLong(entries.applyAsLong(index));
                } else {
                    into.putInt((int) entries.applyAsLong(index));
                }
            }
            return;
        }
        int there = (int) Math.max(0, Math.min(into.remaining(), rest.size() - position));
        if (there > 0) {
            rest.read(position, into.slice().limit(there));
            into.position(into.position() + there);
        }
        while (into.hasRemaining()) {
            into.put((byte) 0);
        }
    }
}
