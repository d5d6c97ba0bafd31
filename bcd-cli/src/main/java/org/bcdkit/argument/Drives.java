package org.bcdkit.argument;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.device.PartitionId;

/** The partitions behind drive letters and mounted folders, where a device is written with one of these. */
public interface Drives {

    /** @param letter in upper case */
    PartitionId partition(char letter) throws IOException;

    /** @param folder absolute, on a volume that is mounted on this machine */
    PartitionId partition(Path folder) throws IOException;
}
