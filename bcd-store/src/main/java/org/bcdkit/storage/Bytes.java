package org.bcdkit.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/** An immutable byte string that is equal by content. Registry data, cell contents and whole stores are handed around as this. */
public final class Bytes {

    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final byte[] array;
    private final int start;
    private final int size;

    private Bytes(byte[] array, int start, int size) {
        this.array = array;
        this.start = start;
        this.size = size;
    }

    /** A copy of {@code content}: later changes to the array are not seen. */
    public static Bytes of(byte... content) {
        return of(content, 0, content.length);
    }

    /** A copy of {@code length} bytes of {@code content} from {@code offset}. */
    public static Bytes of(byte[] content, int offset, int length) {
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(content, offset, offset + length), 0, length);
    }

    /** The first {@code length} bytes of {@code content}, without a copy: the caller gives the array away and never writes to it again. */
    public static Bytes giving(byte[] content, int length) {
        return part(content, 0, length);
    }

    /** Reads hexadecimal digits, two a byte, any case. Throws IllegalArgumentException for anything else. */
    public static Bytes ofHex(CharSequence hex) {
        if (hex.length() % 2 != 0) {
            throw new IllegalArgumentException("odd number of hexadecimal digits: " + hex.length());
        }
        byte[] content = new byte[hex.length() / 2];
        for (int i = 0; i < content.length; i++) {
            int high = Character.digit(hex.charAt(2 * i), 16);
            int low = Character.digit(hex.charAt(2 * i + 1), 16);
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("not a hexadecimal digit at " + 2 * i);
            }
            content[i] = (byte) (high << 4 | low);
        }
        return giving(content, content.length);
    }

    public int size() {
        return size;
    }

    public byte at(int index) {
        return array[start + Objects.checkIndex(index, size)];
    }

    /** {@code length} bytes from {@code offset}, without a copy: they keep the whole in memory. */
    public Bytes slice(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, size);
        return part(array, start + offset, length);
    }

    private static Bytes part(byte[] array, int start, int length) {
        return length == 0 ? EMPTY : new Bytes(array, start, length);
    }

    /** The array that has these bytes from {@link #start()}: for what goes through a file of many megabytes. Nobody writes to it. */
    public byte[] array() {
        return array;
    }

    /** Where these bytes start in {@link #array()}. */
    public int start() {
        return start;
    }

    /** A read-only little-endian view, positioned at the start. */
    public ByteBuffer littleEndian() {
        return ByteBuffer.wrap(array, start, size).slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(array, start, start + size);
    }

    /** Lower-case hexadecimal, two digits a byte. */
    public String toHex() {
        char[] text = new char[size * 2];
        for (int i = 0; i < size; i++) {
            text[2 * i] = HEX[array[start + i] >> 4 & 15];
            text[2 * i + 1] = HEX[array[start + i] & 15];
        }
        return new String(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, start, start + size, that.array, that.start, that.start + that.size);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = start; i < start + size; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return toHex();
    }
}
