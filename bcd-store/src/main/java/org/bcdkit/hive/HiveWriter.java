package org.bcdkit.hive;

import org.bcdkit.storage.Bytes;

/** Turns a hive into the bytes of a fresh file. */
public final class HiveWriter {

    private HiveWriter() {}

    public static Bytes write(Hive hive, long fileTime) {
        throw new UnsupportedOperationException();
    }
}
