package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.EntryTable;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.FirstFault;
import org.bcdkit.disk.SectorBitmap;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/**
 * Where the blocks of a VHDX are. After the entries of as many payload blocks as share a sector bitmap comes the entry of that bitmap. MS-VHDX
 * 2.5.
 */
final class VhdxBlockTable {

    static final String STRUCTURE = "VHDX block allocation table";
    static final int ENTRY = 8;
    /** A disk of 64 TiB in blocks of 1 MiB. */
    private static final long MAX_BLOCKS = 64L << 20;

    private final Storage storage;
    private final long start;
    private final VhdxMetadata metadata;
    private final EntryTable entries;
    private final long chunkRatio;

    private VhdxBlockTable(Storage storage, long start, VhdxMetadata metadata) throws IOException {
        this.storage = storage;
        this.start = start;
        this.metadata = metadata;
        this.entries = new EntryTable(storage, start, ENTRY, entryCount(metadata), ByteOrder.LITTLE_ENDIAN);
        this.chunkRatio = metadata.chunkRatio();
    }

    static VhdxBlockTable open(Storage storage, Region region, VhdxMetadata metadata) throws IOException {
        return open(storage, region, metadata, new FirstFault(List.of())).orElseThrow();
    }

    /** As {@link #open(Storage, Region, VhdxMetadata)}; empty when the region has no room for the table, or nobody for such a table. */
    static Optional<VhdxBlockTable> open(Storage storage, Region region, VhdxMetadata metadata, Faults faults) throws IOException {
        long blocks = metadata.blocks();
        long count = entryCount(metadata);
        if (count > region.length() / ENTRY) {
            faults.found(
                    VirtualDiskRule.TABLE_ROOM,
                    new MalformedException(
                            storage.name(), STRUCTURE, region.offset(), "the region has room for " + region.length() / ENTRY + " entries, a disk of "
                                    + metadata.virtualSize() + " bytes in blocks of " + metadata.blockSize() + " needs " + count));
            return Optional.empty();
        }
        if (blocks > MAX_BLOCKS) {
            faults.found(
                    VirtualDiskRule.VHDX_SIZE,
                    new UnsupportedException(
                            storage.name(), STRUCTURE, region.offset(), "the disk has " + blocks + " blocks, supported are " + MAX_BLOCKS));
            return Optional.empty();
        }
        return Optional.of(new VhdxBlockTable(storage, region.offset(), metadata));
    }

    /** The same table, read from another storage. */
    VhdxBlockTable over(Storage other) throws IOException {
        return new VhdxBlockTable(other, start, metadata);
    }

    /** Entries of payload and sector bitmap blocks together. */
    static long entryCount(VhdxMetadata metadata) {
        long blocks = metadata.blocks();
        long ratio = metadata.chunkRatio();
        return metadata.parent().isPresent() ? (blocks + ratio - 1) / ratio * (ratio + 1) : blocks + (blocks - 1) / ratio;
    }

    /** The entry of payload block {@code block}. */
    BlockEntry payload(long block) throws IOException {
        return new BlockEntry(entries.get(indexOf(block)));
    }

    /** Number of the entry of payload block {@code block}. */
    long indexOf(long block) {
        return block + block / chunkRatio;
    }

    /** The entry of the sector bitmap block that {@code block} shares with its chunk. */
    BlockEntry bitmap(long block) throws IOException {
        return new BlockEntry(entries.get(indexOfBitmap(block)));
    }

    /** Number of the entry of the sector bitmap block that {@code block} shares with its chunk. */
    long indexOfBitmap(long block) {
        return (block / chunkRatio + 1) * (chunkRatio + 1) - 1;
    }

    /** Number of the first bit of {@code block} in the sector bitmap, which all blocks of a chunk share. */
    long firstSector(long block) {
        return block % chunkRatio * (metadata.blockSize() / metadata.sectorSize());
    }

    /** The bits of the sectors from {@code first} to {@code last}, counted from the first of the chunk of {@code block}. */
    SectorBitmap sectors(long block, long first, long last) throws IOException {
        return SectorBitmap.read(storage, bitmap(block).position(), first, last, false);
    }

    /** Number of the payload block that entry {@code index} is for, or -1 when it is for a sector bitmap. */
    long blockOf(long index) {
        long inChunk = index % (chunkRatio + 1);
        return inChunk == chunkRatio ? -1 : index / (chunkRatio + 1) * chunkRatio + inChunk;
    }

    /** What the blocks are called in messages. */
    String nameOf(long index) {
        long block = blockOf(index);
        return block < 0 ? "sector bitmap " + index / (chunkRatio + 1) : "block " + block;
    }

    MalformedException problem(long index, String what) {
        return new MalformedException(storage.name(), STRUCTURE, entries.positionOf(index), nameOf(index) + " " + what);
    }

    EntryTable entries() {
        return entries;
    }

    VhdxMetadata metadata() {
        return metadata;
    }

    long chunkRatio() {
        return chunkRatio;
    }

    Storage storage() {
        return storage;
    }
}
