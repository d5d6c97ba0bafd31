package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Storage that may be changed. Taking this type is the only way to be able to write. */
public interface WritableStorage extends Storage {

    /** Writes all of {@code from} at {@code position}; the storage grows when that goes past its end. */
    void write(long position, ByteBuffer from) throws IOException;

    /**
     * Part of this storage as one that may be written to, and cannot grow. Closing the slice does not close this one.
     *
     * @throws MalformedException when the range does not lie inside this storage
     */
    default WritableStorage writableSlice(String name, long position, long length) throws IOException {
        checkRange(position, length);
        return new WritableSlice(this, name, position, length);
    }

    /** Returns when everything written is as safe as the machine can make it. */
    void force() throws IOException;
}
