package org.bcdkit.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.disk.BlockStorage;

/** Bytes that are kept in compressed blocks. The block that was expanded last is kept, because the next read is mostly from there. */
abstract class ExpandedStorage extends BlockStorage {

    private final int blockSize;
    private volatile Block last = new Block(-1, new byte[0]);

    private record Block(long number, byte[] bytes) {}

    ExpandedStorage(String name, long size, int blockSize) {
        super(name, size, blockSize);
        this.blockSize = blockSize;
    }

    /** The bytes of a block, at least {@code length} of them. */
    abstract byte[] expand(long number, int length) throws IOException;

    @Override
    protected final void readBlock(long number, long offset, ByteBuffer into) throws IOException {
        Block block = last;
        if (block.number != number) {
            block = new Block(number, expand(number, (int) Math.min(blockSize, size() - number * blockSize)));
            last = block;
        }
        into.put(block.bytes, (int) offset, into.remaining());
    }
}
