package org.bcdkit.compression;

import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.MalformedException;

/**
 * Bits from little-endian 16-bit words, the highest bit of each first, among which whole bytes may stand: XPRESS and LZX. A word is taken when its
 * first bit is needed and no earlier, because the place of the bytes depends on it.
 */
final class BitReader {

    /** A decoder looks up to 16 bits ahead, so one word and the rest of another may be missing at the end. */
    private static final int MAX_MISSING_WORDS = 2;

    private final String source;
    private final String structure;
    private final long position;
    private final byte[] packed;
    private int next;
    private long bits;
    private int available;
    private int missingWords;

    /**
     * @param structure what the compression is called
     * @param position where {@code packed} stands in {@code source}, for messages
     */
    BitReader(String source, String structure, long position, byte[] packed, int start) {
        this.source = source;
        this.structure = structure;
        this.position = position;
        this.packed = packed;
        this.next = start;
    }

    /** Takes words until at least {@code count} bits are there, at most 32. */
    void ensure(int count) throws MalformedException {
        while (available < count) {
            bits = bits << 16 | word();
            available += 16;
        }
    }

    private int word() throws MalformedException {
        if (next + 2 <= packed.length) {
            next += 2;
            return LittleEndian.u16(packed, next - 2);
        }
        if (missingWords == MAX_MISSING_WORDS) {
            throw malformed("the compressed bytes end too early");
        }
        missingWords++;
        return 0;
    }

    /** The next 16 bits, which stay. */
    int peek16() throws MalformedException {
        ensure(16);
        return (int) (bits >> available - 16) & 0xffff;
    }

    void skip(int count) {
        available -= count;
    }

    /** The next {@code count} bits, at most 17. */
    int read(int count) throws MalformedException {
        ensure(count);
        available -= count;
        return (int) (bits >> available) & (1 << count) - 1;
    }

    /** The next of the bytes among the words. */
    int readByte() throws MalformedException {
        requireBytes(1);
        return packed[next++] & 0xff;
    }

    int readU16() throws MalformedException {
        requireBytes(2);
        next += 2;
        return LittleEndian.u16(packed, next - 2);
    }

    int readI32() throws MalformedException {
        requireBytes(4);
        next += 4;
        return LittleEndian.i32(packed, next - 4);
    }

    void readBytes(byte[] into, int at, int length) throws MalformedException {
        requireBytes(length);
        System.arraycopy(packed, next, into, at, length);
        next += length;
    }

    private void requireBytes(int length) throws MalformedException {
        if (length > packed.length - next) {
            throw malformed("the compressed bytes end too early");
        }
    }

    /** Leaves the word that was begun, or a whole one when none was: bytes follow. */
    void alignBeforeBytes() throws MalformedException {
        if (available % 16 == 0) {
            read(16);
        }
        // What was taken only to look ahead is bytes, not words.
        next -= available / 16 * 2;
        available = 0;
    }

    MalformedException malformed(String problem) {
        return new MalformedException(source, structure, position + Math.min(next, packed.length), problem);
    }
}
