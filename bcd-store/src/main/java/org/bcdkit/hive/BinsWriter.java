package org.bcdkit.hive;

import java.util.Arrays;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;

/** Lays out cells one behind the other in bins. What a bin has left when the next cell does not fit becomes one free cell. */
final class BinsWriter {

    private byte[] bins = new byte[16 * BaseBlock.BIN_UNIT];
    private int binStart;
    private int binEnd;
    private int next;

    /** A cell in use with room for {@code length} bytes, all zero. Returns its offset from the first bin. */
    int allocate(int length) {
        int size = roundUp(Math.addExact(Cell.HEADER_SIZE, length), Cell.UNIT);
        if (size > binEnd - next) {
            closeBin();
            openBin(size);
        }
        int cell = next;
        LittleEndian.putU32(bins, cell, -size);
        next += size;
        return cell;
    }

    private void openBin(int cellSize) {
        int size = roundUp(Math.addExact(HiveBin.LAYOUT.size(), cellSize), BaseBlock.BIN_UNIT);
        binStart = binEnd;
        binEnd = Math.addExact(binStart, size);
        if (binEnd > BaseBlock.MAX_BINS_SIZE) {
            throw new IllegalArgumentException("the hive would have more than 0x" + Long.toHexString(BaseBlock.MAX_BINS_SIZE) + " bytes of bins");
        }
        if (binEnd > bins.length) {
            bins = Arrays.copyOf(bins, Math.max(binEnd, 2 * bins.length));
        }
        StructImage header = HiveBin.LAYOUT.blank().with(HiveBin.OFFSET, (long) binStart).with(HiveBin.SIZE, (long) size);
        System.arraycopy(header.toArray(), 0, bins, binStart, HiveBin.LAYOUT.size());
        next = binStart + HiveBin.LAYOUT.size();
    }

    private void closeBin() {
        if (next < binEnd) {
            LittleEndian.putU32(bins, next, binEnd - next);
        }
        next = binEnd;
    }

    private static int roundUp(int size, int unit) {
        return Math.addExact(size, unit - 1) / unit * unit;
    }

    /** Puts a record at the start of a cell. */
    void put(int cell, StructImage record) {
        put(cell, 0, record.toArray());
    }

    /** Puts {@code content} at {@code at} in a cell's data. */
    void put(int cell, int at, byte[] content) {
        System.arraycopy(content, 0, bins, cell + Cell.HEADER_SIZE + at, content.length);
    }

    void putU32(int cell, int at, long value) {
        LittleEndian.putU32(bins, cell + Cell.HEADER_SIZE + at, value);
    }

    /** All bins so far, closed, the first with that FILETIME. */
    byte[] finish(long fileTime) {
        closeBin();
        LittleEndian.putU64(bins, HiveBin.TIMESTAMP.offset(), fileTime);
        return Arrays.copyOf(bins, binEnd);
    }
}
