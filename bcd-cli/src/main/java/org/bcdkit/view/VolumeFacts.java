package org.bcdkit.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;

/**
 * What is shown of a partition, or of a disk without a table as a whole.
 *
 * @param number of the partition; 0 for the disk as a whole
 * @param partition absent for the disk as a whole
 * @param start in bytes from the start of the disk
 * @param length in bytes
 * @param kind what it holds; absent when that is not known, or was not looked for
 * @param label of the file system
 */
public record VolumeFacts(int number, Optional<Partition> partition, long start, long length, Optional<VolumeKind> kind, Optional<String> label) {

    /** The partitions of a table, of which nothing more is known. */
    static List<VolumeFacts> of(PartitionTable table) {
        List<VolumeFacts> all = new ArrayList<>();
        for (Partition partition : table.partitions()) {
            all.add(new VolumeFacts(
                    partition.number(), Optional.of(partition), partition.start(), partition.length(), Optional.empty(), Optional.empty()));
        }
        return all;
    }
}
