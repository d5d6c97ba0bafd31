package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.Storage;

/** A storage that remembers whether it was closed. */
public final class ClosingStorage implements Storage {

    private final Storage storage;
    private boolean closed;

    public ClosingStorage(Storage storage) {
        this.storage = storage;
    }

    public boolean isClosed() {
        return closed;
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
        storage.read(position, into);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        storage.close();
    }
}
