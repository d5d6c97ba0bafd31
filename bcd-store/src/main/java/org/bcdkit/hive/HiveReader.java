package org.bcdkit.hive;

import java.io.IOException;
import java.util.List;
import org.bcdkit.storage.Storage;

/** Turns a registry hive file, with its transaction logs, into a value. */
public final class HiveReader {

    private HiveReader() {}

    public static Hive read(Storage primary, List<Storage> logs) throws IOException {
        throw new UnsupportedOperationException();
    }
}
