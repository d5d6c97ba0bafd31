package org.bcdkit.vhdx;

/** Which MiB of a file are taken: one bit each, kept in pages that are made when something in them is taken. */
final class TakenSpace {

    /** Behind this no block may lie; twice the largest disk. */
    static final int MAX_MEGABYTES = 128 << 20;

    private static final int PAGE_SHIFT = 16;
    private static final int PAGE_WORDS = 1 << PAGE_SHIFT - 6;

    private final long[][] pages = new long[MAX_MEGABYTES >>> PAGE_SHIFT][];

    /**
     * Takes {@code length} MiB from {@code start}, which lie before {@link #MAX_MEGABYTES}.
     *
     * @return whether they were all free; if not, nothing was taken
     */
    boolean take(int start, int length) {
        int end = start + length;
        for (int at = start; at < end; at = nextWord(at)) {
            long[] page = pages[at >>> PAGE_SHIFT];
            if (page != null && (page[word(at)] & mask(at, end)) != 0) {
                return false;
            }
        }
        for (int at = start; at < end; at = nextWord(at)) {
            long[] page = pages[at >>> PAGE_SHIFT];
            if (page == null) {
                page = new long[PAGE_WORDS];
                pages[at >>> PAGE_SHIFT] = page;
            }
            page[word(at)] |= mask(at, end);
        }
        return true;
    }

    boolean isTaken(int megabyte) {
        long[] page = pages[megabyte >>> PAGE_SHIFT];
        return page != null && (page[word(megabyte)] & mask(megabyte, megabyte + 1)) != 0;
    }

    private static int word(int megabyte) {
        return megabyte >>> 6 & PAGE_WORDS - 1;
    }

    private static int nextWord(int megabyte) {
        return (megabyte | 63) + 1;
    }

    /** The bits from {@code at} to {@code end} that are in the word of {@code at}. */
    private static long mask(int at, int end) {
        long fromStart = -1L << at;
        return end >= nextWord(at) ? fromStart : fromStart & ~(-1L << end);
    }
}
