package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.Storage;

/** The contents of a virtual disk that is kept in blocks: splits what is asked for at the borders of blocks. */
public abstract class BlockStorage implements Storage {

    /** Copied whole: a loop that puts number after number takes many times as long. */
    private static final byte[] ZEROS = new byte[8192];

    private final String name;
    private final long size;
    private final long blockSize;

    protected BlockStorage(String name, long size, long blockSize) {
        this.name = name;
        this.size = size;
        this.blockSize = blockSize;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long size() {
        return size;
    }

    @Override
    public final void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        long at = position;
        int limit = into.limit();
        while (into.position() < limit) {
            long offset = at % blockSize;
            int length = (int) Math.min(limit - into.position(), blockSize - offset);
            into.limit(into.position() + length);
            readBlock(at / blockSize, offset, into);
            into.limit(limit);
            at += length;
        }
    }

    /** Fills {@code into} from {@code offset} of {@code block}; it does not reach beyond the block. */
    protected abstract void readBlock(long block, long offset, ByteBuffer into) throws IOException;

    /** Fills what remains of {@code into} with zeros. */
    public static void fillWithZeros(ByteBuffer into) {
        while (into.hasRemaining()) {
            into.put(ZEROS, 0, Math.min(ZEROS.length, into.remaining()));
        }
    }
}
