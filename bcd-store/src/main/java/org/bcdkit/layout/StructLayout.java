package org.bcdkit.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * The declaration of an on-disk structure of fixed size. Reading, writing, checking, the reference page and the layout test all come from it.
 * Fields are declared in static initialisers and never afterwards.
 */
public final class StructLayout {

    private final String name;
    private final int size;
    private final boolean bigEndian;
    private final List<Field<?>> fields = new ArrayList<>();
    /** Those of the fields that are checked each time: few, and structures are read by the thousand. */
    private final List<Field<?>> required = new ArrayList<>();
    private final List<Range> reserved = new ArrayList<>();
    private Optional<Field<Long>> checksumField = Optional.empty();

    /** A part of the structure that has no meaning, and is kept as it is. */
    public record Range(int offset, int length) {}

    private StructLayout(String name, int size, boolean bigEndian) {
        this.name = name;
        this.size = size;
        this.bigEndian = bigEndian;
    }

    /** @param name the structure as its specification calls it; messages and the reference use it */
    public static StructLayout littleEndian(String name, int size) {
        return new StructLayout(name, size, false);
    }

    /** @param name the structure as its specification calls it; messages and the reference use it */
    public static StructLayout bigEndian(String name, int size) {
        return new StructLayout(name, size, true);
    }

    public Field<Long> u8(int offset, String name, String meaning) {
        return add(FieldKind.NUMBER, offset, 1, name, meaning);
    }

    public Field<Long> u16(int offset, String name, String meaning) {
        return add(FieldKind.NUMBER, offset, 2, name, meaning);
    }

    public Field<Long> u32(int offset, String name, String meaning) {
        return add(FieldKind.NUMBER, offset, 4, name, meaning);
    }

    /** All 64 bits; as a Java number it is negative from 2^63 up. */
    public Field<Long> u64(int offset, String name, String meaning) {
        return add(FieldKind.NUMBER, offset, 8, name, meaning);
    }

    public Field<String> ascii(int offset, int length, String name, String meaning) {
        return add(FieldKind.ASCII, offset, length, name, meaning);
    }

    /** UTF-16 in the byte order of the structure, cut at the first NUL. */
    public Field<String> utf16(int offset, int length, String name, String meaning) {
        return add(FieldKind.UTF_16, offset, length, name, meaning);
    }

    /** A GUID with its first three fields little-endian. */
    public Field<UUID> guid(int offset, String name, String meaning) {
        return add(FieldKind.GUID, offset, 16, name, meaning);
    }

    /** A UUID with all fields big-endian. */
    public Field<UUID> uuid(int offset, String name, String meaning) {
        return add(FieldKind.UUID_BIG_ENDIAN, offset, 16, name, meaning);
    }

    public Field<Bytes> bytes(int offset, int length, String name, String meaning) {
        return add(FieldKind.BYTES, offset, length, name, meaning);
    }

    /** Declares that a part has no meaning: the layout test allows no gap that is not declared. */
    public void reserved(int offset, int length) {
        reserved.add(new Range(offset, length));
    }

    private <T> Field<T> add(FieldKind<T> kind, int offset, int length, String fieldName, String meaning) {
        Field<T> field = new Field<>(this, kind, offset, length, fieldName, meaning);
        fields.add(field);
        return field;
    }

    void requiredField(Field<?> field) {
        required.add(field);
    }

    @SuppressWarnings("unchecked") // only numbers can be checksums: Field.checksum is used on u32 fields
    void checksumField(Field<?> field) {
        checksumField = Optional.of((Field<Long>) field);
    }

    /**
     * Takes a copy of the structure at the start of {@code bytes} and checks length, required values and checksum.
     *
     * @param source what to call the file in messages
     * @param position where in the file the structure stands
     */
    public StructImage read(String source, long position, byte[] bytes) throws MalformedException {
        return read(source, position, bytes, 0);
    }

    /** As {@link #read(String, long, byte[])}, from {@code at} in the array. */
    public StructImage read(String source, long position, byte[] bytes, int at) throws MalformedException {
        if (at < 0 || bytes.length - at < size) {
            throw new MalformedException(source, name, position, "it takes " + size + " bytes and only " + Math.max(0, bytes.length - at) + " are there");
        }
        byte[] own = new byte[size];
        System.arraycopy(bytes, at, own, 0, size);
        StructImage image = new StructImage(this, own, 0);
        check(source, position, image);
        return image;
    }

    /**
     * The structure at {@code at} of an array that nobody changes, without a copy and with required values checked but no checksum. For
     * structures that are read by the thousand.
     */
    public StructImage view(String source, long position, byte[] bytes, int at) throws MalformedException {
        if (at < 0 || bytes.length - at < size) {
            throw new MalformedException(source, name, position, "it takes " + size + " bytes and only " + Math.max(0, bytes.length - at) + " are there");
        }
        StructImage image = new StructImage(this, bytes, at);
        checkRequired(source, position, image);
        return image;
    }

    /** An image of zeros, with the required values in place. */
    public StructImage blank() {
        byte[] bytes = new byte[size];
        for (Field<?> field : required) {
            putRequired(bytes, field);
        }
        return new StructImage(this, bytes, 0);
    }

    private static <T> void putRequired(byte[] bytes, Field<T> field) {
        field.put(bytes, 0, field.required().orElseThrow());
    }

    private void check(String source, long position, StructImage image) throws MalformedException {
        checkRequired(source, position, image);
        if (checksumField.isPresent()) {
            Field<Long> field = checksumField.get();
            long stored = image.get(field);
            long computed = image.checksum();
            if (stored != computed) {
                throw new MalformedException(
                        source,
                        name,
                        position + field.offset(),
                        field.name() + " is " + FieldKind.NUMBER.show(stored) + ", computed " + FieldKind.NUMBER.show(computed));
            }
        }
    }

    private void checkRequired(String source, long position, StructImage image) throws MalformedException {
        for (Field<?> field : required) {
            checkRequired(source, position, image, field);
        }
    }

    private <T> void checkRequired(String source, long position, StructImage image, Field<T> field) throws MalformedException {
        T found = image.get(field);
        T expected = field.required().orElseThrow();
        if (!found.equals(expected)) {
            throw new MalformedException(
                    source,
                    name,
                    position + field.offset(),
                    field.name() + " is " + Printable.of(field.kind().show(found)) + ", expected " + field.kind().show(expected));
        }
    }

    public String name() {
        return name;
    }

    /** Size in bytes. */
    public int size() {
        return size;
    }

    public List<Field<?>> fields() {
        return List.copyOf(fields);
    }

    public List<Range> reservedRanges() {
        return List.copyOf(reserved);
    }

    boolean isBigEndian() {
        return bigEndian;
    }

    Optional<Field<Long>> checksumField() {
        return checksumField;
    }

    /** The reference page of this structure: a table of its fields. */
    public String toMarkdown() {
        StringBuilder page = new StringBuilder();
        page.append("## ").append(name).append("\n\n");
        page.append(size).append(" bytes, ").append(bigEndian ? "big" : "little").append("-endian.\n\n");
        page.append("| offset | bytes | kind | field | meaning |\n|---|---|---|---|---|\n");
        List<Field<?>> sorted = new ArrayList<>(fields);
        sorted.sort((a, b) -> Integer.compare(a.offset(), b.offset()));
        for (Field<?> field : sorted) {
            page.append("| 0x").append(Integer.toHexString(field.offset())).append(" | ").append(field.length()).append(" | ");
            page.append(field.kind().label).append(" | ").append(field.name()).append(" | ").append(field.meaning()).append(" |\n");
        }
        return page.toString();
    }
}
