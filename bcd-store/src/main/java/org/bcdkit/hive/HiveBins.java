package org.bcdkit.hive;

import java.util.BitSet;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * All bins of a hive, gone through once from the first to the last. Only cells found on that way can be asked for, and each of them once: so
 * nothing can lead outside, run in circles, or be counted twice.
 */
final class HiveBins implements Cells {

    private static final String CELL = "cell";

    private final String source;
    private final Bytes bins;
    private final BitSet allocated;
    private final BitSet claimed;

    private HiveBins(String source, Bytes bins) {
        this.source = source;
        this.bins = bins;
        this.allocated = new BitSet(bins.size() / Cell.UNIT);
        this.claimed = new BitSet(bins.size() / Cell.UNIT);
    }

    /** @param bins everything from the first bin to the end of the last */
    static HiveBins walk(String source, Bytes bins) throws MalformedException {
        HiveBins walked = new HiveBins(source, bins);
        int at = 0;
        while (at < bins.size()) {
            at = walked.walkBin(at);
        }
        return walked;
    }

    /** Goes through the cells of the bin at {@code start} and returns where it ends. */
    private int walkBin(int start) throws MalformedException {
        StructImage header = HiveBin.LAYOUT.view(source, BaseBlock.SIZE + (long) start, bins.array(), bins.start() + start);
        if (header.get(HiveBin.OFFSET) != start) {
            throw malformedBin(start, HiveBin.OFFSET.offset(), "offset is 0x" + Long.toHexString(header.get(HiveBin.OFFSET)) + ", expected 0x" + Integer.toHexString(start));
        }
        long size = header.get(HiveBin.SIZE);
        if (size == 0 || size % BaseBlock.BIN_UNIT != 0 || size > bins.size() - start) {
            throw malformedBin(
                    start,
                    HiveBin.SIZE.offset(),
                    "size is 0x" + Long.toHexString(size) + ", expected a multiple of 0x1000 up to the 0x" + Integer.toHexString(bins.size() - start) + " bytes that are left");
        }
        int end = start + (int) size;
        int at = start + HiveBin.LAYOUT.size();
        while (at < end) {
            int stored = sizeAt(at);
            long length = Math.abs((long) stored);
            if (length < Cell.UNIT || length % Cell.UNIT != 0 || length > end - at) {
                throw new MalformedException(
                        source,
                        CELL,
                        BaseBlock.SIZE + (long) at,
                        "size is " + length + ", expected a multiple of 8 up to the " + (end - at) + " bytes that are left of its bin");
            }
            if (stored < 0) {
                allocated.set(at / Cell.UNIT);
            }
            at += (int) length;
        }
        return end;
    }

    private MalformedException malformedBin(int start, int field, String problem) {
        return new MalformedException(source, HiveBin.LAYOUT.name(), BaseBlock.SIZE + (long) start + field, problem);
    }

    /** The cell at {@code offset}, which nobody may have claimed before. */
    @Override
    public Cell claim(long offset, String structure, long pointer) throws MalformedException {
        Cell cell = cell(offset, structure, pointer);
        int bit = cell.offset() / Cell.UNIT;
        if (claimed.get(bit)) {
            throw new MalformedException(source, structure, cell.position(0), "the cell is used a second time, from " + from(pointer) + "; expected one use of each cell");
        }
        claimed.set(bit);
        return cell;
    }

    private Cell cell(long offset, String structure, long pointer) throws MalformedException {
        boolean found = offset % Cell.UNIT == 0 && offset < bins.size() && allocated.get((int) offset / Cell.UNIT);
        if (!found) {
            throw noCell(source, offset, structure, pointer);
        }
        int size = -sizeAt((int) offset) - Cell.HEADER_SIZE;
        return new Cell(source, (int) offset, size, bins.array(), bins.start() + (int) offset + Cell.HEADER_SIZE);
    }

    static MalformedException noCell(String source, long offset, String structure, long pointer) {
        return new MalformedException(source, structure, BaseBlock.SIZE + offset, "no cell in use starts here, though one is expected from " + from(pointer));
    }

    private int sizeAt(int at) {
        return LittleEndian.i32(bins.array(), bins.start() + at);
    }

    private static String from(long pointer) {
        return "0x" + Long.toHexString(pointer);
    }
}
