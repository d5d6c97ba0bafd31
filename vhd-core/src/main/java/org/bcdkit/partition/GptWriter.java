package org.bcdkit.partition;

import java.util.List;
import java.util.UUID;
import org.bcdkit.disk.Extent;
import org.bcdkit.layout.Checksums;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;

/** Writes a GUID partition table: protective MBR, table, and the table's backup at the end of the disk. */
public final class GptWriter {

    private static final int COUNT = 128;
    private static final Bytes BEYOND_CHS = Bytes.of((byte) 0xFF, (byte) 0xFF, (byte) 0xFF);

    private GptWriter() {}

    /**
     * @param disk GUID of the disk
     * @param diskSize in bytes
     * @param partitions numbered 1 to 128, of GPT types
     */
    public static List<Extent> write(UUID disk, long diskSize, int sectorSize, List<Partition> partitions) {
        long sectors = diskSize / sectorSize;
        int arraySectors = COUNT * GptEntry.SIZE / sectorSize;
        byte[] entries = new byte[COUNT * GptEntry.SIZE];
        for (Partition partition : partitions) {
            checkPlace(partition, sectorSize, 2L + arraySectors, sectors - 2 - arraySectors);
            byte[] entry = entry(partition, sectorSize).toArray();
            System.arraycopy(entry, 0, entries, (partition.number() - 1) * GptEntry.SIZE, GptEntry.SIZE);
        }
        StructImage header =
                GptHeader.LAYOUT
                        .blank()
                        .with(GptHeader.HEADER_SIZE, (long) GptHeader.SIZE)
                        .with(GptHeader.FIRST_USABLE, 2L + arraySectors)
                        .with(GptHeader.LAST_USABLE, sectors - 2 - arraySectors)
                        .with(GptHeader.DISK, disk)
                        .with(GptHeader.COUNT, (long) COUNT)
                        .with(GptHeader.ENTRY_SIZE, (long) GptEntry.SIZE)
                        .with(GptHeader.ENTRIES_CHECKSUM, Checksums.CRC_32.of(entries));
        StructImage primary = place(header, 1, sectors - 1, 2);
        StructImage backup = place(header, sectors - 1, 1, sectors - 1 - arraySectors);
        return List.of(
                protectiveMbr(sectors),
                new Extent(sectorSize, primary.toBytes()),
                new Extent(2L * sectorSize, Bytes.of(entries)),
                new Extent((sectors - 1 - arraySectors) * sectorSize, Bytes.of(entries)),
                new Extent((sectors - 1) * sectorSize, backup.toBytes()));
    }

    private static void checkPlace(Partition partition, int sectorSize, long firstUsable, long lastUsable) {
        if (partition.number() < 1 || partition.number() > COUNT) {
            throw new IllegalArgumentException("partition " + partition.number() + " has no entry of 1 to " + COUNT);
        }
        long first = partition.start() / sectorSize;
        long last = partition.end() / sectorSize - 1;
        if (first < firstUsable || last > lastUsable) {
            throw new IllegalArgumentException("partition " + partition.number() + " has the sectors " + first + " to " + last
                    + "; free for partitions are " + firstUsable + " to " + lastUsable);
        }
    }

    private static StructImage place(StructImage header, long mine, long other, long entries) {
        return header.with(GptHeader.MY_LBA, mine).with(GptHeader.OTHER_LBA, other).with(GptHeader.ENTRIES_LBA, entries).sealed();
    }

    /** UEFI 5.2.3: one entry over the whole disk, or over as much of it as an MBR can count. */
    private static Extent protectiveMbr(long sectors) {
        long count = Math.min(sectors - 1, 0xffffffffL);
        StructImage entry = MbrWriter.entry(PartitionType.Mbr.PROTECTIVE, 0, 1, count).with(MbrSector.LAST_CHS, MbrWriter.chs(sectors - 1, BEYOND_CHS));
        return new Extent(0, new MbrSector(MbrSector.LAYOUT.blank(), 0).withEntry(0, entry).image().toBytes());
    }

    static StructImage entry(Partition partition, int sectorSize) {
        if (!(partition.type() instanceof PartitionType.Gpt type)) {
            throw new IllegalArgumentException("not a partition of a GPT: " + partition.type().text());
        }
        return GptEntry.LAYOUT
                .blank()
                .with(GptEntry.TYPE, type.guid())
                .with(GptEntry.UNIQUE_ID, partition.uniqueId().orElseThrow())
                .with(GptEntry.FIRST, partition.start() / sectorSize)
                .with(GptEntry.LAST, partition.end() / sectorSize - 1)
                .with(GptEntry.ATTRIBUTES, partition.attributes())
                .with(GptEntry.NAME, partition.label());
    }
}
