package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.BlockStorage;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.storage.Storage;

/** The sectors of a differencing VHD: a set bit in a block's bitmap means this file, a clear one the parent. */
final class DifferencingContents extends BlockStorage {

    private final Storage storage;
    private final VhdBlockLayout layout;
    private final VhdBlockTable table;
    private final Optional<Storage> parent;

    DifferencingContents(Storage storage, VhdBlockLayout layout, VhdBlockTable table, Optional<VirtualDisk> parent) {
        super("the disk in " + storage.name(), layout.virtualSize(), layout.blockSize());
        this.storage = storage;
        this.layout = layout;
        this.table = table;
        this.parent = parent.isPresent() ? Optional.of(parent.get().contents()) : Optional.empty();
    }

    @Override
    protected void readBlock(long block, long offset, ByteBuffer into) throws IOException {
        long position = table.position(block);
        long inDisk = block * layout.blockSize() + offset;
        if (position < 0) {
            fromParent(inDisk, into);
            return;
        }
        long firstSector = offset / VhdReader.SECTOR;
        long lastSector = (offset + into.remaining() - 1) / VhdReader.SECTOR;
        int firstByte = (int) (firstSector / 8);
        byte[] bitmap = storage.read(position + firstByte, (int) (lastSector / 8) - firstByte + 1);
        int limit = into.limit();
        long at = offset;
        while (into.position() < limit) {
            boolean here = isHere(bitmap, firstByte, at / VhdReader.SECTOR);
            long end = at;
            do {
                end = (end / VhdReader.SECTOR + 1) * VhdReader.SECTOR;
            } while (end - at < limit - into.position() && isHere(bitmap, firstByte, end / VhdReader.SECTOR) == here);
            int length = (int) Math.min(end - at, limit - into.position());
            into.limit(into.position() + length);
            if (here) {
                storage.read(position + layout.bitmapSize() + at, into);
            } else {
                fromParent(block * layout.blockSize() + at, into);
            }
            into.limit(limit);
            at += length;
        }
    }

    /** The highest bit of the first byte is the first sector. */
    private static boolean isHere(byte[] bitmap, int firstByte, long sector) {
        return (bitmap[(int) (sector / 8) - firstByte] >> 7 - sector % 8 & 1) == 1;
    }

    private void fromParent(long position, ByteBuffer into) throws IOException {
        if (parent.isEmpty()) {
            throw new ChainException(VirtualDiskStatus.PARENT_NOT_FOUND, storage.name(), List.of(), "its parent is needed to read it");
        }
        readParent(parent.get(), position, into);
    }
}
