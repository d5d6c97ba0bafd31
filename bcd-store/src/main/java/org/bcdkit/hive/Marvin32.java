package org.bcdkit.hive;

import java.io.IOException;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Storage;

/** The hash that log entries carry about themselves. REGF, "Log entries". */
final class Marvin32 {

    /** The seed of log entries: the first word of the state in the lower half. Its eight bytes are published in big-endian order. */
    private static final long LOG_SEED = 0x82ef4d887a4e55c5L;

    /** Read at a time; whole words. */
    private static final int PIECE = 64 << 10;

    private int low;
    private int high;

    private Marvin32(long seed) {
        low = (int) seed;
        high = (int) (seed >> 32);
    }

    /** The hash of {@code length} bytes at {@code position} as log entries have it, the first word in the lower half. */
    static long of(Storage log, long position, long length) throws IOException {
        Marvin32 state = new Marvin32(LOG_SEED);
        long at = 0;
        while (length - at > PIECE) {
            state.addWords(log.read(position + at, PIECE), 0, PIECE);
            at += PIECE;
        }
        return state.end(log.read(position + at, (int) (length - at)), 0, (int) (length - at));
    }

    static long of(long seed, byte[] bytes, int from, int length) {
        return new Marvin32(seed).end(bytes, from, length);
    }

    /** Adds the last bytes, and says what the hash is. */
    private long end(byte[] bytes, int from, int length) {
        int wholeWords = length / 4 * 4;
        addWords(bytes, from, wholeWords);
        // What is left of a word is followed by one byte 0x80.
        int last = 0x80;
        for (int i = length - 1; i >= wholeWords; i--) {
            last = last << 8 | bytes[from + i] & 0xff;
        }
        add(last);
        add(0);
        return Integer.toUnsignedLong(low) | Integer.toUnsignedLong(high) << 32;
    }

    private void addWords(byte[] bytes, int from, int length) {
        for (int i = 0; i < length; i += 4) {
            add(LittleEndian.i32(bytes, from + i));
        }
    }

    private void add(int word) {
        low += word;
        high ^= low;
        low = Integer.rotateLeft(low, 20) + high;
        high = Integer.rotateLeft(high, 9) ^ low;
        low = Integer.rotateLeft(low, 27) + high;
        high = Integer.rotateLeft(high, 19);
    }
}
