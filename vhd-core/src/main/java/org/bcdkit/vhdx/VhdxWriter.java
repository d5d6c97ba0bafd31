package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bcdkit.disk.BlockWriter;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.WritableStorage;

/**
 * Writes a new VHDX, laid out as Windows does it: header area, log, metadata and block allocation table from one MiB to the
 * next, then the blocks.
 */
public final class VhdxWriter {

    static final long LOG = 1 << 20;
    static final long METADATA = 2 << 20;
    static final long TABLE = 3 << 20;
    private static final String CREATOR = "bcdkit";
    private static final int IDENTIFIER_LENGTH = 64 << 10;
    private static final int PHYSICAL_SECTOR = 4096;
    private static final long MAX_SIZE = 64L << 40;

    private VhdxWriter() {}

    /** Writes all of it, telling nobody how far it came. */
    public static void write(WritableStorage to, NewDisk disk, VhdxIdentity identity) throws IOException {
        write(to, disk, identity, Progress.NONE);
    }

    /**
     * @param to empty
     * @throws IllegalArgumentException when VHDX has no such disk
     */
    public static void write(WritableStorage to, NewDisk disk, VhdxIdentity identity, Progress progress) throws IOException {
        VhdxMetadata metadata = metadata(disk, identity.disk());
        long tableLength = tableLength(metadata);
        ByteBuffer table = writeBlocks(to, disk, metadata, tableLength, progress);
        to.write(TABLE, table);
        to.write(METADATA, ByteBuffer.wrap(metadataRegion(metadata)));
        to.write(LOG, ByteBuffer.allocate((int) Region.MIB));
        to.write(IDENTIFIER_LENGTH, ByteBuffer.wrap(headerArea(identity, tableLength)));
        // Last: until then nobody takes the file for a VHDX.
        to.write(0, ByteBuffer.wrap(fileIdentifier()));
    }

    /** The size of an image that has no blocks, in bytes. */
    public static long sizeWithoutBlocks(NewDisk disk) {
        return TABLE + tableLength(metadata(disk, VhdxHeader.NONE));
    }

    private static long tableLength(VhdxMetadata metadata) {
        return roundUp(VhdxBlockTable.entryCount(metadata) * VhdxBlockTable.ENTRY);
    }

    private static VhdxMetadata metadata(NewDisk disk, UUID diskId) {
        boolean possible =
                (disk.sectorSize() == 512 || disk.sectorSize() == 4096)
                        && disk.virtualSize() > 0
                        && disk.virtualSize() <= MAX_SIZE
                        && disk.virtualSize() % disk.sectorSize() == 0
                        && Integer.bitCount(disk.blockSize()) == 1
                        && disk.blockSize() >= 1 << 20
                        && disk.blockSize() <= 256 << 20;
        if (!possible) {
            throw new IllegalArgumentException("no VHDX can be like this: " + disk.kind().word() + ", " + disk.virtualSize() + " bytes, sectors of "
                    + disk.sectorSize() + ", blocks of " + disk.blockSize());
        }
        return new VhdxMetadata(
                disk.virtualSize(),
                disk.blockSize(),
                disk.kind() == DiskKind.FIXED,
                disk.sectorSize(),
                PHYSICAL_SECTOR,
                diskId,
                disk.parent());
    }

    /** Writes the blocks that hold something, of a fixed disk all; returns the table that says where. */
    private static ByteBuffer writeBlocks(WritableStorage to, NewDisk disk, VhdxMetadata metadata, long tableLength, Progress progress) throws IOException {
        ByteBuffer table = ByteBuffer.allocate(Math.toIntExact(tableLength)).order(ByteOrder.LITTLE_ENDIAN);
        long at = TABLE + tableLength;
        try (BlockWriter blocks = new BlockWriter(to, disk, progress)) {
            for (long block = 0; block < metadata.blocks(); block++) {
                long start = block * disk.blockSize();
                boolean present = true;
                if (disk.kind() == DiskKind.FIXED) {
                    blocks.write(start, disk.blockSize(), at);
                } else {
                    present = blocks.writeUnlessZero(start, disk.blockSize(), at);
                }
                if (present) {
                    long index = block + block / metadata.chunkRatio();
                    table.putLong((int) (index * VhdxBlockTable.ENTRY), BlockEntry.of(BlockEntry.FULLY_PRESENT, at).bits());
                    at += disk.blockSize();
                }
            }
        }
        return table;
    }

    private static byte[] fileIdentifier() {
        byte[] identifier = new byte[IDENTIFIER_LENGTH];
        put(identifier, 0, VhdxReader.SIGNATURE);
        put(identifier, VhdxReader.SIGNATURE.length, CREATOR.getBytes(StandardCharsets.UTF_16LE));
        return identifier;
    }

    /** All of the first MiB behind the file identifier. What lies between the structures is written too: a hole is a hole. */
    private static byte[] headerArea(VhdxIdentity identity, long tableLength) {
        byte[] area = new byte[(int) Region.MIB - IDENTIFIER_LENGTH];
        byte[] regions = regionTable(tableLength);
        put(area, (int) VhdxHeader.FIRST - IDENTIFIER_LENGTH, header(identity, 1));
        put(area, (int) VhdxHeader.SECOND - IDENTIFIER_LENGTH, header(identity, 2));
        put(area, (int) RegionTable.FIRST - IDENTIFIER_LENGTH, regions);
        put(area, (int) RegionTable.SECOND - IDENTIFIER_LENGTH, regions);
        return area;
    }

    private static byte[] header(VhdxIdentity identity, long sequence) {
        return VhdxHeader.LAYOUT
                .blank()
                .with(VhdxHeader.SEQUENCE, sequence)
                .with(VhdxHeader.FILE_WRITE_GUID, identity.fileWrite())
                .with(VhdxHeader.DATA_WRITE_GUID, identity.dataWrite())
                .with(VhdxHeader.VERSION, 1L)
                .with(VhdxHeader.LOG_LENGTH, Region.MIB)
                .with(VhdxHeader.LOG_OFFSET, LOG)
                .sealed()
                .toArray();
    }

    private static byte[] regionTable(long tableLength) {
        byte[] entries = new byte[RegionTable.ENTRIES.length()];
        put(entries, 0, region(RegionTable.TABLE_GUID, TABLE, tableLength));
        put(entries, RegionTable.ENTRY_SIZE, region(RegionTable.METADATA_GUID, METADATA, Region.MIB));
        return RegionTable.LAYOUT.blank().with(RegionTable.COUNT, 2L).with(RegionTable.ENTRIES, Bytes.of(entries)).sealed().toArray();
    }

    private static StructImage region(UUID guid, long offset, long length) {
        return RegionTable.ENTRY
                .blank()
                .with(RegionTable.GUID, guid)
                .with(RegionTable.OFFSET, offset)
                .with(RegionTable.LENGTH, length)
                .with(RegionTable.FLAGS, 1L);
    }

    private static byte[] metadataRegion(VhdxMetadata metadata) {
        MetadataRegion region = new MetadataRegion();
        long flags = (metadata.leaveAllocated() ? VhdxMetadata.LEAVE_ALLOCATED : 0) | (metadata.parent().isPresent() ? VhdxMetadata.HAS_PARENT : 0);
        region.add(
                VhdxMetadata.FILE_PARAMETERS,
                MetadataTable.REQUIRED,
                VhdxMetadata.PARAMETERS.blank().with(VhdxMetadata.BLOCK_SIZE, (long) metadata.blockSize()).with(VhdxMetadata.FLAGS, flags));
        int ofDisk = MetadataTable.REQUIRED | MetadataTable.VIRTUAL_DISK;
        region.add(VhdxMetadata.VIRTUAL_SIZE, ofDisk, VhdxMetadata.SIZE.blank().with(VhdxMetadata.SIZE_IN_BYTES, metadata.virtualSize()));
        region.add(VhdxMetadata.DISK_ID, ofDisk, VhdxMetadata.ID.blank().with(VhdxMetadata.ID_GUID, metadata.diskId()));
        region.add(VhdxMetadata.LOGICAL_SECTOR, ofDisk, sector(metadata.sectorSize()));
        region.add(VhdxMetadata.PHYSICAL_SECTOR, ofDisk, sector(metadata.physicalSectorSize()));
        if (metadata.parent().isPresent()) {
            region.add(VhdxMetadata.PARENT_LOCATOR, MetadataTable.REQUIRED, VhdxParentLocator.item(metadata.parent().get()));
        }
        return region.toBytes();
    }

    private static StructImage sector(int size) {
        return VhdxMetadata.SECTOR.blank().with(VhdxMetadata.SECTOR_IN_BYTES, (long) size);
    }

    /** A metadata region that is being filled, one item behind the other. */
    private static final class MetadataRegion {
        private final byte[] bytes = new byte[(int) Region.MIB];
        private long count;
        private int end = MetadataTable.SIZE;

        void add(UUID guid, int flags, StructImage item) {
            add(guid, flags, item.toArray());
        }

        void add(UUID guid, int flags, byte[] item) {
            StructImage entry =
                    MetadataTable.ENTRY
                            .blank()
                            .with(MetadataTable.ITEM, guid)
                            .with(MetadataTable.OFFSET, (long) end)
                            .with(MetadataTable.LENGTH, (long) item.length)
                            .with(MetadataTable.FLAGS, (long) flags);
            put(bytes, MetadataTable.LAYOUT.size() + (int) count * MetadataTable.ENTRY.size(), entry);
            put(bytes, end, item);
            end += item.length;
            count++;
        }

        byte[] toBytes() {
            put(bytes, 0, MetadataTable.LAYOUT.blank().with(MetadataTable.COUNT, count));
            return bytes;
        }
    }

    private static void put(byte[] bytes, int at, StructImage image) {
        put(bytes, at, image.toArray());
    }

    private static void put(byte[] bytes, int at, byte[] content) {
        System.arraycopy(content, 0, bytes, at, content.length);
    }

    private static long roundUp(long length) {
        return (length + Region.MIB - 1) / Region.MIB * Region.MIB;
    }
}
