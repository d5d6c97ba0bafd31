package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.Storage;

/** Counts how often another storage is read, and how many bytes. */
public final class CountingStorage implements Storage {

    private final Storage storage;
    private long bytes;
    private int reads;

    public CountingStorage(Storage storage) {
        this.storage = storage;
    }

    @Override
    public String name() {
        return storage.name();
    }

    @Override
    public long size() {
        return storage.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        bytes += into.remaining();
        reads++;
        storage.read(position, into);
    }

    /** How many were read since this was asked before. */
    public long bytes() {
        long count = bytes;
        bytes = 0;
        return count;
    }

    /** How often since this was asked before. */
    public int reads() {
        int count = reads;
        reads = 0;
        return count;
    }
}
