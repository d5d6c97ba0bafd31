package org.bcdkit.vhdx;

/**
 * One entry of the block allocation table: the state of a block in bits 0 to 2, its place in MiB in bits 20 to 63. MS-VHDX 2.5.1.
 *
 * @param bits as stored
 */
record BlockEntry(long bits) {

    static final int NOT_PRESENT = 0;
    static final int UNDEFINED = 1;
    static final int ZERO = 2;
    static final int UNMAPPED = 3;
    static final int FULLY_PRESENT = 6;
    static final int PARTIALLY_PRESENT = 7;
    /** Of a sector bitmap block, the only state besides {@link #NOT_PRESENT}. */
    static final int BITMAP_PRESENT = 6;

    private static final long RESERVED = 0xffff8;

    static BlockEntry of(int state, long position) {
        return new BlockEntry(position | state);
    }

    int state() {
        return (int) bits & 7;
    }

    /** Place in the file, in bytes. */
    long position() {
        return bits & -1L << 20;
    }

    /** Place in the file, in MiB. */
    long megabyte() {
        return bits >>> 20;
    }

    /** Whether a block in this state may keep a place in which nothing is that anybody reads. */
    boolean mayKeepPlace() {
        return state() == UNMAPPED || state() == UNDEFINED;
    }

    boolean hasReservedBits() {
        return (bits & RESERVED) != 0;
    }
}
