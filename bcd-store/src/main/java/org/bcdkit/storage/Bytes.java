package org.bcdkit.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** An immutable byte string that is equal by content. Registry data, cell contents and whole stores are handed around as this. */
public final class Bytes {

    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of {@code content}: later changes to the array are not seen. */
    public static Bytes of(byte... content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone());
    }

    /** A copy of {@code length} bytes of {@code content} from {@code offset}. */
    public static Bytes of(byte[] content, int offset, int length) {
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(content, offset, offset + length));
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
        return new Bytes(content);
    }

    public int size() {
        return content.length;
    }

    public byte at(int index) {
        return content[index];
    }

    /** {@code length} bytes from {@code offset}, as a value of their own. */
    public Bytes slice(int offset, int length) {
        return of(content, offset, length);
    }

    /** A read-only little-endian view, positioned at the start. */
    public ByteBuffer littleEndian() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    public byte[] toArray() {
        return content.clone();
    }

    /** Lower-case hexadecimal, two digits a byte. */
    public String toHex() {
        char[] text = new char[content.length * 2];
        for (int i = 0; i < content.length; i++) {
            text[2 * i] = HEX[content[i] >> 4 & 15];
            text[2 * i + 1] = HEX[content[i] & 15];
        }
        return new String(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
