package org.bcdkit.view;

import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.partition.PartitionTable;

/**
 * What is shown of a disk image.
 *
 * @param table absent when it could not be read
 * @param remarks what is odd about the image or stood against reading more of it: sentences
 */
public record DiskFacts(VirtualDisk disk, Optional<PartitionTable> table, List<String> remarks) {

    public DiskFacts {
        remarks = List.copyOf(remarks);
    }
}
