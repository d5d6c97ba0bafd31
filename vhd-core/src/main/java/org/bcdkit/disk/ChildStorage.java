package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.Storage;

/** The contents of a disk that may have a parent: some sectors are in its own file, and for the others the parent is asked. */
public abstract class ChildStorage extends BlockStorage {

    private final String file;
    private final long blockSize;
    private final int sectorSize;
    private final Optional<Storage> parent;

    /** @param file of the child, to call it by */
    protected ChildStorage(String file, long size, long blockSize, int sectorSize, Optional<VirtualDisk> parent) {
        super("the disk in " + file, size, blockSize);
        this.file = file;
        this.blockSize = blockSize;
        this.sectorSize = sectorSize;
        this.parent = parent.isPresent() ? Optional.of(parent.get().contents()) : Optional.empty();
    }

    /** Fills {@code into} from {@code offset} of the place that {@code block} has in the child's own file. */
    protected abstract void readOwn(long block, long offset, ByteBuffer into) throws IOException;

    /** Fills {@code into} from {@code offset} of {@code block} of the parent; behind the parent's end there are zeros. */
    protected final void readParent(long block, long offset, ByteBuffer into) throws IOException {
        if (parent.isEmpty()) {
            throw new ChainException(VirtualDiskStatus.PARENT_NOT_FOUND, file, List.of(), "its parent is needed to read it");
        }
        long position = block * blockSize + offset;
        int limit = into.limit();
        long available = Math.max(0, parent.get().size() - position);
        if (available < into.remaining()) {
            into.limit(into.position() + (int) available);
        }
        if (into.hasRemaining()) {
            parent.get().read(position, into);
        }
        into.limit(limit);
        fillWithZeros(into);
    }

    /**
     * Reads what the bitmap marks from the child and the rest from the parent.
     *
     * @param firstSector of the block, as the bitmap counts
     */
    protected final void readBySector(long block, long offset, ByteBuffer into, SectorBitmap bitmap, long firstSector) throws IOException {
        int filled = into.limit();
        long until = offset + into.remaining();
        long limit = firstSector + (until - 1) / sectorSize + 1;
        long at = offset;
        while (at < until) {
            long sector = firstSector + at / sectorSize;
            boolean own = bitmap.isSet(sector);
            long end = (bitmap.endOfRun(sector, limit) - firstSector) * sectorSize;
            into.limit(into.position() + (int) (Math.min(end, until) - at));
            if (own) {
                readOwn(block, at, into);
            } else {
                readParent(block, at, into);
            }
            into.limit(filled);
            at = end;
        }
    }
}
