package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.EntryTable;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.FirstFault;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.plan.Rule;
import org.bcdkit.storage.UnsupportedException;

/**
 * Goes once over the block allocation table: checks every entry, that every block lies inside the file and that none touches another or the
 * metadata, and counts. What is taken is kept as one bit a MiB, so that the largest table takes 16 MiB of memory.
 */
final class BlockSurvey implements EntryTable.Visitor {

    private final VhdxBlockTable table;
    private final List<Region> regions;
    private final boolean differencing;
    private final long blocks;
    private final int megabytesOfBlock;
    private final long fileSize;
    /** Where a block has to end that needs no closer look. */
    private final long lastMegabyte;
    private final long[] pieces = new long[EntryTable.MOST_BYTES / VhdxBlockTable.ENTRY];
    private final TakenSpace taken = new TakenSpace();
    private final Faults faults;
    private long allocated;
    private long withSpace;
    private long missingBitmaps;
    private long lostPlaces;
    private boolean chunkNeedsBitmap;
    /** Behind all that is taken, in MiB. */
    private long end;

    private BlockSurvey(VhdxBlockTable table, List<Region> regions, Faults faults) {
        this.table = table;
        this.regions = regions;
        this.faults = faults;
        this.differencing = table.metadata().parent().isPresent();
        this.blocks = table.metadata().blocks();
        this.megabytesOfBlock = table.metadata().blockSize() >> 20;
        this.fileSize = table.storage().size();
        this.lastMegabyte = Math.min(fileSize >> 20, TakenSpace.MAX_MEGABYTES);
    }

    /** @param regions what else is in the file, the header area included */
    static BlockSurvey of(VhdxBlockTable table, List<Region> regions, List<Remark> remarks) throws IOException {
        return of(table, regions, new FirstFault(remarks));
    }

    /** As {@link #of(VhdxBlockTable, List, List)}. Blocks in which faults were taken are not counted. */
    static BlockSurvey of(VhdxBlockTable table, List<Region> regions, Faults faults) throws IOException {
        BlockSurvey survey = new BlockSurvey(table, regions, faults);
        for (Region region : regions) {
            if (region.end() >> 20 <= TakenSpace.MAX_MEGABYTES) {
                survey.end = Math.max(survey.end, region.end() >> 20);
                survey.takeRegion((int) (region.offset() >> 20), (int) (region.end() >> 20));
            }
        }
        table.entries().scan(survey);
        return survey;
    }

    /** What was counted. */
    VhdxSpace space(List<Region> unknown) {
        long bytesToGrow = (blocks - withSpace) * table.metadata().blockSize() + missingBitmaps * Region.MIB;
        return new VhdxSpace(allocated, bytesToGrow, end * Region.MIB, lostPlaces, unknown);
    }

    /** Regions were compared with one another before; parts of the header area may be named twice. */
    private void takeRegion(int start, int end) {
        for (int megabyte = start; megabyte < end; megabyte++) {
            taken.take(megabyte, 1);
        }
    }

    @Override
    public void visit(long first, int count, ByteBuffer entries) throws IOException {
        // As an array, and with the number of the block counted along instead of divided out: the largest tables have 64 million entries.
        entries.asLongBuffer().get(pieces, 0, count);
        long ratio = table.chunkRatio();
        long inChunk = first % (ratio + 1);
        long block = first / (ratio + 1) * ratio + inChunk;
        for (int i = 0; i < count; i++) {
            long bits = pieces[i];
            if (inChunk == ratio) {
                bitmap(first + i, new BlockEntry(bits));
                inChunk = 0;
            } else {
                if (bits != 0 && !isPlain(bits, block)) {
                    payload(first + i, new BlockEntry(bits), block);
                }
                inChunk++;
                block++;
            }
        }
    }

    /** Counts a block with which there is nothing special, as nearly all of a large disk are; false when it has to be looked at more closely. */
    private boolean isPlain(long bits, long block) {
        long end = (bits >>> 20) + megabytesOfBlock;
        if ((bits & (1L << 20) - 1) != BlockEntry.FULLY_PRESENT || end > lastMegabyte || block >= blocks) {
            return false;
        }
        if (!taken.take((int) (bits >>> 20), megabytesOfBlock)) {
            return false;
        }
        this.end = Math.max(this.end, end);
        allocated++;
        withSpace++;
        return true;
    }

    private void payload(long index, BlockEntry entry, long block) throws IOException {
        if (entry.hasReservedBits()) {
            found(VirtualDiskRule.BLOCK_STATE, index, "has reserved bits set: its entry is 0x" + Long.toHexString(entry.bits()));
            return;
        }
        if (block >= blocks) {
            return; // a differencing disk has entries up to the end of the last chunk
        }
        switch (entry.state()) {
            case BlockEntry.NOT_PRESENT:
                return;
            case BlockEntry.ZERO:
                if (entry.bits() != BlockEntry.ZERO) {
                    found(VirtualDiskRule.ZERO_PLACE, index, "is zero and has a place at 0x" + Long.toHexString(entry.position()) + " nevertheless");
                }
                return;
            case BlockEntry.UNDEFINED:
            case BlockEntry.UNMAPPED:
                if (keepsPlace(entry, table.metadata(), fileSize)) {
                    if (take(index, entry, megabytesOfBlock)) {
                        withSpace++;
                    }
                } else if (entry.position() != 0) {
                    lostPlaces++;
                }
                return;
            case BlockEntry.PARTIALLY_PRESENT:
                if (!differencing) {
                    found(VirtualDiskRule.BLOCK_STATE, index, "is partially present, which only a differencing disk can have");
                    return;
                }
                chunkNeedsBitmap = true;
                break;
            case BlockEntry.FULLY_PRESENT:
                break;
            default:
                found(VirtualDiskRule.BLOCK_STATE, index, "is in state " + entry.state() + ", which does not exist");
                return;
        }
        if (isInsideFile(index, entry, block) && take(index, entry, megabytesOfBlock)) {
            allocated++;
            withSpace++;
        }
    }

    /**
     * Whether a block that is unmapped or undefined keeps the place that it had. Behind the end of the file that is of no use.
     *
     * @param fileSize when the image was opened
     */
    static boolean keepsPlace(BlockEntry entry, VhdxMetadata metadata, long fileSize) {
        return entry.position() != 0 && entry.megabyte() + (metadata.blockSize() >> 20) <= fileSize >> 20;
    }

    private boolean isInsideFile(long index, BlockEntry entry, long block) throws IOException {
        long blockSize = table.metadata().blockSize();
        long space = fileSize - entry.position();
        if (entry.position() < 0 || space < blockSize) {
            // Old versions of QEMU do not fill up the last block: what the disk needs of it must be there.
            long needed = Math.min(blockSize, table.metadata().virtualSize() - block * blockSize);
            if (entry.position() < 0 || space < needed) {
                found(VirtualDiskRule.BLOCK_IN_FILE, index, "lies at 0x" + Long.toHexString(entry.position()) + " and takes " + needed
                        + " bytes, but the file ends at 0x" + Long.toHexString(fileSize) + " (truncated?)");
                return false;
            }
            faults.odd(
                    Condition.LAST_BLOCK_SHORT,
                    VhdxBlockTable.STRUCTURE,
                    table.entries().positionOf(index),
                    "the file ends inside its last block, behind the last byte of the disk");
        }
        return true;
    }

    private void bitmap(long index, BlockEntry entry) throws IOException {
        if (!differencing) {
            return; // not used
        }
        if (entry.hasReservedBits() || entry.state() != BlockEntry.NOT_PRESENT && entry.state() != BlockEntry.BITMAP_PRESENT) {
            found(VirtualDiskRule.BLOCK_STATE, index, "has the entry 0x" + Long.toHexString(entry.bits()) + ", expected state 0 or 6 and no reserved bits");
        } else if (entry.state() == BlockEntry.BITMAP_PRESENT) {
            if (entry.position() < 0 || entry.position() > fileSize - Region.MIB) {
                found(VirtualDiskRule.BLOCK_IN_FILE, index, "lies at 0x" + Long.toHexString(entry.position()) + ", but the file ends at 0x"
                        + Long.toHexString(fileSize) + " (truncated?)");
            } else {
                take(index, entry, 1);
            }
        } else {
            if (chunkNeedsBitmap) {
                found(VirtualDiskRule.BITMAP_MISSING, index, "is not present, but a block that needs it is partially present");
            }
            missingBitmaps++;
        }
        chunkNeedsBitmap = false;
    }

    private void found(Rule rule, long index, String what) throws IOException {
        if (faults.wants(rule)) {
            faults.found(rule, table.problem(index, what));
        }
    }

    /** Whether that much of the file was free, and is taken now. */
    private boolean take(long index, BlockEntry entry, int length) throws IOException {
        long start = entry.megabyte();
        if (start + length > TakenSpace.MAX_MEGABYTES) {
            if (faults.wants(VirtualDiskRule.BLOCK_IN_FILE)) {
                faults.found(
                        VirtualDiskRule.BLOCK_IN_FILE,
                        new UnsupportedException(
                                table.storage().name(), VhdxBlockTable.STRUCTURE, table.entries().positionOf(index), table.nameOf(index) + " lies at 0x"
                                        + Long.toHexString(entry.position()) + "; supported are files of up to 128 TiB"));
            }
            return false;
        }
        end = Math.max(end, start + length);
        boolean isFree = taken.take((int) start, length);
        if (!isFree && faults.wants(VirtualDiskRule.BLOCK_APART)) {
            int megabyte = (int) start;
            while (!taken.isTaken(megabyte)) {
                megabyte++;
            }
            faults.found(
                    VirtualDiskRule.BLOCK_APART,
                    table.problem(index, "lies at 0x" + Long.toHexString(entry.position()) + " and overlaps " + ownerOf(megabyte, index)));
        }
        return isFree;
    }

    /** What has taken the MiB {@code megabyte} before entry {@code before} came. */
    private String ownerOf(long megabyte, long before) throws IOException {
        for (Region region : regions) {
            if (region.offset() >> 20 <= megabyte && megabyte < region.end() >> 20) {
                return "the " + region.name();
            }
        }
        for (long index = 0; index < before; index++) {
            BlockEntry entry = new BlockEntry(table.entries().get(index));
            boolean isBitmap = table.blockOf(index) < 0;
            boolean hasPlace = entry.position() != 0 && (isBitmap ? differencing && entry.state() != 0 : entry.state() != BlockEntry.NOT_PRESENT);
            if (hasPlace && entry.megabyte() <= megabyte && megabyte < entry.megabyte() + (isBitmap ? 1 : megabytesOfBlock)) {
                return table.nameOf(index) + " at 0x" + Long.toHexString(entry.position());
            }
        }
        throw new IllegalStateException("a MiB is taken by nothing: " + megabyte);
    }
}
