package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.disk.BlockStorage;
import org.bcdkit.storage.Storage;

/**
 * The sectors of a dynamic VHD; blocks without a place are zero. Bitmaps are not looked at: Windows leaves no stale data behind a clear bit, and
 * QEMU does not look at them either.
 */
final class DynamicContents extends BlockStorage {

    private final Storage storage;
    private final VhdBlockLayout layout;
    private final VhdBlockTable table;

    DynamicContents(Storage storage, VhdBlockLayout layout, VhdBlockTable table) {
        super("the disk in " + storage.name(), layout.virtualSize(), layout.blockSize());
        this.storage = storage;
        this.layout = layout;
        this.table = table;
    }

    @Override
    protected void readBlock(long block, long offset, ByteBuffer into) throws IOException {
        long position = table.position(block);
        if (position < 0) {
            fillWithZeros(into);
        } else {
            storage.read(position + layout.bitmapSize() + offset, into);
        }
    }
}
