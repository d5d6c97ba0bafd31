package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Storage that may be changed. Taking this type is the only way to be able to write. */
public interface WritableStorage extends Storage {

    /** Writes all of {@code from} at {@code position}; the storage grows when that goes past its end. */
    void write(long position, ByteBuffer from) throws IOException;

    /** Returns when everything written is as safe as the machine can make it. */
    void force() throws IOException;
}
