package org.bcdkit.store;

import org.bcdkit.hive.Hive;

/** Puts a changed boot store into the hive it came from. */
public final class BcdStoreWriter {

    private BcdStoreWriter() {}

    /**
     * The hive with the store in it. Only keys that differ are touched: all others keep time stamp, security, flags, name and values.
     *
     * @param fileTime FILETIME for the keys that change
     */
    public static Hive update(Hive hive, BcdStore store, long fileTime) {
        throw new UnsupportedOperationException();
    }

    /** A hive for a new store, as Windows makes it: root {@code NewStoreRoot}, version 1.3, the two security descriptors of the specification. */
    public static Hive create(BcdStore store, long fileTime) {
        throw new UnsupportedOperationException();
    }
}
