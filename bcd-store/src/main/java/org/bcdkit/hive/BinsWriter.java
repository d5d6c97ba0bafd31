package org.bcdkit.hive;

import java.util.Arrays;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;

/**
 * Lays out cells one behind the other in bins, behind the place of the base block. What a bin has left when the next cell does not fit becomes
 * one free cell.
 */
final class BinsWriter {

    /** Room for what a new entry takes. */
    private static final int SPARE = 16 * BaseBlock.BIN_UNIT;

    private byte[] file;
    private int binStart;
    private int binEnd;
    private int next;

    /** @param expected bytes of bins that will be about enough */
    BinsWriter(long expected) {
        file = new byte[BaseBlock.SIZE + (int) Math.min(BaseBlock.MAX_BINS_SIZE, expected) + SPARE];
    }

    /** A cell in use with room for {@code length} bytes, all zero. Returns its offset from the first bin. */
    int allocate(int length) {
        int size = roundUp(Math.addExact(Cell.HEADER_SIZE, length), Cell.UNIT);
        if (size > binEnd - next) {
            closeBin();
            openBin(size);
        }
        int cell = next;
        LittleEndian.putU32(file, BaseBlock.SIZE + cell, -size);
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
        int end = Math.addExact(BaseBlock.SIZE, binEnd);
        if (end > file.length) {
            file = Arrays.copyOf(file, Math.max(end, file.length + file.length / 2));
        }
        StructImage header = HiveBin.LAYOUT.blank().with(HiveBin.OFFSET, (long) binStart).with(HiveBin.SIZE, (long) size);
        System.arraycopy(header.toArray(), 0, file, BaseBlock.SIZE + binStart, HiveBin.LAYOUT.size());
        next = binStart + HiveBin.LAYOUT.size();
    }

    private void closeBin() {
        if (next < binEnd) {
            LittleEndian.putU32(file, BaseBlock.SIZE + next, binEnd - next);
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
        System.arraycopy(content, 0, file, index(cell, at), content.length);
    }

    void putU32(int cell, int at, long value) {
        LittleEndian.putU32(file, index(cell, at), value);
    }

    private static int index(int cell, int at) {
        return BaseBlock.SIZE + cell + Cell.HEADER_SIZE + at;
    }

    /** Closes the last bin. Returns the size of all. */
    int close() {
        closeBin();
        return binEnd;
    }

    /** The file: the base block, then all bins, the first with that FILETIME. Nothing can be laid out after that. */
    Bytes file(BaseBlock base, long fileTime) {
        LittleEndian.putU64(file, BaseBlock.SIZE + HiveBin.TIMESTAMP.offset(), fileTime);
        System.arraycopy(base.image().toArray(), 0, file, 0, BaseBlock.SIZE);
        return Bytes.giving(file, BaseBlock.SIZE + binEnd);
    }
}
