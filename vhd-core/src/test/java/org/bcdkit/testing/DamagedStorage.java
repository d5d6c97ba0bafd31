package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.Storage;

/**
 * A file with one byte changed, or cut short, without a copy of it: for images that are too long to copy for each damage.
 *
 * @param position of the changed byte
 * @param mask which of its bits are the other way round; 0 for none
 * @param size in bytes
 */
public record DamagedStorage(Storage whole, long position, int mask, long size) implements Storage {

    public static DamagedStorage flipped(Storage whole, long position, int mask) {
        return new DamagedStorage(whole, position, mask, whole.size());
    }

    public static DamagedStorage cut(Storage whole, long size) {
        return new DamagedStorage(whole, 0, 0, size);
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public void read(long at, ByteBuffer into) throws IOException {
        checkRange(at, into.remaining());
        int start = into.position();
        whole.read(at, into);
        if (position >= at && position < at + into.position() - start) {
            int index = start + (int) (position - at);
            into.put(index, (byte) (into.get(index) ^ mask));
        }
    }
}
