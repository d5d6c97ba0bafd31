package org.bcdkit.partition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.bcdkit.layout.Checksums;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/** Reads a GUID partition table: the first copy, or the one at the end of the disk when the first is damaged. */
final class GptReader {

    static final UUID UNUSED = new UUID(0, 0);
    /** 64 times what everybody makes. */
    private static final long MAX_ARRAY = 1 << 20;

    private static final Comparator<Partition> BY_START = new Comparator<>() {
        @Override
        public int compare(Partition a, Partition b) {
            return Long.compare(a.start(), b.start());
        }
    };

    private final Storage disk;
    private final int sectorSize;
    private final List<String> remarks = new ArrayList<>();

    private GptReader(Storage disk, int sectorSize) {
        this.disk = disk;
        this.sectorSize = sectorSize;
    }

    /** Whether a header of sectors of this size stands in the second of them; it need not be intact. */
    static boolean hasSignature(Storage disk, int sectorSize) throws IOException {
        if (disk.size() < 2L * sectorSize) {
            return false;
        }
        byte[] start = disk.read(sectorSize, 8);
        return GptHeader.SIGNATURE.length() == start.length && new String(start, StandardCharsets.ISO_8859_1).equals("EFI PART");
    }

    /**
     * @param remarks what is odd already
     * @throws MalformedException when both copies are damaged; the message is about the first
     */
    static PartitionTable.Gpt read(Storage disk, int sectorSize, List<String> remarks) throws IOException {
        GptReader reader = new GptReader(disk, sectorSize);
        reader.remarks.addAll(remarks);
        return reader.read();
    }

    private PartitionTable.Gpt read() throws IOException {
        long last = disk.size() / sectorSize - 1;
        GptHeader primary;
        try {
            primary = GptHeader.read(disk, sectorSize, 1);
        } catch (MalformedException problem) {
            return readBackup(last, last, problem);
        }
        long backup = primary.image().get(GptHeader.OTHER_LBA);
        byte[] entries;
        try {
            entries = entries(primary);
        } catch (MalformedException problem) {
            // On a disk that has grown the backup is not at the end, and this header, which is intact, knows where.
            return readBackup(backup > 1 && backup < last ? backup : last, last, problem);
        }
        if (backup != last) {
            remarks.add("the backup of the partition table is said to be in sector " + Long.toUnsignedString(backup) + ", not in the last one, " + last);
        }
        checkBackup(primary, backup);
        return table(primary, entries);
    }

    private void checkBackup(GptHeader primary, long lba) throws IOException {
        if (lba <= 1 || lba >= disk.size() / sectorSize) {
            remarks.add("the backup of the partition table is outside the disk");
            return;
        }
        try {
            GptHeader backup = GptHeader.read(disk, sectorSize, lba);
            entries(backup);
            if (!primary.agreesWith(backup)) {
                remarks.add("the backup of the partition table differs from the table");
            }
        } catch (FormatException e) {
            remarks.add("the backup of the partition table is damaged: " + e.problem());
        }
    }

    private PartitionTable.Gpt readBackup(long lba, long last, MalformedException problem) throws IOException {
        try {
            GptHeader backup = GptHeader.read(disk, sectorSize, lba);
            byte[] entries = entries(backup);
            String place = lba == last ? "at the end of the disk was used" : "in sector " + lba + " was used, which is not the last one, " + last;
            remarks.add("the partition table is damaged (" + problem.structure() + ": " + problem.problem() + "); its backup " + place);
            return table(backup, entries);
        } catch (MalformedException e) {
            throw problem;
        }
    }

    private byte[] entries(GptHeader header) throws IOException {
        return entries(disk, sectorSize, header);
    }

    /** All entries, with the right checksum. */
    static byte[] entries(Storage disk, int sectorSize, GptHeader header) throws IOException {
        long count = header.image().get(GptHeader.COUNT);
        long entrySize = header.image().get(GptHeader.ENTRY_SIZE);
        if (entrySize < GptEntry.SIZE || Long.bitCount(entrySize) != 1) {
            throw header.malformed(disk, GptHeader.ENTRY_SIZE, "size of an entry is " + entrySize + ", expected 128 times a power of two");
        }
        if (count * entrySize > MAX_ARRAY) {
            throw new UnsupportedException(
                    disk.name(), GptHeader.LAYOUT.name(), header.position() + GptHeader.COUNT.offset(), count + " entries of " + entrySize
                            + " bytes; supported are 1 MiB together");
        }
        long first = header.image().get(GptHeader.ENTRIES_LBA);
        if (first < 2 || first > (disk.size() - count * entrySize) / sectorSize) {
            throw header.malformed(disk, GptHeader.ENTRIES_LBA, "partition entries start in sector " + Long.toUnsignedString(first)
                    + ", expected a place inside the disk of " + disk.size() / sectorSize + " sectors");
        }
        byte[] entries = disk.read(first * sectorSize, (int) (count * entrySize));
        long computed = Checksums.CRC_32.of(entries);
        long stored = header.image().get(GptHeader.ENTRIES_CHECKSUM);
        if (stored != computed) {
            throw header.malformed(disk, GptHeader.ENTRIES_CHECKSUM, "partition entry CRC is 0x" + Long.toHexString(stored) + ", computed 0x"
                    + Long.toHexString(computed));
        }
        return entries;
    }

    private PartitionTable.Gpt table(GptHeader header, byte[] entries) throws MalformedException {
        UUID diskGuid = header.image().get(GptHeader.DISK);
        int entrySize = header.image().getInt(GptHeader.ENTRY_SIZE);
        List<Partition> partitions = new ArrayList<>();
        for (int i = 0; i < entries.length / entrySize; i++) {
            StructImage entry = GptEntry.LAYOUT.view(disk.name(), header.position(), entries, i * entrySize);
            if (!entry.get(GptEntry.TYPE).equals(UNUSED)) {
                partitions.add(partition(header, i + 1, entry, diskGuid));
            }
        }
        requireNoOverlap(partitions, header);
        return new PartitionTable.Gpt(diskGuid, sectorSize, partitions, remarks);
    }

    private Partition partition(GptHeader header, int number, StructImage entry, UUID diskGuid) throws MalformedException {
        long first = entry.get(GptEntry.FIRST);
        long last = entry.get(GptEntry.LAST);
        if (first < 1 || last < first || last >= disk.size() / sectorSize) {
            throw malformed(header, "partition " + number + " has the sectors " + Long.toUnsignedString(first) + " to " + Long.toUnsignedString(last)
                    + " of a disk that has " + disk.size() / sectorSize);
        }
        return Partition.gpt(
                number,
                new PartitionType.Gpt(entry.get(GptEntry.TYPE)),
                diskGuid,
                entry.get(GptEntry.UNIQUE_ID),
                first * sectorSize,
                (last - first + 1) * sectorSize,
                entry.get(GptEntry.NAME),
                entry.get(GptEntry.ATTRIBUTES));
    }

    private void requireNoOverlap(List<Partition> partitions, GptHeader header) throws MalformedException {
        List<Partition> sorted = new ArrayList<>(partitions);
        sorted.sort(BY_START);
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).start() < sorted.get(i - 1).end()) {
                throw malformed(header, "partition " + sorted.get(i).number() + " at 0x" + Long.toHexString(sorted.get(i).start()) + " overlaps partition "
                        + sorted.get(i - 1).number());
            }
        }
    }

    private MalformedException malformed(GptHeader header, String problem) {
        return new MalformedException(disk.name(), GptEntry.LAYOUT.name(), header.image().get(GptHeader.ENTRIES_LBA) * sectorSize, problem);
    }
}
