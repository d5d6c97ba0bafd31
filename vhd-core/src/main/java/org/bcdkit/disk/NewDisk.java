package org.bcdkit.disk;

import java.util.List;
import java.util.Optional;

/**
 * What a new disk image is to be.
 *
 * @param virtualSize in bytes, a multiple of the sector size
 * @param blockSize payload of a block in bytes: a power of two; of no meaning for a fixed VHD and a raw image
 * @param sectorSize logical sector size: 512, or 4096 in a VHDX
 * @param contents what the disk holds; of a differencing disk, what it holds instead of its parent
 * @param parent what a differencing disk says about its parent; absent for all others
 */
public record NewDisk(DiskKind kind, long virtualSize, int blockSize, int sectorSize, DiskContents contents, Optional<ParentLink> parent) {

    /** What Windows takes for a dynamic VHDX. */
    public static final int VHDX_BLOCK = 32 << 20;
    /** What Windows takes for a dynamic VHD. */
    public static final int VHD_BLOCK = 2 << 20;

    public NewDisk {
        if (parent.isPresent() != (kind == DiskKind.DIFFERENCING)) {
            throw new IllegalArgumentException("a " + kind.word() + " disk has " + (parent.isPresent() ? "no parent" : "a parent"));
        }
    }

    /** A disk without a parent. */
    public NewDisk(DiskKind kind, long virtualSize, int blockSize, int sectorSize, DiskContents contents) {
        this(kind, virtualSize, blockSize, sectorSize, contents, Optional.empty());
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
