package org.bcdkit.hive;

import org.bcdkit.layout.LittleEndian;

/** The hash that log entries carry about themselves. REGF, "Log entries". */
final class Marvin32 {

    /** The seed of log entries: the first word of the state in the lower half. Its eight bytes are published in big-endian order. */
    private static final long LOG_SEED = 0x82ef4d887a4e55c5L;

    private int low;
    private int high;

    private Marvin32(long seed) {
        low = (int) seed;
        high = (int) (seed >> 32);
    }

    /** The hash of {@code length} bytes from {@code from} as log entries have it, the first word in the lower half. */
    static long of(byte[] bytes, int from, int length) {
        return of(LOG_SEED, bytes, from, length);
    }

    static long of(long seed, byte[] bytes, int from, int length) {
        Marvin32 state = new Marvin32(seed);
        int wholeWords = length / 4 * 4;
        for (int i = 0; i < wholeWords; i += 4) {
            state.add(LittleEndian.i32(bytes, from + i));
        }
        // What is left of a word is followed by one byte 0x80.
        int last = 0x80;
        for (int i = length - 1; i >= wholeWords; i--) {
            last = last << 8 | bytes[from + i] & 0xff;
        }
        state.add(last);
        state.add(0);
        return Integer.toUnsignedLong(state.low) | Integer.toUnsignedLong(state.high) << 32;
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
