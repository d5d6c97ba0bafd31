package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.disk.BlockWriter;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewDiskLimits;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.WritableStorage;

/**
 * Writes a new VHD: of a dynamic or differencing one the copy of the footer, dynamic header, block allocation table, paths of the parent, blocks,
 * footer. Payloads start on 4 KiB borders, as Windows 8 and later place them.
 */
public final class VhdWriter {

    private static final long HEADER = 0x200;
    private static final long TABLE = 0x600;
    /** 2040 GiB: more would need block numbers that the table has no room for. */
    private static final long MAX_SIZE = NewDiskLimits.MAX_VHD;
    private static final long ALL_ONES = -1;
    private static final long WINDOWS_10 = 0x000A0000;

    private VhdWriter() {}

    /** Writes all of it, telling nobody how far it came. */
    public static void write(WritableStorage to, NewDisk disk, UUID uniqueId, Instant created) throws IOException {
        write(to, disk, uniqueId, created, Progress.NONE);
    }

    /**
     * @param to empty
     * @param uniqueId what children name the disk by; stored as Windows stores a GUID
     * @throws IllegalArgumentException when VHD has no such disk
     */
    public static void write(WritableStorage to, NewDisk disk, UUID uniqueId, Instant created, Progress progress) throws IOException {
        if (disk.sectorSize() != VhdReader.SECTOR || disk.virtualSize() <= 0 || disk.virtualSize() % VhdReader.SECTOR != 0) {
            throw new IllegalArgumentException("a VHD has whole sectors of 512 bytes");
        }
        if (disk.kind() != DiskKind.FIXED) {
            checkBlocks(disk);
        }
        switch (disk.kind()) {
            case FIXED -> writeFixed(to, disk, footer(disk, uniqueId, created), progress);
            case DYNAMIC, DIFFERENCING -> writeDynamic(to, disk, footer(disk, uniqueId, created), progress);
        }
    }

    /** The size of an image that has no blocks, in bytes; of a fixed one, what it has beside the disk. */
    public static long sizeWithoutBlocks(NewDisk disk) {
        if (disk.kind() == DiskKind.FIXED) {
            return VhdFooter.SIZE;
        }
        VhdBlockLayout layout = new VhdBlockLayout(disk.virtualSize(), disk.blockSize());
        long tableEnd = TABLE + tableLength(layout);
        Optional<NewParentLink> parent = parent(disk, tableEnd);
        return layout.next(parent.isPresent() ? parent.get().end() : tableEnd, true) + VhdFooter.SIZE;
    }

    private static int tableLength(VhdBlockLayout layout) {
        return Math.toIntExact(VhdBlockLayout.roundUp(layout.count() * VhdBlockTable.ENTRY, VhdReader.SECTOR));
    }

    private static void checkBlocks(NewDisk disk) {
        if (Integer.bitCount(disk.blockSize()) != 1 || disk.blockSize() < VhdReader.SECTOR) {
            throw new IllegalArgumentException("a VHD has blocks of a power of two from 512 bytes, not " + disk.blockSize());
        }
        if (disk.virtualSize() > MAX_SIZE) {
            throw new IllegalArgumentException("a dynamic VHD holds at most " + MAX_SIZE + " bytes, not " + disk.virtualSize());
        }
    }

    private static void writeFixed(WritableStorage to, NewDisk disk, VhdFooter footer, Progress progress) throws IOException {
        try (BlockWriter blocks = new BlockWriter(to, disk, progress)) {
            blocks.write(0, disk.virtualSize(), 0);
        }
        to.write(disk.virtualSize(), ByteBuffer.wrap(footer.toBytes()));
    }

    private static void writeDynamic(WritableStorage to, NewDisk disk, VhdFooter footer, Progress progress) throws IOException {
        VhdBlockLayout layout = new VhdBlockLayout(disk.virtualSize(), disk.blockSize());
        int tableLength = tableLength(layout);
        ByteBuffer table = ByteBuffer.allocate(tableLength).order(ByteOrder.BIG_ENDIAN);
        byte[] fullBitmap = fullBitmap(layout);
        Optional<NewParentLink> parent = parent(disk, TABLE + tableLength);
        long end = TABLE + tableLength;
        if (parent.isPresent()) {
            to.write(end, ByteBuffer.wrap(parent.get().paths()));
            end = parent.get().end();
        }
        int room = (int) layout.bitmapSize() + VhdBlockLayout.PAGE;
        byte[] front = fullBitmap;
        try (BlockWriter blocks = new BlockWriter(to, disk, room, progress)) {
            for (long block = 0; block < layout.count(); block++) {
                long bitmap = layout.next(end, true);
                front = behindZeros(bitmap - end, fullBitmap, front);
                if (blocks.writeUnlessZero(front, block * disk.blockSize(), disk.blockSize(), bitmap + layout.bitmapSize())) {
                    table.putInt((int) (bitmap / VhdReader.SECTOR));
                    end = bitmap + layout.unit();
                } else {
                    table.putInt((int) VhdBlockTable.UNUSED);
                }
            }
        }
        while (table.hasRemaining()) {
            table.putInt((int) VhdBlockTable.UNUSED);
        }
        to.write(0, ByteBuffer.wrap(footer.toBytes()));
        to.write(HEADER, ByteBuffer.wrap(header(disk, layout, parent).toBytes()));
        to.write(TABLE, table.flip());
        long last = layout.next(end, true);
        writeZeros(to, end, last);
        to.write(last, ByteBuffer.wrap(footer.toBytes()));
    }

    private static Optional<NewParentLink> parent(NewDisk disk, long offset) {
        return disk.parent().isEmpty() ? Optional.empty() : Optional.of(NewParentLink.of(disk.parent().get(), offset));
    }

    /** The gap before a block, and its bitmap: {@code last} when that has the same length, as from the second block on. */
    private static byte[] behindZeros(long gap, byte[] bitmap, byte[] last) {
        int length = (int) gap + bitmap.length;
        if (last.length == length) {
            return last;
        }
        byte[] front = new byte[length];
        System.arraycopy(bitmap, 0, front, (int) gap, bitmap.length);
        return front;
    }

    private static void writeZeros(WritableStorage to, long start, long end) throws IOException {
        to.write(start, ByteBuffer.allocate((int) (end - start)));
    }

    /** All sectors of the block are there. */
    private static byte[] fullBitmap(VhdBlockLayout layout) {
        byte[] bitmap = new byte[(int) layout.bitmapSize()];
        for (long sector = 0; sector < layout.blockSize() / VhdReader.SECTOR; sector++) {
            bitmap[(int) (sector / 8)] |= (byte) (0x80 >> sector % 8);
        }
        return bitmap;
    }

    private static VhdFooter footer(NewDisk disk, UUID uniqueId, Instant created) {
        boolean fixed = disk.kind() == DiskKind.FIXED;
        VhdGeometry geometry = VhdGeometry.of(disk.virtualSize());
        byte[] id = new byte[16];
        LittleEndian.putGuid(id, 0, uniqueId);
        return new VhdFooter(
                VhdFooter.LAYOUT
                        .blank()
                        .with(VhdFooter.FEATURES, 2L)
                        .with(VhdFooter.VERSION, 0x10000L)
                        .with(VhdFooter.DATA_OFFSET, fixed ? ALL_ONES : HEADER)
                        .with(VhdFooter.TIME_STAMP, VhdTime.fromUnix(created.getEpochSecond()))
                        .with(VhdFooter.CREATOR, "win ")
                        .with(VhdFooter.CREATOR_VERSION, WINDOWS_10)
                        .with(VhdFooter.CREATOR_HOST, "Wi2k")
                        .with(VhdFooter.ORIGINAL_SIZE, disk.virtualSize())
                        .with(VhdFooter.CURRENT_SIZE, disk.virtualSize())
                        .with(VhdFooter.CYLINDERS, (long) geometry.cylinders())
                        .with(VhdFooter.HEADS, (long) geometry.heads())
                        .with(VhdFooter.SECTORS, (long) geometry.sectors())
                        .with(VhdFooter.DISK_TYPE, (long) diskType(disk.kind()))
                        .with(VhdFooter.UNIQUE_ID, Bytes.of(id)));
    }

    private static int diskType(DiskKind kind) {
        return switch (kind) {
            case FIXED -> VhdFooter.FIXED;
            case DYNAMIC -> VhdFooter.DYNAMIC;
            case DIFFERENCING -> VhdFooter.DIFFERENCING;
        };
    }

    private static VhdDynamicHeader header(NewDisk disk, VhdBlockLayout layout, Optional<NewParentLink> parent) {
        VhdDynamicHeader header = new VhdDynamicHeader(
                VhdDynamicHeader.LAYOUT
                        .blank()
                        .with(VhdDynamicHeader.NEXT, ALL_ONES)
                        .with(VhdDynamicHeader.TABLE_OFFSET, TABLE)
                        .with(VhdDynamicHeader.VERSION, 0x10000L)
                        .with(VhdDynamicHeader.MAX_ENTRIES, layout.count())
                        .with(VhdDynamicHeader.BLOCK_SIZE, (long) disk.blockSize()));
        return parent.isEmpty() ? header : parent.get().in(header);
    }
}
