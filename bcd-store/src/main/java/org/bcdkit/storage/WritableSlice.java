package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A range of another storage that may be written to, and cannot grow. */
record WritableSlice(WritableStorage whole, String name, long start, long size) implements WritableStorage {

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        whole.read(start + position, into);
    }

    /** Throws IllegalArgumentException for what would go past the end: into what belongs to others. */
    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        if (position < 0 || position > size - from.remaining()) {
            throw new IllegalArgumentException(from.remaining() + " bytes at " + position + " of " + size);
        }
        whole.write(start + position, from);
    }

    @Override
    public void force() throws IOException {
        whole.force();
    }
}
