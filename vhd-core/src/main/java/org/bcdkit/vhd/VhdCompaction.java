package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bcdkit.disk.BlockMoves;
import org.bcdkit.disk.Compaction;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.ResizableStorage;
import org.bcdkit.storage.WritableStorage;

/**
 * Makes the file of a dynamic or differencing VHD smaller. Entries of blocks that are not needed are cleared; the last blocks are copied into free places,
 * and when they are safe there, their entries changed; then the footer is written where the file will end, and the file is cut behind it.
 */
public final class VhdCompaction {

    private static final int PIECE = 1 << 20;
    /** Bytes that are copied before entries are changed. */
    private static final long AT_ONCE = 64 << 20;

    private VhdCompaction() {}

    /**
     * What there is to do.
     *
     * @param needed the numbers of the blocks that hold something
     */
    public static Compaction plan(VirtualDisk opened, BitSet needed) throws IOException {
        DynamicVhd disk = (DynamicVhd) opened;
        VhdBlockLayout layout = disk.layout();
        boolean aligned = layout.isAligned(disk.space().first());
        List<BlockMoves.Place> taken = new ArrayList<>();
        for (VhdBlockTable.Reserved range : disk.space().reserved()) {
            long start = range.start() / VhdReader.SECTOR * VhdReader.SECTOR;
            taken.add(new BlockMoves.Place(-1, start, VhdBlockLayout.roundUp(range.end(), VhdReader.SECTOR) - start));
        }
        BitSet dropped = new BitSet();
        for (long block = 0; block < layout.count(); block++) {
            long position = disk.table().position(block);
            if (position >= 0 && needed.get((int) block)) {
                taken.add(new BlockMoves.Place(block, position, layout.unit()));
            } else if (position >= 0) {
                dropped.set((int) block);
            }
        }
        BlockMoves moves = BlockMoves.of(taken, new BlockMoves.Alignment() {
            @Override
            public long next(long position) {
                return layout.next(position, aligned);
            }
        });
        return new Compaction(dropped, moves, Math.min(layout.next(moves.end(), aligned), disk.space().footer()) + VhdFooter.SIZE, disk.fileSize());
    }

    /** Does what was planned for the disk in {@code file}, which has not changed since. */
    public static void apply(ResizableStorage file, Compaction plan, Progress progress) throws IOException {
        DynamicVhd disk = (DynamicVhd) VhdReader.open(file).orElseThrow();
        VhdBlockTable table = disk.table();
        for (int block = plan.dropped().nextSetBit(0); block >= 0; block = plan.dropped().nextSetBit(block + 1)) {
            writeEntry(file, table.positionOfEntry(block), VhdBlockTable.UNUSED);
        }
        file.force();
        long unit = disk.layout().unit();
        List<BlockMoves.Move> moves = plan.moves().moves();
        int atOnce = (int) Math.max(1, AT_ONCE / unit);
        for (int first = 0; first < moves.size(); first += atOnce) {
            List<BlockMoves.Move> some = moves.subList(first, Math.min(moves.size(), first + atOnce));
            for (BlockMoves.Move move : some) {
                copy(file, move.from().position(), move.to(), unit);
            }
            file.force();
            for (BlockMoves.Move move : some) {
                writeEntry(file, table.positionOfEntry(move.from().entry()), move.to() / VhdReader.SECTOR);
            }
            file.force();
            progress.reached(first + some.size(), moves.size());
        }
        if (plan.sizeAfter() < file.size()) {
            long footer = plan.sizeAfter() - VhdFooter.SIZE;
            long end = plan.moves().end();
            file.write(end, ByteBuffer.allocate((int) (footer - end)));
            file.write(footer, ByteBuffer.wrap(disk.footer().toBytes()));
            file.force();
            file.cut(plan.sizeAfter());
            file.force();
        }
    }

    /** Copies bytes from one place of {@code file} to another that does not touch it. */
    static void copy(WritableStorage file, long from, long to, long length) throws IOException {
        for (long done = 0; done < length; ) {
            byte[] piece = file.read(from + done, (int) Math.min(PIECE, length - done));
            file.write(to + done, ByteBuffer.wrap(piece));
            done += piece.length;
        }
    }

    /** Writes an entry of the table together with its sector, which comes to the medium as a whole or not at all. */
    static void writeEntry(WritableStorage file, long position, long entry) throws IOException {
        long start = position / VhdReader.SECTOR * VhdReader.SECTOR;
        ByteBuffer sector = ByteBuffer.wrap(file.read(start, VhdReader.SECTOR)).order(ByteOrder.BIG_ENDIAN);
        sector.putInt((int) (position - start), (int) entry);
        file.write(start, sector);
    }
}
