package org.bcdkit.ntfs;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Storage;

/** Says which other records have attributes of a file that do not fit into its own. */
final class AttributeList {

    /** The most that NTFS lets it become. */
    private static final int MAX_SIZE = 256 << 10;

    static final StructLayout LAYOUT = StructLayout.littleEndian("attribute list entry", 26);
    static final Field<Long> TYPE = LAYOUT.u32(0, "attribute type", "As in the attribute.");
    static final Field<Long> LENGTH = LAYOUT.u16(4, "length", "Of the entry in bytes.");
    static final Field<Long> NAME_LENGTH = LAYOUT.u8(6, "name length", "In characters.");
    static final Field<Long> NAME_OFFSET = LAYOUT.u8(7, "name offset", "From the start of the entry.");
    static final Field<Long> FIRST_VCN = LAYOUT.u64(8, "first VCN", "As in the attribute; 0 when that is resident.");
    static final Field<Long> RECORD = LAYOUT.u64(16, "file reference", "Of the record that has the attribute.");
    static final Field<Long> ID = LAYOUT.u16(24, "attribute id", "As in the attribute.");

    private AttributeList() {}

    /** The other records of a file, in the order of the list; none when it has no list. */
    static Set<FileReference> otherRecords(Clusters clusters, FileRecord base) throws IOException {
        Set<FileReference> others = new LinkedHashSet<>();
        Optional<Attribute> attribute = find(base);
        if (attribute.isEmpty()) {
            return others;
        }
        if (attribute.get().size() > MAX_SIZE) {
            throw attribute.get().malformed(clusters.name(), "it has " + attribute.get().size() + " bytes, expected at most " + MAX_SIZE);
        }
        Storage value = AttributeValue.open(clusters, clusters.name(), List.of(attribute.get()));
        byte[] list = value.read(0, (int) value.size());
        int at = 0;
        while (at < list.length) {
            StructImage entry = LAYOUT.view(clusters.name(), attribute.get().position(), list, at);
            int length = entry.getInt(LENGTH);
            if (length < LAYOUT.size()) {
                throw attribute.get().malformed(clusters.name(), "the entry at " + at + " has " + length + " bytes, expected at least "
                        + LAYOUT.size());
            }
            FileReference record = new FileReference(entry.get(RECORD));
            if (record.number() != base.number()) {
                others.add(record);
            }
            at += length;
        }
        return others;
    }

    private static Optional<Attribute> find(FileRecord base) {
        for (Attribute attribute : base.attributes()) {
            if (attribute.type() == AttributeType.ATTRIBUTE_LIST) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }
}
