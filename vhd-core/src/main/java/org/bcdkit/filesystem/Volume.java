package org.bcdkit.filesystem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Storage;

/**
 * A place of a disk in which a file system may lie.
 *
 * @param number of the partition; 0 for a disk without a table as a whole
 * @param partition absent for a disk without a table
 */
public record Volume(int number, Optional<Partition> partition, Storage contents) {

    /** The volumes of a disk in the order of their numbers. */
    public static List<Volume> of(Storage disk, PartitionTable table) throws IOException {
        if (table.kind() == PartitionTable.Kind.NONE) {
            return List.of(new Volume(0, Optional.empty(), disk));
        }
        List<Volume> volumes = new ArrayList<>();
        for (Partition partition : table.partitions()) {
            Storage contents = disk.slice("partition " + partition.number() + " of " + disk.name(), partition.start(), partition.length());
            volumes.add(new Volume(partition.number(), Optional.of(partition), contents));
        }
        return volumes;
    }

    /**
     * What the volume holds: what its partition is for, where that goes before its content, else what its first sectors show; empty when nothing
     * known here does.
     */
    public Optional<VolumeKind> kind() throws IOException {
        if (partition.isPresent()) {
            PartitionType type = partition.get().type();
            if (type.isDynamicDisk()) {
                return Optional.of(VolumeKind.LDM);
            }
            if (type.equals(PartitionType.Gpt.STORAGE_SPACES)) {
                return Optional.of(VolumeKind.STORAGE_SPACES);
            }
            if (type instanceof PartitionType.Mbr mbr && mbr.isExtended()) {
                return Optional.empty();
            }
        }
        return VolumeSignatures.find(contents);
    }

    /** Opens its file system as {@link FileSystems#open}. */
    public FileSystem open() throws IOException {
        return FileSystems.open(contents, kind());
    }
}
