package org.bcdkit.ntfs;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bcdkit.filesystem.FileAttribute;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * An attribute of a file, or one segment of it where its runs are spread over several records. All that belongs to a file is in attributes, its
 * content too.
 *
 * @param form the part of the header that only resident or only non-resident attributes have
 * @param content the value of a resident attribute, the mapping pairs of a non-resident one
 * @param position in the volume
 */
record Attribute(StructImage header, String name, StructImage form, Bytes content, long position) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("attribute header", 16);
    static final Field<Long> TYPE = LAYOUT.u32(0, "attribute type", "0x80 for the content of a file; all ones behind the last attribute.");
    static final Field<Long> LENGTH = LAYOUT.u32(4, "length", "In bytes, with the header.");
    static final Field<Long> NON_RESIDENT = LAYOUT.u8(8, "non-resident flag", "0 when the value stands in the record, 1 when it has clusters.");
    static final Field<Long> NAME_LENGTH = LAYOUT.u8(9, "name length", "In characters.");
    static final Field<Long> NAME_OFFSET = LAYOUT.u16(10, "name offset", "From the start of the attribute.");
    static final Field<Long> FLAGS = LAYOUT.u16(12, "flags", "Lower byte: compression, 1 is LZNT1; 0x4000 encrypted, 0x8000 sparse.");
    static final Field<Long> ID = LAYOUT.u16(14, "attribute id", "Tells apart the attributes of a record.");

    static final StructLayout RESIDENT = StructLayout.littleEndian("resident attribute", 8);
    static final Field<Long> VALUE_LENGTH = RESIDENT.u32(0, "value length", "In bytes.");
    static final Field<Long> VALUE_OFFSET = RESIDENT.u16(4, "value offset", "From the start of the attribute.");
    static final Field<Long> INDEXED = RESIDENT.u8(6, "indexed flag", "1 when an index lists the value.");

    static final StructLayout CLUSTERED = StructLayout.littleEndian("non-resident attribute", 48);
    static final Field<Long> FIRST_VCN = CLUSTERED.u64(0, "first VCN", "First cluster of the value that this segment is about.");
    static final Field<Long> LAST_VCN = CLUSTERED.u64(8, "last VCN", "Last of them; one less than the first when there is none.");
    static final Field<Long> RUNS_OFFSET = CLUSTERED.u16(16, "mapping pairs offset", "Of the run list, from the start of the attribute.");
    static final Field<Long> COMPRESSION_UNIT = CLUSTERED.u16(18, "compression unit", "Exponent of a number of clusters; 0 when never compressed.");
    static final Field<Long> ALLOCATED_SIZE = CLUSTERED.u64(24, "allocated size", "In bytes; this and what follows only in the first segment.");
    static final Field<Long> REAL_SIZE = CLUSTERED.u64(32, "real size", "Of the value in bytes.");
    static final Field<Long> INITIALIZED_SIZE = CLUSTERED.u64(40, "initialized size", "What was ever written; bytes behind it read as zeros.");

    static final int LZNT1 = 1;
    private static final int COMPRESSION = 0xff;
    private static final int ENCRYPTED = 0x4000;
    private static final int SPARSE = 0x8000;

    static {
        RESIDENT.reserved(7, 1);
        CLUSTERED.reserved(20, 4);
    }

    /**
     * The attribute at {@code at} of a file record.
     *
     * @param end where what is in use of the record ends
     * @param position of the record in the volume
     */
    static Attribute read(String source, long position, byte[] record, int at, int end) throws MalformedException {
        StructImage header = LAYOUT.view(source, position + at, record, at);
        StructLayout formLayout = header.get(NON_RESIDENT) == 0 ? RESIDENT : CLUSTERED;
        int smallest = LAYOUT.size() + formLayout.size();
        long length = header.get(LENGTH);
        if (length < smallest || length % 8 != 0 || length > end - at) {
            throw new MalformedException(
                    source, LAYOUT.name(), position + at + LENGTH.offset(), "length is " + length + ", expected a multiple of 8 from " + smallest + " to "
                            + (end - at));
        }
        StructImage form = formLayout.view(source, position + at + LAYOUT.size(), record, at + LAYOUT.size());
        Bytes stored = Bytes.of(record, at, (int) length);
        Bytes name = part(source, position + at, stored, "name", header.get(NAME_OFFSET), 2 * header.get(NAME_LENGTH));
        Bytes content = formLayout == RESIDENT
                ? part(source, position + at, stored, "value", form.get(VALUE_OFFSET), form.get(VALUE_LENGTH))
                : part(source, position + at, stored, "run list", form.get(RUNS_OFFSET), length - form.get(RUNS_OFFSET));
        return new Attribute(header, new String(name.toArray(), StandardCharsets.UTF_16LE), form, content, position + at);
    }

    private static Bytes part(String source, long position, Bytes stored, String what, long offset, long length) throws MalformedException {
        if (length < 0 || length > stored.size() || offset > stored.size() - length) {
            throw new MalformedException(source, LAYOUT.name(), position, "its " + what + " of " + length + " bytes at " + offset
                    + " does not lie inside its " + stored.size() + " bytes");
        }
        return stored.slice((int) offset, (int) length);
    }

    int type() {
        return header.getInt(TYPE);
    }

    boolean is(int type, String name) {
        return type() == type && this.name.equals(name);
    }

    boolean isResident() {
        return header.get(NON_RESIDENT) == 0;
    }

    /** The compression of the content, 0 for none. */
    int compression() {
        return header.getInt(FLAGS) & COMPRESSION;
    }

    boolean isEncrypted() {
        return (header.getInt(FLAGS) & ENCRYPTED) != 0;
    }

    /** How the value is kept; in the first segment. */
    void addTo(Set<FileAttribute> attributes) {
        if (compression() != 0) {
            attributes.add(FileAttribute.COMPRESSED);
        }
        if (isEncrypted()) {
            attributes.add(FileAttribute.ENCRYPTED);
        }
        if ((header.getInt(FLAGS) & SPARSE) != 0) {
            attributes.add(FileAttribute.SPARSE);
        }
    }

    /** Size of the value in bytes; in the first segment. */
    long size() {
        return isResident() ? content.size() : form.get(REAL_SIZE);
    }

    MalformedException malformed(String source, String problem) {
        return new MalformedException(source, AttributeType.name(type()), position, problem);
    }
}
