package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A range of another storage. */
record StorageSlice(Storage whole, String name, long start, long size) implements Storage {

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        whole.read(start + position, into);
    }
}
