package org.bcdkit.store;

import java.util.List;
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

    /** Keys and values that have no place in a boot store and are not seen in {@link #read}: sentences, each with the path of the key. They are kept. */
    public static List<String> oddities(Hive hive) {
        throw new UnsupportedOperationException();
    }
}
