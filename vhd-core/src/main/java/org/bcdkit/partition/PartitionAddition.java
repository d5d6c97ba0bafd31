package org.bcdkit.partition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.Basis;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.Extent;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableStorage;

/**
 * A plan that adds a partition to the table of a disk, which is sound, and changes nothing else about it.
 *
 * <p>Of a GPT the backup is written first and then the table, as UEFI 5.3.2 demands, each of them entries first and header last, and each sector is
 * safe before the next is written. So at every moment one of the two is whole, and says what was before or what is to be. An MBR is one sector.
 */
public final class PartitionAddition {

    private static final long MAX_MBR_SECTORS = 0xFFFFFFFFL;

    private final Optional<String> problem;
    private final Optional<Partition> partition;
    private final List<Extent> writes;
    private final Basis basis;

    private PartitionAddition(Optional<String> problem, Optional<Partition> partition, List<Extent> writes, Basis basis) {
        this.problem = problem;
        this.partition = partition;
        this.writes = List.copyOf(writes);
        this.basis = basis;
    }

    /**
     * Finds a place for {@code wanted}, the first that is large enough and at a whole mebibyte.
     *
     * @param sectorSize of the disk
     * @throws MalformedException when the table cannot be read
     */
    public static PartitionAddition plan(Storage disk, int sectorSize, NewPartition wanted) throws IOException {
        PartitionTable table = PartitionTables.read(disk, sectorSize);
        if (table.kind() == PartitionTable.Kind.NONE) {
            return refused(disk.name() + " has no partition table; make an empty one first, for instance with sgdisk --clear");
        }
        if (table.kind() != wanted.table()) {
            String kind = table.kind() == PartitionTable.Kind.GPT ? "a GPT" : "an MBR";
            return refused(disk.name() + " has " + kind + ", which has no partitions of type " + wanted.type().text());
        }
        if (!table.remarks().isEmpty()) {
            return refused("the partition table of " + disk.name() + " has to be repaired first (gdisk or sgdisk can): "
                    + String.join("; ", table.remarks()));
        }
        return switch (table.kind()) {
            case GPT -> toGpt(disk, (PartitionTable.Gpt) table, wanted);
            case MBR -> toMbr(disk, (PartitionTable.Mbr) table, wanted);
            case NONE -> throw new IllegalStateException(); // refused above
        };
    }

    private static PartitionAddition refused(String problem) {
        return new PartitionAddition(Optional.of(problem), Optional.empty(), List.of(), new Basis());
    }

    private static PartitionAddition noRoom(Storage disk, NewPartition wanted, FreeSpace space) {
        return refused("the largest free space of " + disk.name() + " that starts at a whole MiB has " + ByteSize.format(space.largest()) + ", and "
                + ByteSize.formatNeeded(wanted.length()) + " are needed");
    }

    private static PartitionAddition toGpt(Storage disk, PartitionTable.Gpt table, NewPartition wanted) throws IOException {
        int sectorSize = table.sectorSize();
        MbrSector mbr = MbrSector.read(disk.name(), 0, disk.read(0, MbrSector.SIZE));
        for (int i = 0; i < 4; i++) {
            MbrSector.Entry entry = mbr.entry(disk.name(), i);
            if (entry.isUsed() && entry.type() != PartitionType.Mbr.PROTECTIVE) {
                return refused(disk.name() + " has a hybrid MBR, which names partitions of its GPT a second time; both would have to be changed");
            }
        }
        GptHeader primary = GptHeader.read(disk, sectorSize, 1);
        GptHeader backup = GptHeader.read(disk, sectorSize, primary.image().get(GptHeader.OTHER_LBA));
        byte[] entries = GptReader.entries(disk, sectorSize, primary);
        int entrySize = primary.image().getInt(GptHeader.ENTRY_SIZE);
        int index = 0;
        while (index < entries.length / entrySize && isUsed(disk, primary, entries, index * entrySize)) {
            index++;
        }
        if (index == entries.length / entrySize) {
            return refused("all " + index + " entries of the partition table of " + disk.name() + " are in use");
        }
        FreeSpace space = usable(disk, table, primary);
        OptionalLong start = space.place(wholeSectors(wanted.length(), sectorSize));
        if (start.isEmpty()) {
            return noRoom(disk, wanted, space);
        }
        Partition partition = Partition.gpt(
                index + 1,
                (PartitionType.Gpt) wanted.type(),
                table.disk(),
                wanted.unique().orElseThrow(),
                start.getAsLong(),
                wholeSectors(wanted.length(), sectorSize),
                wanted.label(),
                wanted.attributes());
        byte[] entry = GptWriter.entry(partition, sectorSize).toArray();
        System.arraycopy(entry, 0, entries, index * entrySize, entry.length);
        List<Extent> writes = new ArrayList<>();
        for (GptHeader header : List.of(backup, primary)) {
            writes.add(sectorAt(header.image().get(GptHeader.ENTRIES_LBA), entries, index * entrySize, sectorSize));
            writes.add(new Extent(header.position(), header.sectorFor(disk, sectorSize, entries)));
        }
        return new PartitionAddition(Optional.empty(), Optional.of(partition), writes, basis(disk, writes));
    }

    private static FreeSpace usable(Storage disk, PartitionTable.Gpt table, GptHeader header) throws MalformedException {
        long first = header.image().get(GptHeader.FIRST_USABLE);
        long last = header.image().get(GptHeader.LAST_USABLE);
        long sectors = disk.size() / table.sectorSize();
        if (first < 2 || last < first || last >= sectors) {
            throw header.malformed(disk, GptHeader.FIRST_USABLE, "sectors " + Long.toUnsignedString(first) + " to " + Long.toUnsignedString(last)
                    + " are said to be for partitions, expected some of the " + sectors + " of the disk");
        }
        return new FreeSpace(table.partitions(), first * table.sectorSize(), (last + 1) * table.sectorSize());
    }

    private static boolean isUsed(Storage disk, GptHeader header, byte[] entries, int at) throws MalformedException {
        return !GptEntry.LAYOUT.view(disk.name(), header.position(), entries, at).get(GptEntry.TYPE).equals(GptReader.UNUSED);
    }

    /** The sector of the entries that has the one at {@code at}; an entry begins and ends in the same. */
    private static Extent sectorAt(long first, byte[] entries, int at, int sectorSize) {
        int start = at / sectorSize * sectorSize;
        return new Extent(first * sectorSize + start, Bytes.of(entries, start, Math.min(sectorSize, entries.length - start)));
    }

    private static PartitionAddition toMbr(Storage disk, PartitionTable.Mbr table, NewPartition wanted) throws IOException {
        int sectorSize = table.sectorSize();
        byte[] first = disk.read(0, sectorSize);
        MbrSector mbr = MbrSector.read(disk.name(), 0, first);
        int index = 0;
        while (index < 4 && mbr.entry(disk.name(), index).isUsed()) {
            index++;
        }
        if (index == 4) {
            return refused("all 4 entries of the MBR of " + disk.name() + " are in use");
        }
        boolean active = wanted.attributes() == MbrSector.ACTIVE;
        for (Partition other : table.partitions()) {
            if (active && other.attributes() == MbrSector.ACTIVE) {
                return refused("partition " + other.number() + " of " + disk.name() + " is active, and a BIOS starts from one partition only");
            }
        }
        FreeSpace space = new FreeSpace(table.partitions(), 0, Math.min(disk.size() / sectorSize, MAX_MBR_SECTORS) * sectorSize);
        long length = wholeSectors(wanted.length(), sectorSize);
        OptionalLong start = space.place(length);
        if (start.isEmpty()) {
            return noRoom(disk, wanted, space);
        }
        PartitionType.Mbr type = (PartitionType.Mbr) wanted.type();
        Partition partition = Partition.mbr(index + 1, type, table.signature(), start.getAsLong(), length, active);
        StructImage entry = MbrWriter.entry(type.code(), wanted.attributes(), start.getAsLong() / sectorSize, length / sectorSize);
        byte[] changed = mbr.withEntry(index, entry).image().toArray();
        System.arraycopy(changed, 0, first, 0, changed.length);
        List<Extent> writes = List.of(new Extent(0, Bytes.of(first)));
        return new PartitionAddition(Optional.empty(), Optional.of(partition), writes, basis(disk, writes));
    }

    private static long wholeSectors(long length, int sectorSize) {
        if (length <= 0 || length > Long.MAX_VALUE - sectorSize) {
            throw new IllegalArgumentException("a partition of " + length + " bytes");
        }
        return (length + sectorSize - 1) / sectorSize * sectorSize;
    }

    private static Basis basis(Storage disk, List<Extent> writes) throws IOException {
        Basis basis = new Basis();
        for (Extent extent : writes) {
            basis.note(extent.position(), disk.read(extent.position(), extent.bytes().size()));
        }
        return basis;
    }

    /** Why there can be no such partition: a lower-case sentence without its full stop; empty when it can be added. */
    public Optional<String> problem() {
        return problem;
    }

    /** The partition that is added; empty when there is a problem. */
    public Optional<Partition> partition() {
        return partition;
    }

    /** @throws org.bcdkit.storage.StalePlanException when the table on {@code disk} is not what it was when the plan was made */
    public void check(Storage disk) throws IOException {
        basis.check(disk);
    }

    /**
     * Writes the table to {@code disk}. Returns when it is safe.
     *
     * @throws org.bcdkit.storage.StalePlanException when the table is not what it was when the plan was made; nothing was written then
     */
    public void apply(WritableStorage disk) throws IOException {
        if (problem.isPresent()) {
            throw new IllegalStateException("the plan is not possible: " + problem.get());
        }
        check(disk);
        for (Extent extent : writes) {
            disk.write(extent.position(), extent.bytes().littleEndian());
            disk.force();
        }
    }
}
