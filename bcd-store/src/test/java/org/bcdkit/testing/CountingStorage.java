package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.Storage;

/** Counts the bytes that are read from another storage. */
public final class CountingStorage implements Storage {

    private final Storage storage;
    private long bytes;

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
        storage.read(position, into);
    }

    /** How many were read since this was asked before. */
    public long bytes() {
        long count = bytes;
        bytes = 0;
        return count;
    }
}
