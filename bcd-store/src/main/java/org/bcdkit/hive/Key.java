package org.bcdkit.hive;

import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.NameCase;
import org.bcdkit.storage.Bytes;

/**
 * A key with everything below it. REGF, "Key node".
 *
 * @param lastWritten FILETIME: 100-nanosecond units since 1601-01-01, as stored
 * @param flags the record's flags as read; bit 0x20 (ASCII name) is set by the writer from the name, the others are kept
 * @param userFlags the upper 16 bits of the dword at offset 52, kept
 * @param security the self-relative security descriptor
 * @param className empty when the key has none
 * @param keys subkeys in the order of the file (sorted by upper-case name when written)
 * @param values values in the order of the file, which is kept
 */
public record Key(
        String name, long lastWritten, int flags, int userFlags, Bytes security, Bytes className, List<Key> keys, List<Value> values) {

    public Key {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }

    /** The subkey of that name, compared without regard to case as the registry does. */
    public Optional<Key> key(String name) {
        for (Key key : keys) {
            if (NameCase.same(key.name, name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** The value of that name, compared without regard to case. */
    public Optional<Value> value(String name) {
        for (Value value : values) {
            if (NameCase.same(value.name(), name)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    public Key withKeys(List<Key> keys) {
        return new Key(name, lastWritten, flags, userFlags, security, className, keys, values);
    }

    public Key withValues(List<Value> values) {
        return new Key(name, lastWritten, flags, userFlags, security, className, keys, values);
    }

    public Key withLastWritten(long fileTime) {
        return new Key(name, fileTime, flags, userFlags, security, className, keys, values);
    }

    // Written out for the sake of start-up, as in ValueType.
    @Override
    public boolean equals(Object other) {
        return other instanceof Key that
                && name.equals(that.name)
                && lastWritten == that.lastWritten
                && flags == that.flags
                && userFlags == that.userFlags
                && security.equals(that.security)
                && className.equals(that.className)
                && values.equals(that.values)
                && keys.equals(that.keys);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Long.hashCode(lastWritten);
    }
}
