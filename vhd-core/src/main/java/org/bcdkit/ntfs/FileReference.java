package org.bcdkit.ntfs;

/**
 * Names a file record: its number in the master file table in the lower 48 bits, and how often the record was reused in the upper 16.
 *
 * @param bits as stored
 */
record FileReference(long bits) {

    static final long MAX_NUMBER = (1L << 48) - 1;

    static FileReference of(long number, int sequence) {
        return new FileReference((long) sequence << 48 | number);
    }

    long number() {
        return bits & MAX_NUMBER;
    }

    int sequence() {
        return (int) (bits >>> 48);
    }

    // Written out for the sake of start-up, as in ValueType.
    @Override
    public boolean equals(Object other) {
        return other instanceof FileReference that && bits == that.bits;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bits);
    }
}
