package org.bcdkit.hive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/** The cells of a hive that stays in its file: of each, as much is read as is needed. */
final class StoredCells implements Cells {

    private final Storage hive;
    private final long binsSize;

    /** @param binsSize bytes of all bins, which are in {@code hive} */
    StoredCells(Storage hive, long binsSize) {
        this.hive = hive;
        this.binsSize = binsSize;
    }

    /** May be asked for any cell again and again. That it starts a cell cannot be told without all cells before it, only that it can be one. */
    @Override
    public Cell claim(long offset, String structure, long pointer) throws IOException {
        long room = binsSize - offset;
        boolean possible = offset % Cell.UNIT == 0 && offset >= HiveBin.LAYOUT.size() && room >= Cell.UNIT;
        int stored = possible ? LittleEndian.i32(hive.read(BaseBlock.SIZE + offset, Cell.HEADER_SIZE), 0) : 0;
        if (stored >= 0) {
            throw HiveBins.noCell(hive.name(), offset, structure, pointer);
        }
        long length = -(long) stored;
        if (length % Cell.UNIT != 0 || length > room) {
            String problem = "size is " + length + ", expected a multiple of 8 up to the " + room + " bytes that are left of the bins";
            throw new MalformedException(hive.name(), "cell", BaseBlock.SIZE + offset, problem);
        }
        return new StoredCell(hive, (int) offset, (int) length - Cell.HEADER_SIZE);
    }

    private static final class StoredCell extends Cell {

        private final Storage hive;

        StoredCell(Storage hive, int offset, int size) {
            super(hive.name(), offset, size, new byte[0], 0);
            this.hive = hive;
        }

        @Override
        void need(String structure, int at, long length) throws IOException {
            super.need(structure, at, length);
            int there = array().length;
            int end = at + (int) length;
            if (end > there) {
                byte[] more = Arrays.copyOf(array(), end);
                hive.read(position(there), ByteBuffer.wrap(more, there, end - there));
                array(more);
            }
        }
    }
}
