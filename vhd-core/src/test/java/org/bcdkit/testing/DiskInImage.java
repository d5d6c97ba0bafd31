package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;
import org.bcdkit.storage.Storage;

/**
 * An image with other first sectors of its disk, block by block where they lie in the file.
 *
 * @param disk what the virtual disk starts with
 * @param place where the data of the block with this number starts in the file; blocks lie in the order of their numbers
 */
public record DiskInImage(Storage rest, byte[] disk, int blockSize, LongUnaryOperator place) implements Storage {

    @Override
    public String name() {
        return rest.name();
    }

    @Override
    public long size() {
        return rest.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        int start = into.position();
        int length = into.remaining();
        rest.read(position, into);
        for (int block = 0; (long) block * blockSize < disk.length; block++) {
            int count = Math.min(blockSize, disk.length - block * blockSize);
            long at = place.applyAsLong(block);
            long from = Math.max(at, position);
            long to = Math.min(at + count, position + length);
            if (from < to) {
                into.put(start + (int) (from - position), disk, block * blockSize + (int) (from - at), (int) (to - from));
            }
        }
    }
}
