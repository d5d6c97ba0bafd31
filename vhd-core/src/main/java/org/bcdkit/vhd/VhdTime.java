package org.bcdkit.vhd;

/** Time in a VHD: seconds since 2000-01-01 UTC, 32 bits, until 2136. */
final class VhdTime {

    private static final long EPOCH = 946_684_800L;

    private VhdTime() {}

    /** Seconds since 1970. */
    static long toUnix(long vhdTime) {
        return vhdTime + EPOCH;
    }

    static long fromUnix(long seconds) {
        return seconds - EPOCH & 0xffffffffL;
    }
}
