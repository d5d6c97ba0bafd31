package org.bcdkit.disk;

import java.io.IOException;
import org.bcdkit.storage.Storage;

/** Part of a bitmap that tells which sectors a differencing disk holds itself: one bit each. */
public final class SectorBitmap {

    private final byte[] bytes;
    private final long firstByte;
    private final boolean highestFirst;

    private SectorBitmap(byte[] bytes, long firstByte, boolean highestFirst) {
        this.bytes = bytes;
        this.firstByte = firstByte;
        this.highestFirst = highestFirst;
    }

    /**
     * Reads the bits of the sectors {@code first} to {@code last}.
     *
     * @param position of the bitmap in {@code storage}
     * @param highestFirst whether the highest bit of a byte is its first sector, as in a VHD, or the lowest, as in a VHDX
     */
    public static SectorBitmap read(Storage storage, long position, long first, long last, boolean highestFirst) throws IOException {
        long firstByte = first / 8;
        return new SectorBitmap(storage.read(position + firstByte, (int) (last / 8 - firstByte) + 1), firstByte, highestFirst);
    }

    /** Whether the disk holds {@code sector}, which is one of those that were read. */
    public boolean isSet(long sector) {
        int bit = (int) (sector % 8);
        return (byteOf(sector) >> (highestFirst ? 7 - bit : bit) & 1) == 1;
    }

    /** The first sector behind {@code sector} of which the bitmap says the opposite; {@code limit} when there is none before. */
    long endOfRun(long sector, long limit) {
        boolean set = isSet(sector);
        byte same = (byte) (set ? -1 : 0);
        long at = sector + 1;
        while (at < limit && isSet(at) == set) {
            boolean wholeByte = at % 8 == 0 && at + 8 <= limit && byteOf(at) == same;
            at += wholeByte ? 8 : 1;
        }
        return at;
    }

    private byte byteOf(long sector) {
        return bytes[(int) (sector / 8 - firstByte)];
    }
}
