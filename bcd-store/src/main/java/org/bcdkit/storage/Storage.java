package org.bcdkit.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bytes at positions: a file, a slice of one, a disk's contents, memory. Positions travel with the call, so that readers cannot disturb one
 * another.
 */
public interface Storage extends Closeable {

    /** What to call this in messages: a path, or {@code "disk 0, partition 1"}. */
    String name();

    /** Length in bytes. */
    long size();

    /**
     * Fills {@code into} from {@code position}, or fails; never a short read.
     *
     * @throws MalformedException when the storage ends before the buffer is full: the caller followed a length that the file does not have
     */
    void read(long position, ByteBuffer into) throws IOException;

    /**
     * {@code length} bytes from {@code position} in a new array, checked against {@link #size()} before anything is allocated.
     *
     * @throws MalformedException when the range does not lie inside this storage
     */
    default byte[] read(long position, int length) throws IOException {
        checkRange(position, length);
        byte[] bytes = new byte[length];
        read(position, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }

    /** The same as a value. */
    default Bytes bytes(long position, int length) throws IOException {
        return Bytes.giving(read(position, length), length);
    }

    /**
     * Part of this storage as a storage of its own. Closing the slice does not close this one.
     *
     * @throws MalformedException when the range does not lie inside this storage
     */
    default Storage slice(String name, long position, long length) throws IOException {
        checkRange(position, length);
        return new StorageSlice(this, name, position, length);
    }

    /** Fails with a {@link MalformedException} unless the range lies inside this storage. */
    default void checkRange(long position, long length) throws MalformedException {
        if (position < 0 || length < 0 || position > size() - length) {
            throw new MalformedException(
                    name(), "file", position, length + " bytes are needed here, but it ends at 0x" + Long.toHexString(size()) + " (truncated?)");
        }
    }

    @Override
    default void close() throws IOException {}
}
