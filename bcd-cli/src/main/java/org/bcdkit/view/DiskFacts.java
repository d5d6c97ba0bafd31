package org.bcdkit.view;

import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.partition.PartitionTable;

/**
 * What is shown of a disk image.
 *
 * @param table absent when it could not be read
 * @param volumes the partitions of the table, or the disk as a whole when it has none and holds something
 * @param remarks what is odd about the image or stood against reading more of it: sentences
 */
public record DiskFacts(VirtualDisk disk, Optional<PartitionTable> table, List<VolumeFacts> volumes, List<String> remarks) {

    public DiskFacts {
        volumes = List.copyOf(volumes);
        remarks = List.copyOf(remarks);
    }

    /** What is shown of an image whose partitions were not looked into. */
    public static DiskFacts ofImage(VirtualDisk disk, Optional<PartitionTable> table, List<String> remarks) {
        return new DiskFacts(disk, table, table.isPresent() ? VolumeFacts.of(table.get()) : List.of(), remarks);
    }
}
