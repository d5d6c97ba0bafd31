package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.BlockMoves;
import org.bcdkit.disk.Compaction;
import org.bcdkit.disk.StagedPages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.ResizableStorage;

/**
 * Makes the file of a VHDX smaller. Entries of blocks that are not needed are cleared through the log; the last blocks are copied into free places, and when
 * they are safe there, their entries changed through the log; at the end, when the log is empty, the file is cut.
 */
public final class VhdxCompaction {

    private static final BlockMoves.Alignment MEGABYTES = new BlockMoves.Alignment() {
        @Override
        public long next(long position) {
            return (position + Region.MIB - 1) / Region.MIB * Region.MIB;
        }
    };

    private final ResizableStorage file;
    private final VhdxJournal journal;
    private final VhdxBlockTable table;
    private final StagedPages staged;

    private VhdxCompaction(ResizableStorage file, VhdxJournal journal, Vhdx disk) throws IOException {
        this.file = file;
        this.journal = journal;
        this.staged = new StagedPages(file, LogEntry.SECTOR);
        this.table = disk.over(staged).table();
    }

    /**
     * What there is to do.
     *
     * @param needed the numbers of the blocks that hold something
     */
    public static Compaction plan(VirtualDisk opened, BitSet needed) throws IOException {
        Vhdx disk = (Vhdx) opened;
        boolean differencing = disk.metadata().parent().isPresent();
        List<BlockMoves.Place> taken = new ArrayList<>();
        List<Region> regions = new ArrayList<>(disk.header().taken());
        RegionTable known = RegionTable.read(disk.storage(), disk.header().taken(), new ArrayList<>());
        regions.add(known.table());
        regions.add(known.metadata());
        for (Region region : regions) {
            taken.add(new BlockMoves.Place(-1, region.offset(), region.length()));
        }
        VhdxBlockTable table = disk.table();
        BitSet dropped = new BitSet();
        for (long block = 0; block < disk.metadata().blocks(); block++) {
            BlockEntry entry = table.payload(block);
            boolean present = entry.state() == BlockEntry.FULLY_PRESENT || entry.state() == BlockEntry.PARTIALLY_PRESENT;
            if (present && needed.get((int) block)) {
                taken.add(new BlockMoves.Place(table.indexOf(block), entry.position(), disk.metadata().blockSize()));
            } else if (entry.position() != 0) {
                dropped.set((int) block);
            }
            boolean lastOfChunk = block % table.chunkRatio() == table.chunkRatio() - 1 || block == disk.metadata().blocks() - 1;
            if (differencing && lastOfChunk && table.bitmap(block).state() == BlockEntry.BITMAP_PRESENT) {
                taken.add(new BlockMoves.Place(table.indexOfBitmap(block), table.bitmap(block).position(), Region.MIB));
            }
        }
        BlockMoves moves = BlockMoves.of(taken, MEGABYTES);
        return new Compaction(dropped, moves, moves.end(), disk.fileSize());
    }

    /** Does what was planned for the disk in {@code file}, which has not changed since. */
    public static void apply(ResizableStorage file, Compaction plan, Progress progress) throws IOException {
        Vhdx opened = (Vhdx) VhdxReader.open(file);
        VhdxJournal journal = new VhdxJournal(file, opened.header());
        journal.begin(Optional.empty()); // the disk stays what it was, and the parent of whoever has it as one
        new VhdxCompaction(file, journal, (Vhdx) VhdxReader.open(file)).apply(plan, progress);
    }

    private void apply(Compaction plan, Progress progress) throws IOException {
        fillUpTo(plan.moves().end());
        for (int block = plan.dropped().nextSetBit(0); block >= 0; block = plan.dropped().nextSetBit(block + 1)) {
            stage(table.indexOf(block), dropped(block));
        }
        putIntoPlace();
        int done = 0;
        for (BlockMoves.Move move : plan.moves().moves()) {
            progress.reached(done++, plan.moves().moves().size());
            copy(move);
            stage(move.from().entry(), BlockEntry.of(new BlockEntry(table.entries().get(move.from().entry())).state(), move.to()));
        }
        putIntoPlace();
        file.force();
        journal.end();
        if (file.size() > plan.moves().end()) {
            file.cut(plan.moves().end());
            file.force();
        }
    }

    /** What hides the parent of a differencing disk goes on hiding it. A block is dropped when all its sectors are zeros here, or none is here. */
    private BlockEntry dropped(long block) throws IOException {
        if (table.metadata().parent().isEmpty()) {
            return new BlockEntry(BlockEntry.NOT_PRESENT);
        }
        long first = table.firstSector(block);
        int state = table.payload(block).state();
        boolean isLeftToParent = state == BlockEntry.NOT_PRESENT
                || state == BlockEntry.PARTIALLY_PRESENT && !table.sectors(block, first, first).isSet(first);
        return new BlockEntry(isLeftToParent ? BlockEntry.NOT_PRESENT : BlockEntry.ZERO);
    }

    /** A file that ends inside its last block gets all of it. */
    private void fillUpTo(long position) throws IOException {
        while (file.size() < position) {
            file.write(file.size(), ByteBuffer.allocate((int) Math.min(Region.MIB, position - file.size())));
        }
    }

    private void copy(BlockMoves.Move move) throws IOException {
        for (long done = 0; done < move.from().length(); done += Region.MIB) {
            long left = Math.min(Region.MIB, Math.max(0, file.size() - move.from().position() - done));
            byte[] piece = new byte[(int) Region.MIB];
            file.read(move.from().position() + done, ByteBuffer.wrap(piece, 0, (int) left));
            file.write(move.to() + done, ByteBuffer.wrap(piece));
        }
    }

    private void stage(long index, BlockEntry entry) throws IOException {
        byte[] bytes = new byte[VhdxBlockTable.ENTRY];
        LittleEndian.putU64(bytes, 0, entry.bits());
        staged.stage(table.entries().positionOf(index), bytes);
        table.entries().forget();
        if (staged.pages().size() == VhdxJournal.MOST_PAGES) {
            putIntoPlace();
        }
    }

    private void putIntoPlace() throws IOException {
        file.force();
        if (!staged.pages().isEmpty()) {
            journal.commit(staged.pages());
            staged.clear();
        }
    }
}
