package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.BlockStorage;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.storage.Storage;

/** The sectors of a VHDX, block by block as their state says. MS-VHDX 2.5.1.1. */
final class VhdxContents extends BlockStorage {

    private final Storage storage;
    private final VhdxMetadata metadata;
    private final VhdxBlockTable table;
    private final Optional<Storage> parent;

    VhdxContents(Storage storage, VhdxMetadata metadata, VhdxBlockTable table, Optional<VirtualDisk> parent) {
        super("the disk in " + storage.name(), metadata.virtualSize(), metadata.blockSize());
        this.storage = storage;
        this.metadata = metadata;
        this.table = table;
        this.parent = parent.isPresent() ? Optional.of(parent.get().contents()) : Optional.empty();
    }

    @Override
    protected void readBlock(long block, long offset, ByteBuffer into) throws IOException {
        BlockEntry entry = table.payload(block);
        switch (entry.state()) {
            case BlockEntry.FULLY_PRESENT -> storage.read(entry.position() + offset, into);
            case BlockEntry.PARTIALLY_PRESENT -> readPartial(block, entry, offset, into);
            case BlockEntry.NOT_PRESENT -> readAbsent(block, offset, into);
            default -> fillWithZeros(into); // zero, unmapped, undefined: whatever the parent has there
        }
    }

    private void readAbsent(long block, long offset, ByteBuffer into) throws IOException {
        if (metadata.parent().isEmpty()) {
            fillWithZeros(into);
            return;
        }
        if (parent.isEmpty()) {
            throw new ChainException(VirtualDiskStatus.PARENT_NOT_FOUND, storage.name(), List.of(), "its parent is needed to read it");
        }
        readParent(parent.get(), block * metadata.blockSize() + offset, into);
    }

    /** A set bit in the sector bitmap means this file, a clear one the parent. */
    private void readPartial(long block, BlockEntry entry, long offset, ByteBuffer into) throws IOException {
        int sectorSize = metadata.sectorSize();
        long firstOfBlock = block % table.chunkRatio() * (metadata.blockSize() / sectorSize);
        long first = firstOfBlock + offset / sectorSize;
        long last = firstOfBlock + (offset + into.remaining() - 1) / sectorSize;
        int firstByte = (int) (first / 8);
        byte[] bitmap = storage.read(table.bitmap(block).position() + firstByte, (int) (last / 8) - firstByte + 1);
        int limit = into.limit();
        long at = offset;
        while (into.position() < limit) {
            boolean here = isHere(bitmap, firstByte, firstOfBlock + at / sectorSize);
            long end = at;
            do {
                end = (end / sectorSize + 1) * sectorSize;
            } while (end - at < limit - into.position() && isHere(bitmap, firstByte, firstOfBlock + end / sectorSize) == here);
            int length = (int) Math.min(end - at, limit - into.position());
            into.limit(into.position() + length);
            if (here) {
                storage.read(entry.position() + at, into);
            } else {
                readAbsent(block, at, into);
            }
            into.limit(limit);
            at += length;
        }
    }

    /** The lowest bit of the first byte is the first sector of the chunk. */
    private static boolean isHere(byte[] bitmap, int firstByte, long sector) {
        return (bitmap[(int) (sector / 8) - firstByte] >> sector % 8 & 1) == 1;
    }
}
