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

    // Written out for the sake of start-up, as in ValueType.
    @Override
    public boolean equals(Object other) {
        return other instanceof Value that
                && name.equals(that.name)
                && type.equals(that.type)
                && data.equals(that.data)
                && flags == that.flags;
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + data.hashCode();
    }
}
