package org.bcdkit.compression;

import org.bcdkit.storage.MalformedException;

/** XPRESS with Huffman codes, in blocks of at most 64 KiB. MS-XCA 2.2. */
public final class XpressHuffman {

    private static final String NAME = "XPRESS block";
    private static final int SYMBOLS = 512;
    private static final int LENGTHS_SIZE = SYMBOLS / 2;
    private static final int LITERALS = 256;
    private static final int MIN_MATCH = 3;

    private XpressHuffman() {}

    /**
     * Expands one block.
     *
     * @param position where {@code packed} stands in {@code source}, for messages
     * @param size of what comes out, at most 64 KiB
     */
    public static byte[] expand(String source, long position, byte[] packed, int size) throws MalformedException {
        BitReader reader = new BitReader(source, NAME, position, packed, LENGTHS_SIZE);
        if (packed.length < LENGTHS_SIZE) {
            throw reader.malformed("it has " + packed.length + " bytes, expected at least " + LENGTHS_SIZE);
        }
        HuffmanCode code = HuffmanCode.of(lengths(packed), reader);
        byte[] expanded = new byte[size];
        int at = 0;
        while (at < size) {
            int symbol = code.read(reader);
            if (symbol < LITERALS) {
                expanded[at++] = (byte) symbol;
                continue;
            }
            reader.ensure(16);
            int length = matchLength(reader, symbol & 15);
            int distanceBits = symbol - LITERALS >> 4;
            int distance = 1 << distanceBits | reader.read(distanceBits);
            if (distance > at || length > size - at) {
                throw reader.malformed("a match of " + length + " bytes from " + distance + " bytes before does not fit at " + at + " of " + size);
            }
            Matches.repeat(expanded, at, distance, length);
            at += length;
        }
        return expanded;
    }

    /** Two lengths a byte, that of the lower symbol in the lower half. */
    private static byte[] lengths(byte[] packed) {
        byte[] lengths = new byte[SYMBOLS];
        for (int i = 0; i < LENGTHS_SIZE; i++) {
            lengths[2 * i] = (byte) (packed[i] & 15);
            lengths[2 * i + 1] = (byte) (packed[i] >> 4 & 15);
        }
        return lengths;
    }

    private static int matchLength(BitReader reader, int header) throws MalformedException {
        if (header < 15) {
            return header + MIN_MATCH;
        }
        int more = reader.readByte();
        if (more < 255) {
            return more + 15 + MIN_MATCH;
        }
        int length = reader.readU16();
        if (length == 0) {
            length = reader.readI32();
        }
        // Longer ones do not fit into a block; a check here keeps the sum from overflowing.
        if (length < 15 || length > 1 << 16) {
            throw reader.malformed("the length of a match is " + Integer.toUnsignedString(length) + ", expected 15 to 65536");
        }
        return length + MIN_MATCH;
    }
}
