package org.bcdkit.ntfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.MalformedException;

/** The file that has a record for every file, itself included. Its first four records are there twice. */
final class MasterFileTable {

    static final long LOG = 2;
    static final long VOLUME = 3;
    static final long ROOT = 5;
    static final long CLUSTER_BITMAP = 6;
    static final long UPPER_CASE = 10;
    /** Records below are those of the file system's own files. */
    static final long FIRST_OF_USERS = 16;

    private static final int MIRRORED = 4;

    private final Clusters clusters;
    private final int recordSize;
    private final long mirrorPosition;
    private RunStorage contents;

    private MasterFileTable(Clusters clusters, NtfsBootSector boot) {
        this.clusters = clusters;
        this.recordSize = boot.recordSize();
        this.mirrorPosition = boot.mirrorPosition();
    }

    /** Finds the table, which may be in pieces whose places are told by the pieces before. */
    static MasterFileTable open(Clusters clusters, NtfsBootSector boot) throws IOException {
        MasterFileTable table = new MasterFileTable(clusters, boot);
        FileRecord own = table.firstRecord(boot.tablePosition());
        List<Attribute> segments = new ArrayList<>();
        addSegments(own, segments);
        if (segments.isEmpty() || segments.get(0).isResident()) {
            throw own.malformed(clusters.name(), FileRecord.FIRST_ATTRIBUTE, "the master file table has no clusters");
        }
        table.contents = covered(clusters, segments);
        for (FileReference other : AttributeList.otherRecords(clusters, own)) {
            if (addSegments(table.read(other), segments)) {
                table.contents = covered(clusters, segments);
            }
        }
        table.contents = AttributeValue.stored(clusters, clusters.name(), segments);
        return table;
    }

    private static boolean addSegments(FileRecord record, List<Attribute> segments) {
        int before = segments.size();
        for (Attribute attribute : record.attributes()) {
            if (attribute.is(AttributeType.DATA, "")) {
                segments.add(attribute);
            }
        }
        return segments.size() > before;
    }

    /** As much of the table as the segments found so far tell. */
    private static RunStorage covered(Clusters clusters, List<Attribute> segments) throws MalformedException {
        RunList runs = RunList.of(clusters, segments);
        runs.requireNoHoles(segments.get(0));
        long size = runs.end() * clusters.size();
        return new RunStorage(clusters.name(), clusters, runs, size, size);
    }

    private FileRecord firstRecord(long position) throws IOException {
        try {
            return recordAt(0, position);
        } catch (MalformedException problem) {
            return mirrored(0, problem);
        }
    }

    private FileRecord mirrored(long number, MalformedException problem) throws IOException {
        try {
            return recordAt(number, mirrorPosition + number * recordSize);
        } catch (MalformedException e) {
            throw problem;
        }
    }

    private FileRecord recordAt(long number, long position) throws IOException {
        return FileRecord.read(clusters.name(), number, position, clusters.partition().read(position, recordSize));
    }

    /** The record of that number, in use or not. */
    FileRecord read(long number) throws IOException {
        if (number >= count()) {
            throw new MalformedException(clusters.name(), FileRecord.LAYOUT.name(), 0, "record " + number
                    + " is referred to, and the master file table has " + count());
        }
        long at = number * recordSize;
        try {
            // Records may be larger than clusters, and then in pieces.
            return FileRecord.read(clusters.name(), number, contents.volumePosition(at), contents.read(at, recordSize));
        } catch (MalformedException problem) {
            if (number < MIRRORED) {
                return mirrored(number, problem);
            }
            throw problem;
        }
    }

    /** How many records there are, in use or not. */
    long count() {
        return contents.size() / recordSize;
    }

    /** The record of that number; empty when it is none, as those that were never in use are. */
    Optional<FileRecord> readIfSound(long number) throws IOException {
        try {
            return Optional.of(read(number));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** The record that a reference means. */
    FileRecord read(FileReference reference) throws IOException {
        FileRecord record = read(reference.number());
        if (!record.isInUse()) {
            throw record.malformed(clusters.name(), FileRecord.FLAGS, "record " + record.number() + " is referred to and not in use");
        }
        if (!record.reference().equals(reference)) {
            throw record.malformed(clusters.name(), FileRecord.SEQUENCE, "record " + record.number() + " has sequence number "
                    + record.reference().sequence() + ", and a reference to it has " + reference.sequence());
        }
        return record;
    }

    Clusters clusters() {
        return clusters;
    }
}
