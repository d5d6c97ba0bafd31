package org.bcdkit.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.Extent;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.MbrWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionType;

/**
 * The partitions of a new disk for native boot: on a GPT a Microsoft reserved partition, as Windows has one on every such disk, and the one for
 * Windows; on an MBR the one for Windows alone, active. The boot manager is that of the machine, so there is no system partition. All start and
 * end at whole mebibytes.
 *
 * @param size of the disk in bytes
 * @param partitions in their order; the last is for Windows
 * @param table the bytes of the partition table, where they belong
 */
public record DiskLayout(long size, PartitionTable.Kind style, List<Partition> partitions, List<Extent> table) {

    public static final int SECTOR = 512;
    /** What Microsoft makes a reserved partition. */
    public static final long RESERVED = 16L << 20;

    private static final long MIB = 1L << 20;
    /** The first sector that an MBR has no number for. */
    private static final long MBR_END = 1L << 41;
    /** What mkntfs takes at least, with room for a file. */
    private static final long LEAST = 4L << 20;

    public DiskLayout {
        partitions = List.copyOf(partitions);
        table = List.copyOf(table);
    }

    /** Why no disk of that size can be laid out like this, in one sentence; empty when it can. */
    public static Optional<String> problem(long size, PartitionTable.Kind style) {
        if (style == PartitionTable.Kind.MBR && size > MBR_END) {
            return Optional.of("an MBR has numbers for 2 TiB, and the disk would have " + ByteSize.formatNeeded(size) + "; take a GPT");
        }
        long least = windowsStart(style) + LEAST + (style == PartitionTable.Kind.GPT ? MIB : 0);
        return size < least
                ? Optional.of("a disk of " + ByteSize.format(size) + " has no room for a partition table and an NTFS volume; the least is "
                        + ByteSize.formatNeeded(least))
                : Optional.empty();
    }

    /** A GPT. */
    public static DiskLayout gpt(long size, UUID disk, UUID reserved, UUID windows) {
        long start = windowsStart(PartitionTable.Kind.GPT);
        List<Partition> partitions = new ArrayList<>();
        partitions.add(Partition.gpt(1, PartitionType.Gpt.MICROSOFT_RESERVED, disk, reserved, MIB, RESERVED, "Microsoft reserved partition", 0));
        // The last mebibyte has the backup of the table.
        partitions.add(Partition.gpt(
                2, PartitionType.Gpt.BASIC_DATA, disk, windows, start, (size - MIB) / MIB * MIB - start, "Basic data partition", 0));
        return new DiskLayout(size, PartitionTable.Kind.GPT, partitions, GptWriter.write(disk, size, SECTOR, partitions));
    }

    /** An MBR. */
    public static DiskLayout mbr(long size, int signature) {
        long start = windowsStart(PartitionTable.Kind.MBR);
        List<Partition> partitions = List.of(Partition.mbr(1, PartitionType.Mbr.NTFS, signature, start, size / MIB * MIB - start, true));
        return new DiskLayout(size, PartitionTable.Kind.MBR, partitions, List.of(MbrWriter.write(signature, SECTOR, partitions)));
    }

    private static long windowsStart(PartitionTable.Kind style) {
        return style == PartitionTable.Kind.GPT ? MIB + RESERVED : MIB;
    }

    /** The partition for Windows. */
    public Partition windows() {
        return partitions.get(partitions.size() - 1);
    }
}
