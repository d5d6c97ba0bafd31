package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.partition.PartitionTable;

/**
 * What was learned about an image.
 *
 * @param virtualSize in bytes
 * @param fileSize length of the image's own file in bytes
 * @param bytesToGrow how much longer the file will get
 * @param parents paths of the parents that were found, the nearest first
 * @param table absent when it could not be read
 */
public record ImageFacts(
        String name,
        DiskFormat format,
        DiskKind kind,
        long virtualSize,
        int sectorSize,
        long fileSize,
        Optional<BlockUse> blocks,
        long bytesToGrow,
        List<String> parents,
        Optional<PartitionTable> table) {

    public ImageFacts {
        parents = List.copyOf(parents);
    }

    /** What a disk that was opened tells, and its table, as far as it could be read. */
    public static ImageFacts of(VirtualDisk disk, Optional<PartitionTable> table) {
        List<String> parents = new ArrayList<>();
        for (Optional<VirtualDisk> parent = disk.parent(); parent.isPresent(); parent = parent.get().parent()) {
            parents.add(parent.get().name());
        }
        return new ImageFacts(
                disk.name(),
                disk.format(),
                disk.kind(),
                disk.virtualSize(),
                disk.sectorSize(),
                disk.fileSize(),
                disk.blocks(),
                disk.bytesToGrow(),
                parents,
                table);
    }
}
