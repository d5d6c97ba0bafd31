package org.bcdkit.layout;

import java.util.Optional;

/**
 * One field of a {@link StructLayout}: where it is, how it is stored and what it means.
 *
 * @param <T> what the stored bytes are as a value
 */
public final class Field<T> {

    private final StructLayout layout;
    private final FieldKind<T> kind;
    private final int offset;
    private final int length;
    private final String name;
    private final String meaning;
    private Optional<T> required = Optional.empty();
    private Optional<Checksum> checksum = Optional.empty();

    Field(StructLayout layout, FieldKind<T> kind, int offset, int length, String name, String meaning) {
        this.layout = layout;
        this.kind = kind;
        this.offset = offset;
        this.length = length;
        this.name = name;
        this.meaning = meaning;
    }

    /** Reading fails unless the field has this value; a new structure starts with it. */
    public Field<T> mustBe(T value) {
        required = Optional.of(value);
        layout.requiredField(this);
        return this;
    }

    /** This field holds a checksum of the structure: checked when reading, set by {@link StructImage#sealed()}. */
    public Field<T> checksum(Checksum checksum) {
        this.checksum = Optional.of(checksum);
        layout.checksumField(this);
        return this;
    }

    public String name() {
        return name;
    }

    public String meaning() {
        return meaning;
    }

    /** Offset in the structure, in bytes. */
    public int offset() {
        return offset;
    }

    /** Length in bytes. */
    public int length() {
        return length;
    }

    StructLayout layout() {
        return layout;
    }

    FieldKind<T> kind() {
        return kind;
    }

    Optional<T> required() {
        return required;
    }

    Optional<Checksum> checksum() {
        return checksum;
    }

    T get(byte[] bytes, int base) {
        return kind.get(bytes, base + offset, length, layout.isBigEndian());
    }

    void put(byte[] bytes, int base, T value) {
        kind.put(bytes, base + offset, length, layout.isBigEndian(), value);
    }
}
