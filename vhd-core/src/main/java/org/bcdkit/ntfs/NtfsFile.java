package org.bcdkit.ntfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/**
 * A file or folder with its attributes from all records that it has.
 *
 * @param base its own record
 * @param attributes segments of one attribute by their first cluster
 */
record NtfsFile(Clusters clusters, FileRecord base, List<Attribute> attributes) {

    /** Attributes with clusters are put in order; the others are never compared with one of the same name. */
    private static final Comparator<Attribute> BY_FIRST_CLUSTER = new Comparator<>() {
        @Override
        public int compare(Attribute a, Attribute b) {
            return Long.compare(a.isResident() ? 0 : a.form().get(Attribute.FIRST_VCN), b.isResident() ? 0 : b.form().get(Attribute.FIRST_VCN));
        }
    };

    static NtfsFile read(MasterFileTable table, FileReference reference) throws IOException {
        return read(table, table.read(reference));
    }

    static NtfsFile read(MasterFileTable table, FileRecord base) throws IOException {
        String source = table.clusters().name();
        if (base.base().bits() != 0) {
            throw base.malformed(source, FileRecord.BASE, "record " + base.number() + " belongs to another file, of record " + base.base().number());
        }
        List<Attribute> attributes = new ArrayList<>(base.attributes());
        for (FileReference other : AttributeList.otherRecords(table.clusters(), base)) {
            FileRecord record = table.read(other);
            if (!record.base().equals(base.reference())) {
                throw record.malformed(source, FileRecord.BASE, "record " + record.number() + " does not belong to record " + base.number()
                        + ", whose attribute list names it");
            }
            attributes.addAll(record.attributes());
        }
        attributes.sort(BY_FIRST_CLUSTER);
        return new NtfsFile(table.clusters(), base, List.copyOf(attributes));
    }

    FileReference reference() {
        return base.reference();
    }

    boolean isFolder() {
        return base.isFolder();
    }

    /** The attribute, or its first segment. */
    Optional<Attribute> find(int type, String name) {
        for (Attribute attribute : attributes) {
            if (attribute.is(type, name)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    /** All segments of the attribute; none when the file does not have it. */
    private List<Attribute> segments(int type, String name) throws MalformedException {
        List<Attribute> segments = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (attribute.is(type, name)) {
                segments.add(attribute);
            }
        }
        for (Attribute segment : segments) {
            if (segments.size() > 1 && segment.isResident()) {
                throw segment.malformed(clusters.name(), "record " + base.number() + " has it more than once");
            }
        }
        return segments;
    }

    /** The bytes of an attribute; absent when the file does not have it. */
    Optional<Storage> open(int type, String name, String nameOfResult) throws IOException {
        List<Attribute> segments = segments(type, name);
        return segments.isEmpty() ? Optional.empty() : Optional.of(AttributeValue.open(clusters, nameOfResult, segments));
    }

    /** The bytes of one of the file system's own structures, none of which is in a hole; absent when the file does not have it. */
    Optional<RunStorage> stored(int type, String name) throws IOException {
        List<Attribute> segments = segments(type, name);
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        if (segments.get(0).isResident()) {
            throw segments.get(0).malformed(clusters.name(), "it has no clusters");
        }
        RunStorage stored = AttributeValue.stored(clusters, clusters.name(), segments);
        stored.runs().requireNoHoles(segments.get(0));
        return Optional.of(stored);
    }

    /** How many clusters an attribute has in the volume: none when it is resident, or not there. */
    long placedClusters(int type, String name) throws MalformedException {
        List<Attribute> segments = segments(type, name);
        return segments.isEmpty() || segments.get(0).isResident() ? 0 : RunList.of(clusters, segments).placed();
    }

    /** The whole value of an attribute that is always small and resident. */
    byte[] resident(int type, String name) throws IOException {
        Attribute attribute = find(type, name).orElse(null);
        if (attribute == null || !attribute.isResident()) {
            throw malformed("it has no " + AttributeType.name(type) + " of its own");
        }
        return attribute.content().toArray();
    }

    /** The name that is not short in a folder, of a file that has a short one there. */
    Optional<String> longName(FileReference folder) throws MalformedException {
        for (Attribute attribute : attributes) {
            if (attribute.is(AttributeType.FILE_NAME, "") && attribute.isResident()) {
                byte[] value = attribute.content().toArray();
                FileName name = FileName.read(clusters.name(), attribute.position(), value, 0, value.length);
                if (name.folder().equals(folder) && !name.isShort()) {
                    return Optional.of(name.name());
                }
            }
        }
        return Optional.empty();
    }

    MalformedException malformed(String problem) {
        return new MalformedException(clusters.name(), FileRecord.LAYOUT.name(), base.position(), "record " + base.number() + ": " + problem);
    }
}
