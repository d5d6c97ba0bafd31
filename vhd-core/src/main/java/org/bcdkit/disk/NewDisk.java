package org.bcdkit.disk;

import java.util.List;
import java.util.Optional;

/**
 * What a new disk image is to be.
 *
 * @param virtualSize in bytes, a multiple of the sector size
 * @param blockSize payload of a block in bytes: a power of two; of no meaning for a fixed VHD and a raw image
 * @param sectorSize logical sector size: 512, or 4096 in a VHDX
 * @param contents what the disk holds; of a differencing disk, {@link DiskContents#NOTHING}: it starts as its parent is
 * @param parent what a differencing disk says about its parent; absent for all others
 */
public record NewDisk(DiskKind kind, long virtualSize, int blockSize, int sectorSize, DiskContents contents, Optional<ParentLink> parent) {

    /** What Windows takes for a dynamic VHDX. */
    public static final int VHDX_BLOCK = 32 << 20;
    /** What Windows takes for a dynamic VHD. */
    public static final int VHD_BLOCK = 2 << 20;
    /** What Windows takes for a differencing disk of either format. */
    public static final int CHILD_BLOCK = 2 << 20;

    public NewDisk {
        if (parent.isPresent() != (kind == DiskKind.DIFFERENCING)) {
            throw new IllegalArgumentException("a " + kind.word() + " disk has " + (parent.isPresent() ? "no parent" : "a parent"));
        }
        if (parent.isPresent() && contents != DiskContents.NOTHING) {
            throw new IllegalArgumentException("a new differencing disk holds what its parent holds");
        }
    }

    /** A disk without a parent. */
    public NewDisk(DiskKind kind, long virtualSize, int blockSize, int sectorSize, DiskContents contents) {
        this(kind, virtualSize, blockSize, sectorSize, contents, Optional.empty());
    }

    /** A new child of a disk. It holds what the parent holds. */
    public static NewDisk childOf(VirtualDisk parent, int blockSize, ParentLink link) {
        return new NewDisk(DiskKind.DIFFERENCING, parent.virtualSize(), blockSize, parent.sectorSize(), DiskContents.NOTHING, Optional.of(link));
    }

    /**
     * A disk that holds a few pieces.
     *
     * @throws IllegalArgumentException when one does not lie inside the disk, or two overlap
     */
    public NewDisk(DiskKind kind, long virtualSize, int blockSize, int sectorSize, List<Extent> contents) {
        this(kind, virtualSize, blockSize, sectorSize, new ExtentContents(contents));
        for (Extent extent : contents) {
            if (extent.end() > virtualSize) {
                throw new IllegalArgumentException("an extent ends at " + extent.end() + ", the disk at " + virtualSize);
            }
        }
    }
}
