package org.bcdkit.compression;

import org.bcdkit.storage.MalformedException;

/** A canonical Huffman code of at most 16 bits: codes of one length are given to symbols in ascending order, shorter codes first. */
final class HuffmanCode {

    private static final int MAX_LENGTH = 16;
    /** Codes up to this length are looked up; longer ones, which are rare, are counted out. */
    private static final int DIRECT_BITS = 10;

    /** For each start of a code: symbol and length of the code, or 0. */
    private final int[] direct = new int[1 << DIRECT_BITS];
    private final int[] counts = new int[MAX_LENGTH + 1];
    private final int[] sorted;

    private HuffmanCode(int symbols) {
        sorted = new int[symbols];
    }

    /**
     * @param lengths of the code of each symbol in bits, 0 to 16; 0 for one that does not occur
     * @throws MalformedException when these are more codes than there can be
     */
    static HuffmanCode of(byte[] lengths, BitReader reader) throws MalformedException {
        HuffmanCode code = new HuffmanCode(lengths.length);
        for (byte length : lengths) {
            code.counts[length]++;
        }
        code.counts[0] = 0;
        int[] next = new int[MAX_LENGTH + 1];
        int used = 0;
        int index = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            used += code.counts[length] << MAX_LENGTH - length;
            next[length] = index;
            index += code.counts[length];
        }
        if (used > 1 << MAX_LENGTH) {
            throw reader.malformed("the lengths of the Huffman codes contradict one another");
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] != 0) {
                code.sorted[next[lengths[symbol]]++] = symbol;
            }
        }
        code.fillDirect();
        return code;
    }

    private void fillDirect() {
        int start = 0;
        int index = 0;
        for (int length = 1; length <= DIRECT_BITS; length++) {
            int span = 1 << DIRECT_BITS - length;
            for (int i = 0; i < counts[length]; i++) {
                int entry = sorted[index++] << 5 | length;
                for (int end = start + span; start < end; start++) {
                    direct[start] = entry;
                }
            }
        }
    }

    /** The symbol whose code comes next. */
    int read(BitReader reader) throws MalformedException {
        int ahead = reader.peek16();
        int entry = direct[ahead >> MAX_LENGTH - DIRECT_BITS];
        if (entry != 0) {
            reader.skip(entry & 31);
            return entry >> 5;
        }
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            int offset = (ahead >> MAX_LENGTH - length) - first;
            if (offset < counts[length]) {
                reader.skip(length);
                return sorted[index + offset];
            }
            index += counts[length];
            first = first + counts[length] << 1;
        }
        throw reader.malformed("no symbol has this Huffman code");
    }
}
