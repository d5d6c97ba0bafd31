package org.bcdkit.ntfs;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;

/**
 * A record of the master file table: a file or folder, or the attributes of one that did not fit into its own record.
 *
 * @param number in the table
 * @param position in the volume
 */
record FileRecord(long number, StructImage image, List<Attribute> attributes, long position) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("file record", 48);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 4, "signature", "`FILE`.");
    static final Field<Long> SEQUENCE_OFFSET = LAYOUT.u16(4, "update sequence offset", "See the multi-sector header.");
    static final Field<Long> SEQUENCE_SIZE = LAYOUT.u16(6, "update sequence size", "See the multi-sector header.");
    static final Field<Long> LOG_SEQUENCE = LAYOUT.u64(8, "log file sequence number", "Of the last change.");
    static final Field<Long> SEQUENCE = LAYOUT.u16(16, "sequence number", "How often the record was used; references name it.");
    static final Field<Long> LINKS = LAYOUT.u16(18, "link count", "Names of the file.");
    static final Field<Long> FIRST_ATTRIBUTE = LAYOUT.u16(20, "first attribute offset", "From the start of the record.");
    static final Field<Long> FLAGS = LAYOUT.u16(22, "flags", "1 in use, 2 folder.");
    static final Field<Long> USED = LAYOUT.u32(24, "used size", "Of the record in bytes.");
    static final Field<Long> ALLOCATED = LAYOUT.u32(28, "allocated size", "Of the record in bytes.");
    static final Field<Long> BASE = LAYOUT.u64(32, "base record", "Reference to the file's own record when this is not it; otherwise 0.");
    static final Field<Long> NEXT_ID = LAYOUT.u16(40, "next attribute id", "For a new attribute.");
    static final Field<Long> NUMBER = LAYOUT.u32(44, "record number", "Before NTFS 3.1 other things stand here.");

    private static final int IN_USE = 1;
    private static final int FOLDER = 2;

    static {
        LAYOUT.reserved(42, 2);
    }

    /** @param record the record as stored, which is changed */
    static FileRecord read(String source, long number, long position, byte[] record) throws MalformedException {
        UpdateSequence.restore(source, LAYOUT.name(), position, record, "FILE");
        StructImage image = LAYOUT.view(source, position, record, 0);
        long used = image.get(USED);
        if (used < LAYOUT.size() || used > record.length) {
            throw new MalformedException(
                    source, LAYOUT.name(), position + USED.offset(), "used size is " + used + ", expected at most " + record.length);
        }
        List<Attribute> attributes = new ArrayList<>();
        int at = image.getInt(FIRST_ATTRIBUTE);
        while (true) {
            if (at < UpdateSequence.LAYOUT.size() || at % 8 != 0 || at > used - 4) {
                throw new MalformedException(source, LAYOUT.name(), position, "its attributes do not end inside its used size of " + used);
            }
            if (LittleEndian.i32(record, at) == AttributeType.END) {
                return new FileRecord(number, image, List.copyOf(attributes), position);
            }
            Attribute attribute = Attribute.read(source, position, record, at, (int) used);
            attributes.add(attribute);
            at += attribute.header().getInt(Attribute.LENGTH);
        }
    }

    FileReference reference() {
        return FileReference.of(number, image.getInt(SEQUENCE));
    }

    /** The record of the file when this one is not it; otherwise all bits are 0. */
    FileReference base() {
        return new FileReference(image.get(BASE));
    }

    boolean isInUse() {
        return (image.getInt(FLAGS) & IN_USE) != 0;
    }

    boolean isFolder() {
        return (image.getInt(FLAGS) & FOLDER) != 0;
    }

    MalformedException malformed(String source, Field<?> field, String problem) {
        return new MalformedException(source, LAYOUT.name(), position + field.offset(), problem);
    }
}
