package org.bcdkit.hive;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.layout.LittleEndian;
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

    /** Characters that the name of a value can have. */
    public static final int MAX_NAME_LENGTH = RegistryNames.MAX_LENGTH;

    /** A {@code REG_SZ} value: the text in UTF-16 and a NUL. */
    public static Value text(String name, String text) {
        byte[] data = new byte[2 * text.length() + 2];
        for (int i = 0; i < text.length(); i++) {
            LittleEndian.putU16(data, 2 * i, text.charAt(i));
        }
        return new Value(name, ValueType.SZ, Bytes.of(data));
    }

    /** A {@code REG_DWORD} value. */
    public static Value number(String name, int number) {
        byte[] data = new byte[Integer.BYTES];
        LittleEndian.putU32(data, 0, number);
        return new Value(name, ValueType.DWORD, Bytes.of(data));
    }

    /** What a {@code REG_SZ} or {@code REG_EXPAND_SZ} value says; empty when it is of another type. */
    public Optional<String> text() {
        return type.equals(ValueType.SZ) || type.equals(ValueType.EXPAND_SZ) ? Optional.of(RegistryText.at(data, 0)) : Optional.empty();
    }

    /** What a {@code REG_MULTI_SZ} value says; empty when it is of another type. */
    public Optional<List<String>> texts() {
        return type.equals(ValueType.MULTI_SZ) ? Optional.of(RegistryText.list(data)) : Optional.empty();
    }

    /** What a {@code REG_DWORD} value says; empty when it is of another type, or has not four bytes. */
    public OptionalInt number() {
        boolean isNumber = type.equals(ValueType.DWORD) && data.size() == Integer.BYTES;
        return isNumber ? OptionalInt.of(LittleEndian.i32(data.array(), data.start())) : OptionalInt.empty();
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
