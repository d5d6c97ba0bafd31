package org.bcdkit.vhd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.disk.EntryTable;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/**
 * Where the blocks of a dynamic or differencing VHD are: for each, the sector in which its bitmap starts. VHD specification, "Block Allocation
 * Table".
 */
final class VhdBlockTable {

    static final String STRUCTURE = "VHD block allocation table";
    static final int ENTRY = 4;
    static final long UNUSED = 0xffffffffL;

    /** A part of the file that no block may touch. */
    record Reserved(String what, long start, long end) {}

    private final Storage storage;
    private final long start;
    private final EntryTable entries;
    private final long blocks;
    private final long unit;

    /**
     * @param blocks how many entries the virtual size needs
     * @param unit bitmap and payload of one block, in bytes
     */
    VhdBlockTable(Storage storage, long position, long blocks, long unit) throws IOException {
        this.storage = storage;
        this.start = position;
        this.entries = new EntryTable(storage, position, ENTRY, blocks, ByteOrder.BIG_ENDIAN);
        this.blocks = blocks;
        this.unit = unit;
    }

    /** The same table, read from another storage. */
    VhdBlockTable over(Storage other) throws IOException {
        return new VhdBlockTable(other, start, blocks, unit);
    }

    /** Where the entry of {@code block} stands in the file. */
    long positionOfEntry(long block) {
        return entries.positionOf(block);
    }

    /** Makes the next look-up read the table again. */
    void forget() {
        entries.forget();
    }

    /** Position of the bitmap of {@code block}, or -1 when the block has no place in the file. */
    long position(long block) throws IOException {
        long sector = entries.get(block);
        return sector == UNUSED ? -1 : sector * VhdReader.SECTOR;
    }

    /**
     * Checks that every block lies inside the image and that none touches another or the metadata.
     *
     * @param end where the image ends, in bytes
     * @return the sectors of all blocks that have a place, in rising order
     */
    int[] check(List<Reserved> reserved, long end, Faults faults) throws IOException {
        int[] starts = sortedStarts();
        int same = 0;
        for (int i = 0; i < starts.length; i++) {
            long start = sector(starts[i]) * VhdReader.SECTOR;
            same = i > 0 && starts[i] == starts[i - 1] ? same + 1 : 0;
            if (start > end - unit && faults.wants(VirtualDiskRule.BLOCK_PLACE)) {
                String what = "lies at 0x" + Long.toHexString(start) + " and takes " + unit + " bytes, but the image ends at 0x" + Long.toHexString(end)
                        + " (truncated?)";
                faults.found(VirtualDiskRule.BLOCK_PLACE, problem(starts[i], same, what));
            }
            for (Reserved range : reserved) {
                if (start < range.end && start + unit > range.start && faults.wants(VirtualDiskRule.BLOCK_PLACE)) {
                    String what = "lies at 0x" + Long.toHexString(start) + ", over the " + range.what;
                    faults.found(VirtualDiskRule.BLOCK_PLACE, problem(starts[i], same, what));
                }
            }
            boolean overlaps = i + 1 < starts.length && sector(starts[i + 1]) * VhdReader.SECTOR - start < unit;
            if (overlaps && faults.wants(VirtualDiskRule.BLOCK_OVERLAP)) {
                faults.found(VirtualDiskRule.BLOCK_OVERLAP, overlap(starts[i], same, starts[i + 1]));
            }
        }
        return starts;
    }

    static long sector(int start) {
        return Integer.toUnsignedLong(start);
    }

    private int[] sortedStarts() throws IOException {
        Collector collector = new Collector();
        entries.scan(collector);
        int[] starts = Arrays.copyOf(collector.starts, collector.count);
        flipSigns(starts); // so that unsigned numbers sort as such
        Arrays.sort(starts);
        flipSigns(starts);
        return starts;
    }

    private static void flipSigns(int[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] ^= Integer.MIN_VALUE;
        }
    }

    private static final class Collector implements EntryTable.Visitor {
        private int[] starts = new int[64];
        private int count;

        @Override
        public void visit(long first, int some, ByteBuffer bytes) {
            for (int i = 0; i < some; i++) {
                int start = bytes.getInt();
                if (start != (int) UNUSED) {
                    if (count == starts.length) {
                        starts = Arrays.copyOf(starts, count * 2);
                    }
                    starts[count++] = start;
                }
            }
        }
    }

    /** @param same how many blocks before this one start there too */
    private MalformedException problem(int start, int same, String what) throws IOException {
        long block = ownerOf(sector(start), same);
        return new MalformedException(storage.name(), STRUCTURE, entries.positionOf(block), "block " + block + " " + what);
    }

    private MalformedException overlap(int one, int same, int other) throws IOException {
        long first = ownerOf(sector(one), same);
        long second = ownerOf(sector(other), one == other ? same + 1 : 0);
        long higher = Math.max(first, second);
        return new MalformedException(
                storage.name(),
                STRUCTURE,
                entries.positionOf(higher),
                "block " + higher + " lies at 0x" + Long.toHexString(position(higher)) + " and overlaps block " + Math.min(first, second) + " at 0x"
                        + Long.toHexString(position(Math.min(first, second))));
    }

    /** The block that starts in {@code sector}, after so many others that do. */
    private long ownerOf(long sector, int others) throws IOException {
        int left = others;
        for (long block = 0; block < blocks - 1; block++) {
            if (entries.get(block) == sector && left-- == 0) {
                return block;
            }
        }
        return blocks - 1;
    }
}
