package org.bcdkit.store;

import org.bcdkit.hive.Hive;
import org.bcdkit.storage.FormatException;

/** Turns a hive into a boot store. */
public final class BcdStoreReader {

    private BcdStoreReader() {}

    /**
     * @param source what to call the store in messages
     * @throws org.bcdkit.storage.MalformedException when the hive holds no boot store (no {@code Objects} key below the root)
     */
    public static BcdStore read(String source, Hive hive) throws FormatException {
        throw new UnsupportedOperationException();
    }
}
