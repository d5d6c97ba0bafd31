package org.bcdkit.layout;

import java.util.Arrays;
import org.bcdkit.storage.Bytes;

/**
 * The bytes of one structure, read and written through its layout. It holds the image and no copies of fields, so reserved and unknown bytes
 * survive by construction. Immutable.
 */
public final class StructImage {

    private final StructLayout layout;
    private final byte[] bytes;
    private final int base;

    StructImage(StructLayout layout, byte[] bytes, int base) {
        this.layout = layout;
        this.bytes = bytes;
        this.base = base;
    }

    public <T> T get(Field<T> field) {
        return field.get(bytes, base);
    }

    /** The number in {@code field} as an int: for fields of at most 31 bits and signed 32-bit numbers. */
    public int getInt(Field<Long> field) {
        return field.get(bytes, base).intValue();
    }

    public <T> StructImage with(Field<T> field, T value) {
        byte[] changed = toArray();
        field.put(changed, 0, value);
        return new StructImage(layout, changed, 0);
    }

    /** This image with its checksum field set. */
    public StructImage sealed() {
        return layout.checksumField().isPresent() ? with(layout.checksumField().get(), checksum()) : this;
    }

    long checksum() {
        Field<Long> field = layout.checksumField().orElseThrow();
        byte[] zeroed = toArray();
        field.put(zeroed, 0, 0L);
        return field.checksum().orElseThrow().of(zeroed);
    }

    public Bytes toBytes() {
        return Bytes.of(bytes, base, layout.size());
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(bytes, base, base + layout.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StructImage that && layout == that.layout && toBytes().equals(that.toBytes());
    }

    @Override
    public int hashCode() {
        return toBytes().hashCode();
    }

    @Override
    public String toString() {
        return layout.name() + " " + toBytes();
    }
}
