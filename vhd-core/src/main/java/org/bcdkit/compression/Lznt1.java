package org.bcdkit.compression;

import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.MalformedException;

/** LZNT1, in chunks of 4 KiB that each stand by themselves. MS-XCA 2.5. */
public final class Lznt1 {

    private static final String NAME = "LZNT1 chunk";
    private static final int CHUNK = 4096;
    private static final int COMPRESSED = 0x8000;
    private static final int MIN_MATCH = 3;

    private final String source;
    private final long position;
    private final byte[] packed;
    private final byte[] expanded;

    private Lznt1(String source, long position, byte[] packed, int size) {
        this.source = source;
        this.position = position;
        this.packed = packed;
        this.expanded = new byte[size];
    }

    /**
     * Expands chunks up to a header of zero or the end of {@code packed}; what they do not fill is zeros.
     *
     * @param position where {@code packed} stands in {@code source}, for messages
     * @param size of what comes out, a multiple of 4096
     */
    public static byte[] expand(String source, long position, byte[] packed, int size) throws MalformedException {
        Lznt1 lznt1 = new Lznt1(source, position, packed, size);
        lznt1.expand();
        return lznt1.expanded;
    }

    private void expand() throws MalformedException {
        int at = 0;
        for (int start = 0; start < expanded.length && at + 2 <= packed.length; start += CHUNK) {
            int header = LittleEndian.u16(packed, at);
            if (header == 0) {
                return;
            }
            int end = at + 2 + (header & 0xfff) + 1;
            if (end > packed.length) {
                throw malformed(at, "it has " + (end - at - 2) + " bytes, and " + (packed.length - at - 2) + " are there");
            }
            if ((header & COMPRESSED) != 0) {
                expandChunk(at + 2, end, start);
            } else {
                System.arraycopy(packed, at + 2, expanded, start, end - at - 2);
            }
            at = end;
        }
    }

    private void expandChunk(int from, int end, int start) throws MalformedException {
        int in = from;
        int out = start;
        while (in < end) {
            int flags = packed[in++] & 0xff;
            for (int i = 0; i < 8 && in < end; i++, flags >>= 1) {
                if ((flags & 1) == 0) {
                    if (out == start + CHUNK) {
                        throw malformed(in, "it expands to more than " + CHUNK + " bytes");
                    }
                    expanded[out++] = packed[in++];
                    continue;
                }
                if (in + 2 > end) {
                    throw malformed(in, "it ends within a match");
                }
                int match = LittleEndian.u16(packed, in);
                int lengthBits = lengthBits(out - start);
                int distance = (match >> lengthBits) + 1;
                int length = (match & (1 << lengthBits) - 1) + MIN_MATCH;
                if (distance > out - start || length > start + CHUNK - out) {
                    throw malformed(in, "a match of " + length + " bytes from " + distance + " bytes before does not fit at " + (out - start) + " of "
                            + CHUNK);
                }
                Matches.repeat(expanded, out, distance, length);
                out += length;
                in += 2;
            }
        }
    }

    /** How many of the 16 bits of a match are its length: 12 as long as 4 are enough for the distance, then fewer. */
    private static int lengthBits(int offset) {
        int distanceBits = Math.max(4, 32 - Integer.numberOfLeadingZeros(Math.max(0, offset - 1)));
        return 16 - distanceBits;
    }

    private MalformedException malformed(int at, String problem) {
        return new MalformedException(source, NAME, position + at, problem);
    }
}
