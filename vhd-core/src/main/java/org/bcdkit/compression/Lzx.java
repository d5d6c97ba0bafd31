package org.bcdkit.compression;

import java.util.Arrays;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.MalformedException;

/**
 * LZX with a window of 32 KiB as WIM files and compressed system files use it: each chunk by itself, without header, x86 calls always translated. The
 * codes are those of "Microsoft LZX Data Compression Format" (Cabinet SDK); block sizes have their own form, and the aligned offset code comes first.
 */
public final class Lzx {

    /** The window, and the most that a chunk expands to. */
    public static final int WINDOW = 1 << 15;

    private static final String NAME = "LZX chunk";
    private static final int VERBATIM = 1;
    private static final int ALIGNED = 2;
    private static final int UNCOMPRESSED = 3;

    private static final int LITERALS = 256;
    private static final int SLOTS = 30;
    private static final int MAIN_SYMBOLS = LITERALS + 8 * SLOTS;
    private static final int LENGTH_SYMBOLS = 249;
    private static final int PRE_SYMBOLS = 20;
    private static final int ALIGNED_SYMBOLS = 8;
    private static final int MIN_MATCH = 2;
    private static final int LONG_MATCH = 7;
    /** How far back a slot starts, before the two that are taken off for the repeated offsets. */
    private static final int[] SLOT_START = new int[SLOTS];

    private static final int CALL = 0xE8;
    /** Calls are not translated so near to the end. */
    private static final int CALL_TAIL = 10;
    private static final int CALL_RANGE = 12_000_000;

    private final BitReader reader;
    private final byte[] expanded;
    private int at;
    private final byte[] mainLengths = new byte[MAIN_SYMBOLS];
    private final byte[] lengthLengths = new byte[LENGTH_SYMBOLS];
    private final int[] recent = {1, 1, 1};

    static {
        for (int slot = 1; slot < SLOTS; slot++) {
            SLOT_START[slot] = SLOT_START[slot - 1] + (1 << extraBits(slot - 1));
        }
    }

    private Lzx(BitReader reader, int size) {
        this.reader = reader;
        this.expanded = new byte[size];
    }

    /**
     * Expands one chunk.
     *
     * @param position where {@code packed} stands in {@code source}, for messages
     * @param size of what comes out, at most {@link #WINDOW}
     */
    public static byte[] expand(String source, long position, byte[] packed, int size) throws MalformedException {
        Lzx lzx = new Lzx(new BitReader(source, NAME, position, packed, 0), size);
        while (lzx.at < size) {
            lzx.readBlock();
        }
        translateCalls(lzx.expanded);
        return lzx.expanded;
    }

    private static int extraBits(int slot) {
        return slot < 4 ? 0 : slot / 2 - 1;
    }

    private void readBlock() throws MalformedException {
        int type = reader.read(3);
        int size = reader.read(1) == 1 ? WINDOW : reader.read(16);
        if (size == 0 || size > expanded.length - at) {
            throw reader.malformed("a block expands to " + size + " bytes, and " + (expanded.length - at) + " are to come");
        }
        switch (type) {
            case VERBATIM -> readMatches(at + size, null);
            case ALIGNED -> readMatches(at + size, alignedCode());
            case UNCOMPRESSED -> readUncompressed(size);
            default -> throw reader.malformed("the type of a block is " + type + ", expected 1 to 3");
        }
    }

    private void readUncompressed(int size) throws MalformedException {
        reader.alignBeforeBytes();
        for (int i = 0; i < recent.length; i++) {
            recent[i] = reader.readI32();
        }
        reader.readBytes(expanded, at, size);
        at += size;
        if (size % 2 != 0 && at < expanded.length) {
            reader.readByte();
        }
    }

    private HuffmanCode alignedCode() throws MalformedException {
        byte[] lengths = new byte[ALIGNED_SYMBOLS];
        for (int i = 0; i < ALIGNED_SYMBOLS; i++) {
            lengths[i] = (byte) reader.read(3);
        }
        return HuffmanCode.of(lengths, reader);
    }

    /** @param aligned for the low bits of offsets; null in a verbatim block */
    private void readMatches(int end, HuffmanCode aligned) throws MalformedException {
        readLengths(mainLengths, 0, LITERALS);
        readLengths(mainLengths, LITERALS, MAIN_SYMBOLS);
        HuffmanCode main = HuffmanCode.of(mainLengths, reader);
        readLengths(lengthLengths, 0, LENGTH_SYMBOLS);
        HuffmanCode lengths = HuffmanCode.of(lengthLengths, reader);
        while (at < end) {
            int symbol = main.read(reader);
            if (symbol < LITERALS) {
                expanded[at++] = (byte) symbol;
                continue;
            }
            int length = symbol - LITERALS & 7;
            if (length == LONG_MATCH) {
                length += lengths.read(reader);
            }
            length += MIN_MATCH;
            int distance = distance(symbol - LITERALS >> 3, aligned);
            // The distance may be any number where an uncompressed block gave it.
            if (distance < 1 || distance > at || length > end - at) {
                throw reader.malformed("a match of " + length + " bytes from " + Integer.toUnsignedString(distance)
                        + " bytes before does not fit at " + at + " of " + end);
            }
            Matches.repeat(expanded, at, distance, length);
            at += length;
        }
    }

    private int distance(int slot, HuffmanCode aligned) throws MalformedException {
        if (slot < recent.length) {
            int distance = recent[slot];
            recent[slot] = recent[0];
            recent[0] = distance;
            return distance;
        }
        int extra = extraBits(slot);
        int footer;
        if (aligned != null && extra >= 3) {
            footer = reader.read(extra - 3) << 3;
            footer |= aligned.read(reader);
        } else {
            footer = reader.read(extra);
        }
        recent[2] = recent[1];
        recent[1] = recent[0];
        recent[0] = SLOT_START[slot] + footer - 2;
        return recent[0];
    }

    /** Reads lengths of codes as differences to those before, themselves packed with a small code. */
    private void readLengths(byte[] lengths, int from, int to) throws MalformedException {
        byte[] preLengths = new byte[PRE_SYMBOLS];
        for (int i = 0; i < PRE_SYMBOLS; i++) {
            preLengths[i] = (byte) reader.read(4);
        }
        HuffmanCode code = HuffmanCode.of(preLengths, reader);
        int i = from;
        while (i < to) {
            int symbol = code.read(reader);
            int count = 1;
            byte length = 0;
            switch (symbol) {
                case 17 -> count = 4 + reader.read(4);
                case 18 -> count = 20 + reader.read(5);
                case 19 -> {
                    count = 4 + reader.read(1);
                    length = changed(lengths[i], code.read(reader));
                }
                default -> length = changed(lengths[i], symbol);
            }
            if (count > to - i) {
                throw reader.malformed("a run of " + count + " lengths of codes does not fit, " + (to - i) + " are to come");
            }
            Arrays.fill(lengths, i, i + count, length);
            i += count;
        }
    }

    private byte changed(byte length, int difference) throws MalformedException {
        if (difference > 16) {
            throw reader.malformed("the difference of two lengths of codes is " + difference + ", expected 0 to 16");
        }
        return (byte) ((length - difference + 17) % 17);
    }

    /** Targets of x86 calls were made absolute for better compression: makes them relative again. */
    private static void translateCalls(byte[] bytes) {
        for (int i = 0; i < bytes.length - CALL_TAIL; i++) {
            if ((bytes[i] & 0xff) == CALL) {
                int target = LittleEndian.i32(bytes, i + 1);
                if (target >= 0 && target < CALL_RANGE) {
                    LittleEndian.putU32(bytes, i + 1, target - i);
                } else if (target < 0 && target >= -i) {
                    LittleEndian.putU32(bytes, i + 1, target + CALL_RANGE);
                }
                i += 4;
            }
        }
    }
}
