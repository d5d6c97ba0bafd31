package org.bcdkit.hive;

import java.io.IOException;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * A cell in use: four bytes of size, then a record or plain data. Everything read from it is checked against its end. REGF, "Cell".
 *
 * <p>Its bytes are in an array, of which {@link #need} says how many have to be there.
 */
class Cell {

    /** Cells begin with their own size. */
    static final int HEADER_SIZE = 4;

    /** Sizes of cells are multiples of this. */
    static final int UNIT = 8;

    /** What a record holds that points to no cell. */
    static final long NONE = 0xffffffffL;

    private final String source;
    private final int offset;
    private final int size;
    private byte[] array;
    private final int start;

    /**
     * @param offset where the cell starts, from the first bin; what other records call it by
     * @param size bytes in it without the size itself
     * @param array has its data from {@code start}
     */
    Cell(String source, int offset, int size, byte[] array, int start) {
        this.source = source;
        this.offset = offset;
        this.size = size;
        this.array = array;
        this.start = start;
    }

    final String source() {
        return source;
    }

    /** Where the cell starts, from the first bin; what other records call it by. */
    final int offset() {
        return offset;
    }

    /** Bytes in it without the size itself. */
    final int size() {
        return size;
    }

    /** Position in the file of the byte at {@code at} in this cell's data. */
    final long position(int at) {
        return BaseBlock.SIZE + (long) offset + HEADER_SIZE + at;
    }

    /** Has the bytes that were needed, from {@link #index}. */
    final byte[] array() {
        return array;
    }

    /** The same bytes and more. */
    final void array(byte[] more) {
        array = more;
    }

    /** Where the byte at {@code at} in this cell's data is in the array. */
    final int index(int at) {
        return start + at;
    }

    /** The record at the start of this cell. */
    final StructImage record(StructLayout layout) throws IOException {
        need(layout.name(), 0, layout.size());
        return layout.view(source, position(0), array, start);
    }

    /** {@code length} bytes from {@code at} in this cell's data. */
    final Bytes bytes(String structure, int at, long length) throws IOException {
        need(structure, at, length);
        return Bytes.of(array, index(at), (int) length);
    }

    /** The cell offset stored at {@code at} in this cell's data, which has to be checked before. */
    final long pointer(int at) {
        return LittleEndian.u32(array, index(at));
    }

    /** Fails unless {@code length} bytes from {@code at} are inside this cell. */
    void need(String structure, int at, long length) throws IOException {
        if (length > size - at) {
            throw new MalformedException(
                    source, structure, position(at), "0x" + Long.toHexString(length) + " bytes are needed here, but its cell ends after 0x" + Integer.toHexString(size - at));
        }
    }

    final MalformedException malformed(String structure, int at, String problem) {
        return new MalformedException(source, structure, position(at), problem);
    }
}
