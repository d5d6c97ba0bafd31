package org.bcdkit.partition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/** Reads the entries of an MBR, and the chain of an extended partition. */
final class MbrReader {

    private static final int MAX_CHAIN = 128;
    private static final int FIRST_LOGICAL = 5;

    private final Storage disk;
    private final int sectorSize;
    private final MbrSector sector;
    private final List<Partition> partitions = new ArrayList<>();

    MbrReader(Storage disk, int sectorSize, MbrSector sector) {
        this.disk = disk;
        this.sectorSize = sectorSize;
        this.sector = sector;
    }

    /** @throws MalformedException when an entry is impossible, reaches outside the disk or overlaps another */
    List<Partition> read() throws IOException {
        Optional<Partition> extended = Optional.empty();
        for (int i = 0; i < 4; i++) {
            MbrSector.Entry entry = sector.entry(disk.name(), i);
            if (!entry.isUsed()) {
                continue;
            }
            Partition partition = partition(i + 1, entry, 0);
            requireFree(partition, entry);
            partitions.add(partition);
            if (isExtended(partition)) {
                if (extended.isPresent()) {
                    throw malformed(entry, "partition " + (i + 1) + " is a second extended partition, expected one at most");
                }
                extended = Optional.of(partition);
            }
        }
        if (extended.isPresent()) {
            readChain(extended.get());
        }
        return partitions;
    }

    private void readChain(Partition extended) throws IOException {
        long at = extended.start();
        for (int number = FIRST_LOGICAL; number < FIRST_LOGICAL + MAX_CHAIN; number++) {
            MbrSector link = MbrSector.read(disk.name(), at, disk.read(at, MbrSector.SIZE));
            MbrSector.Entry entry = link.entry(disk.name(), 0);
            if (entry.isUsed()) {
                Partition logical = partition(number, entry, at);
                if (logical.start() < extended.start() || logical.end() > extended.end()) {
                    throw malformed(entry, "partition " + number + " reaches outside its extended partition");
                }
                requireFree(logical, entry);
                partitions.add(logical);
            }
            MbrSector.Entry next = link.entry(disk.name(), 1);
            if (!next.isUsed()) {
                return;
            }
            long following = extended.start() + next.start() * sectorSize;
            if (following <= at || following >= extended.end()) {
                throw malformed(next, "the chain of the extended partition goes on at 0x" + Long.toHexString(following) + ", expected a place behind 0x"
                        + Long.toHexString(at) + " and inside it");
            }
            at = following;
        }
        throw new MalformedException(
                disk.name(), MbrSector.LAYOUT.name(), at, "the chain of the extended partition has more than " + MAX_CHAIN + " links");
    }

    private Partition partition(int number, MbrSector.Entry entry, long base) throws MalformedException {
        if (entry.status() != 0 && entry.status() != MbrSector.ACTIVE) {
            throw malformed(entry, "partition " + number + " has status 0x" + Integer.toHexString(entry.status()) + ", expected 0 or 0x80");
        }
        long start = base + entry.start() * sectorSize;
        long length = entry.count() * sectorSize;
        if (length == 0 || entry.start() == 0) {
            throw malformed(entry, "partition " + number + " has " + entry.count() + " sectors from " + entry.start() + ", expected at least one from 1 up");
        }
        if (start > disk.size() - length) {
            throw malformed(entry, "partition " + number + " ends at 0x" + Long.toHexString(start + length) + ", but the disk ends at 0x"
                    + Long.toHexString(disk.size()));
        }
        boolean active = entry.status() == MbrSector.ACTIVE;
        return Partition.mbr(number, new PartitionType.Mbr(entry.type()), sector.signature(), start, length, active);
    }

    private void requireFree(Partition partition, MbrSector.Entry entry) throws MalformedException {
        boolean logical = partition.number() >= FIRST_LOGICAL;
        for (Partition other : partitions) {
            boolean contains = logical && isExtended(other);
            if (!contains && partition.start() < other.end() && other.start() < partition.end()) {
                throw malformed(entry, "partition " + partition.number() + " at 0x" + Long.toHexString(partition.start()) + " overlaps partition "
                        + other.number() + " at 0x" + Long.toHexString(other.start()));
            }
        }
    }

    private static boolean isExtended(Partition partition) {
        return partition.type() instanceof PartitionType.Mbr type && type.isExtended();
    }

    private MalformedException malformed(MbrSector.Entry entry, String problem) {
        return new MalformedException(disk.name(), MbrSector.LAYOUT.name(), entry.position(), problem);
    }
}
