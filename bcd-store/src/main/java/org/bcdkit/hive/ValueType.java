package org.bcdkit.hive;

/**
 * The type of a registry value: any 32-bit number, a few of which have names.
 *
 * @param code the number stored in the {@code vk} record
 */
public record ValueType(int code) {

    public static final ValueType SZ = new ValueType(1);
    public static final ValueType EXPAND_SZ = new ValueType(2);
    public static final ValueType BINARY = new ValueType(3);
    public static final ValueType DWORD = new ValueType(4);
    public static final ValueType MULTI_SZ = new ValueType(7);
    public static final ValueType QWORD = new ValueType(11);

    // Written out: what the compiler makes for a record is linked when first used, which takes longer than reading a store.
    @Override
    public boolean equals(Object other) {
        return other instanceof ValueType that && code == that.code;
    }

    @Override
    public int hashCode() {
        return code;
    }

    /** {@code REG_SZ} and so on; {@code type 0x…} for a number without a name. */
    @Override
    public String toString() {
        return switch (code) {
            case 0 -> "REG_NONE";
            case 1 -> "REG_SZ";
            case 2 -> "REG_EXPAND_SZ";
            case 3 -> "REG_BINARY";
            case 4 -> "REG_DWORD";
            case 7 -> "REG_MULTI_SZ";
            case 11 -> "REG_QWORD";
            default -> "type 0x" + Integer.toHexString(code);
        };
    }
}
