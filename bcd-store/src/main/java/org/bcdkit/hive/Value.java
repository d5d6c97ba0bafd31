package org.bcdkit.hive;

import org.bcdkit.storage.Bytes;

/**
 * A value of a key. REGF, "Key value".
 *
 * @param name empty for the default value
 * @param flags the record's flags as read; bit 0 (ASCII name) is set by the writer from the name, the others are kept
 */
public record Value(String name, ValueType type, Bytes data, int flags) {

    public Value(String name, ValueType type, Bytes data) {
        this(name, type, data, 0);
    }
}
