package org.bcdkit.hive;

import java.io.IOException;

/** Looks up everything there is. */
final class RegistryKeys {

    private RegistryKeys() {}

    /** Reads all keys and values, and returns how many there are. */
    static int readAll(RegistryFile file) throws IOException {
        return readAll(file.root(), 0);
    }

    private static int readAll(RegistryKey key, int depth) throws IOException {
        int count = 1;
        for (String value : key.valueNames()) {
            key.value(value);
            count++;
        }
        // A key may be among its own subkeys: nobody who looks up a path follows that for ever.
        if (depth < 20) {
            for (String subkey : key.keyNames()) {
                count += readAll(key.key(subkey).orElseThrow(), depth + 1);
            }
        }
        return count;
    }
}
