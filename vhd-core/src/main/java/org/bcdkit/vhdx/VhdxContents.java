package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bcdkit.disk.ChildStorage;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Storage;

/** The sectors of a VHDX, block by block as their state says. MS-VHDX 2.5.1.1. */
final class VhdxContents extends ChildStorage {

    private final Storage storage;
    private final VhdxMetadata metadata;
    private final VhdxBlockTable table;

    VhdxContents(Storage storage, VhdxMetadata metadata, VhdxBlockTable table, Optional<VirtualDisk> parent) {
        super(storage.name(), metadata.virtualSize(), metadata.blockSize(), metadata.sectorSize(), parent);
        this.storage = storage;
        this.metadata = metadata;
        this.table = table;
    }

    @Override
    protected void readBlock(long block, long offset, ByteBuffer into) throws IOException {
        switch (table.payload(block).state()) {
            case BlockEntry.FULLY_PRESENT -> readOwn(block, offset, into);
            case BlockEntry.PARTIALLY_PRESENT -> readPartial(block, offset, into);
            case BlockEntry.NOT_PRESENT -> readAbsent(block, offset, into);
            default -> fillWithZeros(into); // zero, unmapped, undefined: whatever the parent has there
        }
    }

    @Override
    protected void readOwn(long block, long offset, ByteBuffer into) throws IOException {
        storage.read(table.payload(block).position() + offset, into);
    }

    private void readAbsent(long block, long offset, ByteBuffer into) throws IOException {
        if (metadata.parent().isPresent()) {
            readParent(block, offset, into);
        } else {
            fillWithZeros(into);
        }
    }

    /** A set bit in the sector bitmap means this file, a clear one the parent. */
    private void readPartial(long block, long offset, ByteBuffer into) throws IOException {
        int sectorSize = metadata.sectorSize();
        long firstOfBlock = table.firstSector(block);
        long first = firstOfBlock + offset / sectorSize;
        long last = firstOfBlock + (offset + into.remaining() - 1) / sectorSize;
        readBySector(block, offset, into, table.sectors(block, first, last), firstOfBlock);
    }
}
