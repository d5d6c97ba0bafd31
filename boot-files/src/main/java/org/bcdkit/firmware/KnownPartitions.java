package org.bcdkit.firmware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;

/**
 * The partitions of all disks that were looked at.
 *
 * @param all in the order of their disks and numbers
 * @param complete whether every disk was read, so that a partition that is not here is nowhere
 * @param problems why a disk could not be read: sentences without their full stop
 */
public record KnownPartitions(List<Known> all, boolean complete, List<String> problems) {

    /** Nothing was looked at. */
    public static final KnownPartitions NONE = new KnownPartitions(List.of(), false, List.of());

    /**
     * A partition of a disk.
     *
     * @param disk what to call the disk
     * @param volume its number and what is in it
     * @param sectorSize in which the table of the disk counts
     */
    public record Known(String disk, Volume volume, int sectorSize) {

        /** What names it in a device path. */
        public HardDrive hardDrive() {
            return HardDrive.of(volume.partition().orElseThrow(), sectorSize);
        }

        /** Whether a file is there; absent when its file system cannot be read here. */
        public Optional<Boolean> has(String file) {
            try {
                return Optional.of(FilePath.parse(file).find(volume.open()).isPresent());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    public KnownPartitions {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /**
     * Reads the partition table of one disk.
     *
     * @throws IOException when the disk cannot be read; a damaged table is a problem, and no partition of it is known
     */
    public static KnownPartitions of(Storage disk, int sectorSize) throws IOException {
        try {
            PartitionTable table = PartitionTables.read(disk, sectorSize);
            List<Known> known = new ArrayList<>();
            for (Volume volume : Volume.of(disk, table)) {
                if (volume.partition().isPresent()) {
                    known.add(new Known(disk.name(), volume, table.sectorSize()));
                }
            }
            return new KnownPartitions(known, true, List.of());
        } catch (FormatException e) {
            return new KnownPartitions(List.of(), false, List.of(e.getMessage()));
        }
    }

    /** These and those of more disks. */
    public KnownPartitions and(KnownPartitions more) {
        List<Known> both = new ArrayList<>(all);
        both.addAll(more.all);
        List<String> reasons = new ArrayList<>(problems);
        reasons.addAll(more.problems);
        return new KnownPartitions(both, complete && more.complete, reasons);
    }

    /** The partition that a device path names. */
    public Optional<Known> find(HardDrive named) {
        for (Known known : all) {
            if (named.isFor(known.volume().partition().orElseThrow(), known.sectorSize())) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
