package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.StagedPages;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.WritableStorage;

/**
 * Gives a VHDX a larger disk. All that the new size needs is put where nothing is yet; then one log entry with the size, and with the place of a larger
 * block allocation table, makes it count. MS-VHDX 2.6.2.2.
 */
public final class VhdxExpansion {

    private static final int CHUNK = 256 << 10;
    private static final int PIECE = 1 << 20;

    private final WritableStorage file;
    private final Vhdx disk;
    private final VhdxMetadata larger;
    private final Region oldTable;
    private final long oldFileSize;
    private long end;

    private VhdxExpansion(WritableStorage file, Vhdx disk, long size) throws IOException {
        this.file = file;
        this.disk = disk;
        VhdxMetadata old = disk.metadata();
        this.larger = new VhdxMetadata(size, old.blockSize(), old.leaveAllocated(), old.sectorSize(), old.physicalSectorSize(), old.diskId(), old.parent());
        this.oldTable = RegionTable.read(file, disk.header().taken(), new ArrayList<>()).table();
        this.oldFileSize = disk.fileSize();
        this.end = disk.space().end();
    }

    /**
     * Gives the disk in {@code file} {@code size} bytes, which are more than it has. Children that it has are not its children any more.
     *
     * @param progress hears how much of a fixed disk is there
     */
    public static void expand(WritableStorage file, long size, Progress progress) throws IOException {
        Vhdx opened = (Vhdx) VhdxReader.open(file);
        WritableVhdx.check(opened);
        VhdxJournal journal = new VhdxJournal(file, opened.header());
        journal.begin(Optional.empty());
        new VhdxExpansion(file, (Vhdx) VhdxReader.open(file), size).expand(journal, progress);
    }

    private void expand(VhdxJournal journal, Progress progress) throws IOException {
        boolean fixed = disk.kind() == DiskKind.FIXED;
        clearTail();
        long firstNew = end;
        if (fixed) {
            long length = (larger.blocks() - disk.metadata().blocks()) * larger.blockSize();
            for (long done = 0; done < length; done += PIECE) {
                progress.reached(done, length);
                file.write(end + done, ByteBuffer.allocate(PIECE));
            }
            end += length;
        }
        long needed = VhdxBlockTable.entryCount(larger) * VhdxBlockTable.ENTRY;
        Region table = oldTable;
        if (needed > oldTable.length()) {
            fillUpTo(end);
            table = new Region(oldTable.name(), end, (needed + Region.MIB - 1) / Region.MIB * Region.MIB);
        }
        writeTable(table, needed, fixed ? firstNew : -1);
        file.force();
        StagedPages staged = new StagedPages(file, LogEntry.SECTOR);
        stageSize(staged);
        if (table.offset() != oldTable.offset()) {
            stageRegion(staged, table);
        }
        journal.renameWithFirstCommit();
        journal.commit(staged.pages());
        journal.end();
    }

    /** What lies behind the end of the disk in its last block would become part of it. */
    private void clearTail() throws IOException {
        VhdxMetadata old = disk.metadata();
        long used = old.virtualSize() % old.blockSize();
        BlockEntry last = disk.table().payload(old.blocks() - 1);
        if (used != 0 && (last.state() == BlockEntry.FULLY_PRESENT || last.state() == BlockEntry.PARTIALLY_PRESENT)) {
            for (long at = used; at < old.blockSize(); ) {
                int length = (int) Math.min(PIECE, old.blockSize() - at);
                file.write(last.position() + at, ByteBuffer.allocate(length));
                at += length;
            }
        }
        fillUpTo(end);
    }

    private void fillUpTo(long position) throws IOException {
        while (file.size() < position) {
            file.write(file.size(), ByteBuffer.allocate((int) Math.min(PIECE, position - file.size())));
        }
    }

    /** @param firstNew where the first new block of a fixed disk lies; negative for others */
    private void writeTable(Region table, long needed, long firstNew) throws IOException {
        boolean moved = table.offset() != oldTable.offset();
        for (long at = 0; at < table.length() && (moved || at < needed); at += CHUNK) {
            byte[] old = at < oldTable.length() ? file.read(oldTable.offset() + at, CHUNK) : new byte[CHUNK];
            byte[] next = old.clone();
            for (int i = 0; i < CHUNK; i += VhdxBlockTable.ENTRY) {
                long index = (at + i) / VhdxBlockTable.ENTRY;
                if (isNew(index)) {
                    LittleEndian.putU64(next, i, newEntry(disk.table().blockOf(index), firstNew));
                } else if (moved && isLostPlace(index, new BlockEntry(LittleEndian.u64(old, i)))) {
                    LittleEndian.putU64(next, i, new BlockEntry(LittleEndian.u64(old, i)).state());
                }
            }
            if (moved || !Arrays.equals(old, next)) {
                file.write(table.offset() + at, ByteBuffer.wrap(next));
            }
        }
    }

    private boolean isNew(long index) {
        return index >= VhdxBlockTable.entryCount(disk.metadata()) || disk.table().blockOf(index) >= disk.metadata().blocks();
    }

    /** Else what lies behind the old end of the file from now on would seem to be in the place of that block. */
    private boolean isLostPlace(long index, BlockEntry entry) {
        return disk.table().blockOf(index) >= 0 && entry.mayKeepPlace() && !BlockSurvey.keepsPlace(entry, disk.metadata(), oldFileSize);
    }

    private long newEntry(long block, long firstNew) {
        if (block < 0 || firstNew < 0 || block >= larger.blocks()) {
            return BlockEntry.NOT_PRESENT;
        }
        return BlockEntry.of(BlockEntry.FULLY_PRESENT, firstNew + (block - disk.metadata().blocks()) * larger.blockSize()).bits();
    }

    private void stageSize(StagedPages staged) throws IOException {
        Region metadata = RegionTable.read(file, disk.header().taken(), new ArrayList<>()).metadata();
        MetadataTable.Item item = MetadataTable.read(file, metadata).find(VhdxMetadata.VIRTUAL_SIZE).orElseThrow();
        staged.stage(item.position(), VhdxMetadata.SIZE.blank().with(VhdxMetadata.SIZE_IN_BYTES, larger.virtualSize()).toArray());
    }

    private void stageRegion(StagedPages staged, Region table) throws IOException {
        StructImage image = RegionTable.LAYOUT.read(file.name(), RegionTable.FIRST, file.read(RegionTable.FIRST, RegionTable.SIZE));
        byte[] entries = image.get(RegionTable.ENTRIES).toArray();
        for (int i = 0; i < image.get(RegionTable.COUNT); i++) {
            int at = i * RegionTable.ENTRY_SIZE;
            StructImage entry = RegionTable.ENTRY.view(file.name(), RegionTable.FIRST + at, entries, at);
            if (entry.get(RegionTable.GUID).equals(RegionTable.TABLE_GUID)) {
                byte[] changed = entry.with(RegionTable.OFFSET, table.offset()).with(RegionTable.LENGTH, table.length()).toArray();
                System.arraycopy(changed, 0, entries, at, changed.length);
            }
        }
        byte[] sealed = image.with(RegionTable.ENTRIES, Bytes.of(entries)).sealed().toArray();
        for (long position : List.of(RegionTable.FIRST, RegionTable.SECOND)) {
            staged.stage(position, sealed);
        }
    }
}
