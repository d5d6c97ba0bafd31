package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.UUID;
import org.bcdkit.disk.BlockWriter;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.WritableStorage;

/**
 * Writes a new fixed or dynamic VHD: of a dynamic one the copy of the footer, dynamic header, block allocation table, blocks, footer. Payloads
 * start on 4 KiB borders, as Windows 8 and later place them.
 */
public final class VhdWriter {

    private static final long HEADER = 0x200;
    private static final long TABLE = 0x600;
    private static final int PAGE = 4096;
    private static final long ALL_ONES = -1;
    private static final long WINDOWS_10 = 0x000A0000;

    private VhdWriter() {}

    /**
     * @param to empty
     * @param uniqueId what children name the disk by; stored as Windows stores a GUID
     * @throws IllegalArgumentException when VHD has no such disk
     */
    public static void write(WritableStorage to, NewDisk disk, UUID uniqueId, Instant created) throws IOException {
        if (disk.sectorSize() != VhdReader.SECTOR || disk.virtualSize() <= 0 || disk.virtualSize() % VhdReader.SECTOR != 0) {
            throw new IllegalArgumentException("a VHD has whole sectors of 512 bytes");
        }
        switch (disk.kind()) {
            case FIXED -> writeFixed(to, disk, footer(disk, uniqueId, created));
            case DYNAMIC -> writeDynamic(to, disk, footer(disk, uniqueId, created));
            case DIFFERENCING -> throw new IllegalArgumentException("a differencing disk has a parent");
        }
    }

    private static void writeFixed(WritableStorage to, NewDisk disk, VhdFooter footer) throws IOException {
        new BlockWriter(to, disk).write(0, disk.virtualSize(), 0);
        to.write(disk.virtualSize(), ByteBuffer.wrap(footer.toBytes()));
    }

    private static void writeDynamic(WritableStorage to, NewDisk disk, VhdFooter footer) throws IOException {
        VhdBlockLayout layout = new VhdBlockLayout(disk.virtualSize(), disk.blockSize());
        int tableLength = Math.toIntExact(VhdBlockLayout.roundUp(layout.count() * VhdBlockTable.ENTRY, VhdReader.SECTOR));
        ByteBuffer table = ByteBuffer.allocate(tableLength).order(ByteOrder.BIG_ENDIAN);
        long at = firstBlock(TABLE + tableLength, layout);
        BlockWriter blocks = new BlockWriter(to, disk);
        for (long block = 0; block < tableLength / VhdBlockTable.ENTRY; block++) {
            long start = block * disk.blockSize();
            if (block >= layout.count() || !disk.holdsAnything(start, start + disk.blockSize())) {
                table.putInt((int) VhdBlockTable.UNUSED);
                continue;
            }
            table.putInt((int) (at / VhdReader.SECTOR));
            to.write(at, ByteBuffer.wrap(fullBitmap(layout)));
            blocks.write(start, disk.blockSize(), at + layout.bitmapSize());
            at += VhdBlockLayout.roundUp(layout.unit(), PAGE);
        }
        to.write(0, ByteBuffer.wrap(footer.toBytes()));
        to.write(HEADER, ByteBuffer.wrap(header(disk, layout).toBytes()));
        to.write(TABLE, table.flip());
        to.write(at, ByteBuffer.wrap(footer.toBytes()));
    }

    /** The first place behind the table whose payload starts on a border. */
    private static long firstBlock(long endOfTable, VhdBlockLayout layout) {
        return VhdBlockLayout.roundUp(endOfTable + layout.bitmapSize(), PAGE) - layout.bitmapSize();
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
                        .with(VhdFooter.DISK_TYPE, (long) (fixed ? VhdFooter.FIXED : VhdFooter.DYNAMIC))
                        .with(VhdFooter.UNIQUE_ID, Bytes.of(id)));
    }

    private static VhdDynamicHeader header(NewDisk disk, VhdBlockLayout layout) {
        return new VhdDynamicHeader(
                VhdDynamicHeader.LAYOUT
                        .blank()
                        .with(VhdDynamicHeader.NEXT, ALL_ONES)
                        .with(VhdDynamicHeader.TABLE_OFFSET, TABLE)
                        .with(VhdDynamicHeader.VERSION, 0x10000L)
                        .with(VhdDynamicHeader.MAX_ENTRIES, layout.count())
                        .with(VhdDynamicHeader.BLOCK_SIZE, (long) disk.blockSize()));
    }
}
