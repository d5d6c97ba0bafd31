package org.bcdkit.layout;

import java.time.Instant;

/** Times as Windows stores them (FILETIME): units of 100 nanoseconds since 1601-01-01 UTC, unsigned. */
public final class FileTime {

    /** Between 1601-01-01 and 1970-01-01, where Java counts from. */
    private static final long EPOCH_SECONDS = 11_644_473_600L;
    private static final long UNITS_A_SECOND = 10_000_000;
    private static final int NANOS_A_UNIT = 100;

    private FileTime() {}

    public static long of(Instant instant) {
        return (instant.getEpochSecond() + EPOCH_SECONDS) * UNITS_A_SECOND + instant.getNano() / NANOS_A_UNIT;
    }

    public static Instant toInstant(long fileTime) {
        return Instant.ofEpochSecond(
                Long.divideUnsigned(fileTime, UNITS_A_SECOND) - EPOCH_SECONDS, Long.remainderUnsigned(fileTime, UNITS_A_SECOND) * NANOS_A_UNIT);
    }
}
