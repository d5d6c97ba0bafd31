package org.bcdkit.layout;

import java.util.UUID;

/** Numbers and GUIDs in little-endian bytes, for the tails of structures that a {@link StructLayout} cannot describe. */
public final class LittleEndian {

    private LittleEndian() {}

    public static int u16(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    public static int i32(byte[] bytes, int at) {
        return u16(bytes, at) | u16(bytes, at + 2) << 16;
    }

    public static long u32(byte[] bytes, int at) {
        return Integer.toUnsignedLong(i32(bytes, at));
    }

    public static long u64(byte[] bytes, int at) {
        return u32(bytes, at) | u32(bytes, at + 4) << 32;
    }

    public static void putU16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
    }

    public static void putU32(byte[] bytes, int at, long value) {
        putU16(bytes, at, (int) value);
        putU16(bytes, at + 2, (int) (value >> 16));
    }

    public static void putU64(byte[] bytes, int at, long value) {
        putU32(bytes, at, value);
        putU32(bytes, at + 4, value >> 32);
    }

    /** A GUID as Windows stores it: the first three fields little-endian, the rest in the order printed. */
    public static UUID guid(byte[] bytes, int at) {
        long high = u32(bytes, at) << 32 | (long) u16(bytes, at + 4) << 16 | u16(bytes, at + 6);
        return new UUID(high, Long.reverseBytes(u64(bytes, at + 8)));
    }

    public static void putGuid(byte[] bytes, int at, UUID guid) {
        long high = guid.getMostSignificantBits();
        putU32(bytes, at, high >>> 32);
        putU16(bytes, at + 4, (int) (high >>> 16));
        putU16(bytes, at + 6, (int) high);
        putU64(bytes, at + 8, Long.reverseBytes(guid.getLeastSignificantBits()));
    }
}
