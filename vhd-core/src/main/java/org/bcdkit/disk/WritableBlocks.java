package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableStorage;

/**
 * A disk kept in blocks, opened to be written to. What is written to a block that has a place goes there at once. Blocks without one are kept in memory,
 * and get their places together when that is asked for with {@code force}, or when they are many.
 */
public abstract class WritableBlocks implements WritableDisk {

    private final VirtualDisk opened;
    private final long blockSize;
    private final int sectorSize;
    private final NewBlocks blocks;
    private final Contents contents;
    private boolean hasFailed;
    private boolean isClosed;

    /** @param opened the disk before anything was written; closed with this */
    protected WritableBlocks(VirtualDisk opened) {
        this.opened = opened;
        this.blockSize = opened.blocks().orElseThrow().blockSize();
        this.sectorSize = opened.sectorSize();
        this.blocks = new NewBlocks(blockSize, sectorSize);
        this.contents = new Contents(opened);
    }

    /** The disk as the file and what is staged for it say: without the blocks that have no place yet. */
    protected abstract VirtualDisk placed() throws IOException;

    /** The sectors of that disk. */
    protected abstract Storage placedContents();

    /** Whether {@code block} has a place in the file, so that it can be written to there. */
    protected abstract boolean hasPlace(long block) throws IOException;

    /** Whether {@code block}, which has no place, reads as zeros, whatever a parent has there. */
    protected abstract boolean isZero(long block) throws IOException;

    /** Writes whole sectors from {@code offset} of {@code block}, which has a place. */
    protected abstract void writePlaced(long block, long offset, ByteBuffer from) throws IOException;

    /** Gives {@code added} their places, and returns when they and all that was written before are safe on the medium. */
    protected abstract void commit(NewBlocks added) throws IOException;

    /** Forgets what is staged and not in the file. */
    protected abstract void abandon();

    /** Comes last of all, when everything is safe that will be. */
    protected abstract void end() throws IOException;

    /**
     * As {@code force} of {@link #contents()}. When it fails, the file is as after a power failure, and stays so: of the blocks some may have their places
     * and others not, and what a medium lost that could not be forced it may say no more the next time.
     */
    protected final void commit() throws IOException {
        checkNotFailed();
        hasFailed = true; // until all is done
        try {
            commit(blocks);
            hasFailed = false;
        } finally {
            blocks.clear();
            if (hasFailed) {
                abandon();
            }
        }
    }

    private void checkNotFailed() throws HostException {
        if (hasFailed) {
            throw new HostException(
                    opened.name() + " is not written to any more, since that failed before", "It is as it was when it was written to last; open it again.");
        }
    }

    @Override
    public final VirtualDisk disk() throws IOException {
        return new DiskBeingWritten(placed(), contents);
    }

    @Override
    public final WritableStorage contents() {
        return contents;
    }

    /** After a failure, of which the caller was told, nothing more is written but that the log is not in use. */
    @Override
    public final void close() throws IOException {
        try (opened) {
            if (!isClosed) {
                isClosed = true;
                if (!hasFailed) {
                    commit();
                }
                end();
            }
        }
    }

    private void writeBlock(long block, long offset, ByteBuffer from) throws IOException {
        if (!blocks.has(block) && hasPlace(block)) {
            writePlaced(block, offset, from);
        } else if (blocks.has(block) || !isZero(block) || !isZero(from)) {
            blocks.write(block, offset, from);
        }
        if (blocks.isFull()) {
            commit();
        }
    }

    static boolean isZero(ByteBuffer bytes) {
        int at = bytes.position();
        for (; at + 8 <= bytes.limit(); at += 8) {
            if (bytes.getLong(at) != 0) {
                return false;
            }
        }
        for (; at < bytes.limit(); at++) {
            if (bytes.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private final class Contents extends BlockStorage implements WritableStorage {

        Contents(VirtualDisk opened) {
            super("the disk in " + opened.name(), opened.virtualSize(), blockSize);
        }

        @Override
        protected void readBlock(long block, long offset, ByteBuffer into) throws IOException {
            int start = into.position();
            int length = into.remaining();
            placedContents().read(block * blockSize + offset, into);
            blocks.readOver(block, offset, into, start, length);
        }

        @Override
        public void write(long position, ByteBuffer from) throws IOException {
            if (position < 0 || position > size() - from.remaining()) {
                throw new IllegalArgumentException(from.remaining() + " bytes at " + position + " of " + size());
            }
            checkNotFailed();
            if (position % sectorSize == 0 && from.remaining() % sectorSize == 0) {
                writeSectors(position, from);
            } else if (from.hasRemaining()) {
                writePartsOfSectors(position, from);
            }
        }

        private void writePartsOfSectors(long position, ByteBuffer from) throws IOException {
            long start = position / sectorSize * sectorSize;
            long end = (position + from.remaining() + sectorSize - 1) / sectorSize * sectorSize;
            byte[] sectors = read(start, Math.toIntExact(end - start));
            from.get(sectors, (int) (position - start), from.remaining());
            writeSectors(start, ByteBuffer.wrap(sectors));
        }

        private void writeSectors(long position, ByteBuffer from) throws IOException {
            long at = position;
            int limit = from.limit();
            while (from.position() < limit) {
                long offset = at % blockSize;
                int length = (int) Math.min(limit - from.position(), blockSize - offset);
                from.limit(from.position() + length);
                writeBlock(at / blockSize, offset, from);
                from.position(from.limit()).limit(limit); // zeros that need no place were not taken out
                at += length;
            }
        }

        @Override
        public void force() throws IOException {
            commit();
        }
    }
}
