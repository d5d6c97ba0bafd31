package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.disk.EntryTable;
import org.bcdkit.disk.NewBlocks;
import org.bcdkit.disk.StagedPages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.WritableBlocks;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableStorage;

/**
 * A VHDX that is opened to be written to. New blocks get their places behind those there are. When they are safe there, the entries that lead to them come
 * into the block allocation table through the log.
 */
final class WritableVhdx extends WritableBlocks {

    /** Placing a block stages two pages of the table and the bits of its sectors, which are 16 pages at most. */
    private static final int MOST_STAGED = VhdxJournal.MOST_PAGES - 18;

    private final WritableStorage file;
    private final StagedPages staged;
    private final VhdxJournal journal;
    private final VhdxMetadata metadata;
    private final int sectorsOfBlock;
    private final Vhdx opened;
    private final UUID dataWrite;
    private Vhdx disk;
    private Storage contents;
    private long end;
    private long lostPlaces;

    private WritableVhdx(WritableStorage file, StagedPages staged, Vhdx opened, UUID dataWrite) throws IOException {
        super(opened);
        this.file = file;
        this.dataWrite = dataWrite;
        this.staged = staged;
        this.journal = new VhdxJournal(file, opened.header());
        this.metadata = opened.metadata();
        this.sectorsOfBlock = metadata.blockSize() / metadata.sectorSize();
        this.end = opened.space().end();
        this.lostPlaces = opened.space().lostPlaces();
        this.opened = opened;
        // A log that is in use is replayed in memory until the first write.
        this.disk = opened.header().hasLog() ? opened : opened.over(staged);
        this.contents = disk.contents();
    }

    /**
     * @param opened the disk in {@code file}, with its parents
     * @param dataWrite what names the disk to its children when it has been changed
     */
    static WritableVhdx of(WritableStorage file, Vhdx opened, UUID dataWrite) throws IOException {
        return new WritableVhdx(file, new StagedPages(file, LogEntry.SECTOR), opened, dataWrite);
    }

    /** @throws UnsupportedException when there is no room for a log, when replaying it would take too much, or what depends on the disk is not known */
    static void check(Vhdx opened) throws IOException {
        if (opened.header().log().length() == 0) {
            throw new UnsupportedException(
                    opened.name(), VhdxHeader.LAYOUT.name(), opened.header().positionOf(VhdxHeader.LOG_LENGTH), "it has no log, without which it cannot be"
                            + " written to safely");
        }
        if (!opened.space().unknown().isEmpty()) {
            Region region = opened.space().unknown().get(0);
            throw new UnsupportedException(
                    opened.name(), RegionTable.LAYOUT.name(), RegionTable.FIRST, "the " + region.name() + " is not known here, and may depend on what is"
                            + " written");
        }
        if (opened.header().hasLog()) {
            VhdxLog.checkReplay(opened.file(), opened.header());
        }
    }

    @Override
    protected VirtualDisk placed() throws IOException {
        VirtualDisk now = VhdxReader.open(staged);
        return opened.parent().isPresent() ? now.withParent(opened.parent().get(), opened.remarks()) : now;
    }

    @Override
    protected Storage placedContents() {
        return contents;
    }

    @Override
    protected boolean hasPlace(long block) throws IOException {
        int state = disk.table().payload(block).state();
        return state == BlockEntry.FULLY_PRESENT || state == BlockEntry.PARTIALLY_PRESENT;
    }

    /** Zero, unmapped and undefined blocks hide those of a parent. */
    @Override
    protected boolean isZero(long block) throws IOException {
        return metadata.parent().isEmpty() || disk.table().payload(block).state() != BlockEntry.NOT_PRESENT;
    }

    private void begin() throws IOException {
        if (!journal.hasBegun()) {
            journal.begin(Optional.of(dataWrite));
            disk = opened.over(staged);
            contents = disk.contents();
        }
    }

    @Override
    protected void writePlaced(long block, long offset, ByteBuffer from) throws IOException {
        begin();
        BlockEntry entry = disk.table().payload(block);
        int first = (int) (offset / metadata.sectorSize());
        int behind = first + from.remaining() / metadata.sectorSize();
        file.write(entry.position() + offset, from);
        if (entry.state() == BlockEntry.PARTIALLY_PRESENT) {
            mark(block, first, behind);
            if (staged.pages().size() > MOST_STAGED) {
                commit();
            }
        }
    }

    /** Sectors whose bit is clear are not seen until the bit is in the file too. */
    private void mark(long block, int first, int behind) throws IOException {
        long bits = disk.table().bitmap(block).position() + disk.table().firstSector(block) / 8;
        byte[] bytes = staged.read(bits + first / 8, (behind - 1) / 8 - first / 8 + 1);
        byte[] before = bytes.clone();
        for (int sector = first; sector < behind; sector++) {
            bytes[sector / 8 - first / 8] |= (byte) (1 << sector % 8);
        }
        if (!Arrays.equals(bytes, before)) {
            staged.stage(bits + first / 8, bytes);
        }
    }

    @Override
    protected void commit(NewBlocks added) throws IOException {
        for (long block : added.numbers()) {
            begin();
            forgetLostPlaces();
            if (staged.pages().size() > MOST_STAGED) {
                putIntoPlace();
            }
            place(added, block);
        }
        putIntoPlace();
    }

    private void putIntoPlace() throws IOException {
        journal.commit(staged.pages());
        staged.clear();
    }

    /** Else they would seem to be in the places of blocks that are new. */
    private void forgetLostPlaces() throws IOException {
        if (lostPlaces == 0) {
            return;
        }
        disk.table().entries().scan(new EntryTable.Visitor() {
            @Override
            public void visit(long first, int count, ByteBuffer entries) throws IOException {
                for (int i = 0; i < count; i++) {
                    BlockEntry entry = new BlockEntry(entries.getLong());
                    boolean isPayload = disk.table().blockOf(first + i) >= 0;
                    if (isPayload && entry.position() != 0 && entry.mayKeepPlace() && !keepsPlace(entry)) {
                        stageEntry(first + i, BlockEntry.of(entry.state(), 0));
                        if (staged.pages().size() > MOST_STAGED) {
                            putIntoPlace();
                        }
                    }
                }
            }
        });
        lostPlaces = 0;
    }

    private void place(NewBlocks added, long block) throws IOException {
        VhdxBlockTable table = disk.table();
        BlockEntry old = table.payload(block);
        boolean isPartial = metadata.parent().isPresent() && old.state() == BlockEntry.NOT_PRESENT && !added.isWhole(block);
        if (isPartial) {
            stageSectors(block, added.sectors(block));
        }
        long position = keepsPlace(old) ? old.position() : take(metadata.blockSize());
        added.writeTo(file, position, block);
        stageEntry(table.indexOf(block), BlockEntry.of(isPartial ? BlockEntry.PARTIALLY_PRESENT : BlockEntry.FULLY_PRESENT, position));
    }

    /** Only what was inside the file from the start was kept free for the block: what was behind its end went to others since. */
    private boolean keepsPlace(BlockEntry old) {
        return old.mayKeepPlace() && BlockSurvey.keepsPlace(old, metadata, opened.storage().size());
    }

    /** What the bits of the block say until now means nothing. */
    private void stageSectors(long block, BitSet sectors) throws IOException {
        VhdxBlockTable table = disk.table();
        if (table.bitmap(block).state() != BlockEntry.BITMAP_PRESENT) {
            long position = take(Region.MIB);
            file.write(position, ByteBuffer.allocate((int) Region.MIB));
            stageEntry(table.indexOfBitmap(block), BlockEntry.of(BlockEntry.BITMAP_PRESENT, position));
        }
        staged.stage(table.bitmap(block).position() + table.firstSector(block) / 8, Arrays.copyOf(sectors.toByteArray(), sectorsOfBlock / 8));
    }

    private void stageEntry(long index, BlockEntry entry) throws IOException {
        byte[] bytes = new byte[VhdxBlockTable.ENTRY];
        LittleEndian.putU64(bytes, 0, entry.bits());
        staged.stage(disk.table().entries().positionOf(index), bytes);
        disk.table().entries().forget();
    }

    /** A place behind all that is taken. What a file that ends inside its last block lacks of it is written first. */
    private long take(long length) throws IOException {
        long position = end;
        while (file.size() < position) {
            file.write(file.size(), ByteBuffer.allocate((int) Math.min(Region.MIB, position - file.size())));
        }
        end += length;
        return position;
    }

    @Override
    protected void abandon() {
        staged.clear();
        disk.table().entries().forget();
    }

    @Override
    protected void end() throws IOException {
        journal.end();
    }
}
