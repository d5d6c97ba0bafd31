package org.bcdkit.hive;

import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * A cell in use: four bytes of size, then a record or plain data. Everything read from it is checked against its end. REGF, "Cell".
 *
 * @param bins all bins of the hive
 * @param offset where the cell starts, from the first bin; what other records call it by
 * @param size bytes in it without the size itself
 */
record Cell(String source, Bytes bins, int offset, int size) {

    /** Cells begin with their own size. */
    static final int HEADER_SIZE = 4;

    /** Sizes of cells are multiples of this. */
    static final int UNIT = 8;

    /** What a record holds that points to no cell. */
    static final long NONE = 0xffffffffL;

    /** Position in the file of the byte at {@code at} in this cell's data. */
    long position(int at) {
        return BaseBlock.SIZE + (long) offset + HEADER_SIZE + at;
    }

    /** Where the byte at {@code at} in this cell's data is in the array of the bins. */
    int index(int at) {
        return bins.start() + offset + HEADER_SIZE + at;
    }

    /** The record at the start of this cell. */
    StructImage record(StructLayout layout) throws MalformedException {
        need(layout.name(), 0, layout.size());
        return layout.view(source, position(0), bins.array(), index(0));
    }

    /** {@code length} bytes from {@code at} in this cell's data. */
    Bytes bytes(String structure, int at, long length) throws MalformedException {
        need(structure, at, length);
        return Bytes.of(bins.array(), index(at), (int) length);
    }

    /** The cell offset stored at {@code at} in this cell's data, which has to be checked before. */
    long pointer(int at) {
        return LittleEndian.u32(bins.array(), index(at));
    }

    /** Fails unless {@code length} bytes from {@code at} are inside this cell. */
    void need(String structure, int at, long length) throws MalformedException {
        if (length > size - at) {
            throw new MalformedException(
                    source, structure, position(at), "0x" + Long.toHexString(length) + " bytes are needed here, but its cell ends after 0x" + Integer.toHexString(size - at));
        }
    }

    MalformedException malformed(String structure, int at, String problem) {
        return new MalformedException(source, structure, position(at), problem);
    }
}
