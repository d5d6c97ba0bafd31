package org.bcdkit.layout;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bcdkit.storage.Bytes;

/** How a field is stored: one reading and one writing method side by side for each kind. */
abstract class FieldKind<T> {

    final String label;

    FieldKind(String label) {
        this.label = label;
    }

    abstract T get(byte[] bytes, int at, int length, boolean bigEndian);

    abstract void put(byte[] bytes, int at, int length, boolean bigEndian, T value);

    /** The value as messages show it: numbers in hexadecimal, text in back-ticks. */
    String show(T value) {
        return "`" + value + "`";
    }

    /** Unsigned up to 32 bits; 64-bit numbers keep all bits and are negative from 2^63 up. */
    static final FieldKind<Long> NUMBER = new FieldKind<>("number") {
        @Override
        Long get(byte[] bytes, int at, int length, boolean bigEndian) {
            long value = 0;
            for (int i = 0; i < length; i++) {
                value = value << 8 | bytes[bigEndian ? at + i : at + length - 1 - i] & 0xff;
            }
            return value;
        }

        @Override
        void put(byte[] bytes, int at, int length, boolean bigEndian, Long value) {
            for (int i = 0; i < length; i++) {
                bytes[bigEndian ? at + length - 1 - i : at + i] = (byte) (value >> 8 * i);
            }
        }

        @Override
        String show(Long value) {
            return "0x" + Long.toHexString(value);
        }
    };

    static final FieldKind<String> ASCII = new FieldKind<>("ASCII") {
        @Override
        String get(byte[] bytes, int at, int length, boolean bigEndian) {
            return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        }

        @Override
        void put(byte[] bytes, int at, int length, boolean bigEndian, String value) {
            putPadded(bytes, at, length, value.getBytes(StandardCharsets.ISO_8859_1));
        }
    };

    /** UTF-16 in the byte order of the structure, cut at the first NUL. */
    static final FieldKind<String> UTF_16 = new FieldKind<>("UTF-16") {
        @Override
        String get(byte[] bytes, int at, int length, boolean bigEndian) {
            String text = new String(bytes, at, length, bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
            int end = text.indexOf('\0');
            return end < 0 ? text : text.substring(0, end);
        }

        @Override
        void put(byte[] bytes, int at, int length, boolean bigEndian, String value) {
            putPadded(bytes, at, length, value.getBytes(bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE));
        }
    };

    /** First three fields little-endian: hives, GPT, VHDX. */
    static final FieldKind<UUID> GUID = new FieldKind<>("GUID, mixed-endian") {
        @Override
        UUID get(byte[] bytes, int at, int length, boolean bigEndian) {
            return LittleEndian.guid(bytes, at);
        }

        @Override
        void put(byte[] bytes, int at, int length, boolean bigEndian, UUID value) {
            LittleEndian.putGuid(bytes, at, value);
        }
    };

    /** All fields big-endian, in the order printed: VHD. */
    static final FieldKind<UUID> UUID_BIG_ENDIAN = new FieldKind<>("UUID, big-endian") {
        @Override
        UUID get(byte[] bytes, int at, int length, boolean bigEndian) {
            return new UUID(Long.reverseBytes(LittleEndian.u64(bytes, at)), Long.reverseBytes(LittleEndian.u64(bytes, at + 8)));
        }

        @Override
        void put(byte[] bytes, int at, int length, boolean bigEndian, UUID value) {
            LittleEndian.putU64(bytes, at, Long.reverseBytes(value.getMostSignificantBits()));
            LittleEndian.putU64(bytes, at + 8, Long.reverseBytes(value.getLeastSignificantBits()));
        }
    };

    static final FieldKind<Bytes> BYTES = new FieldKind<>("bytes") {
        @Override
        Bytes get(byte[] bytes, int at, int length, boolean bigEndian) {
            return Bytes.of(bytes, at, length);
        }

        @Override
        void put(byte[] bytes, int at, int length, boolean bigEndian, Bytes value) {
            putPadded(bytes, at, length, value.toArray());
        }
    };

    private static void putPadded(byte[] bytes, int at, int length, byte[] content) {
        if (content.length > length) {
            throw new IllegalArgumentException(content.length + " bytes do not fit into a field of " + length);
        }
        for (int i = 0; i < length; i++) {
            bytes[at + i] = i < content.length ? content[i] : 0;
        }
    }
}
