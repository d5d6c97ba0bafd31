package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bcdkit.disk.ChildStorage;
import org.bcdkit.disk.SectorBitmap;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Storage;

/** The sectors of a differencing VHD: a set bit in a block's bitmap means this file, a clear one the parent. */
final class DifferencingContents extends ChildStorage {

    private final Storage storage;
    private final VhdBlockLayout layout;
    private final VhdBlockTable table;

    DifferencingContents(Storage storage, VhdBlockLayout layout, VhdBlockTable table, Optional<VirtualDisk> parent) {
        super(storage.name(), layout.virtualSize(), layout.blockSize(), VhdReader.SECTOR, parent);
        this.storage = storage;
        this.layout = layout;
        this.table = table;
    }

    @Override
    protected void readBlock(long block, long offset, ByteBuffer into) throws IOException {
        long position = table.position(block);
        if (position < 0) {
            readParent(block, offset, into);
            return;
        }
        long last = (offset + into.remaining() - 1) / VhdReader.SECTOR;
        readBySector(block, offset, into, SectorBitmap.read(storage, position, offset / VhdReader.SECTOR, last, true), 0);
    }

    @Override
    protected void readOwn(long block, long offset, ByteBuffer into) throws IOException {
        storage.read(table.position(block) + layout.bitmapSize() + offset, into);
    }
}
