package org.bcdkit.disk;

import java.util.List;

/**
 * What a new disk image is to be.
 *
 * @param kind fixed or dynamic
 * @param virtualSize in bytes, a multiple of the sector size
 * @param blockSize payload of a block in bytes: a power of two; of no meaning for a fixed VHD
 * @param sectorSize logical sector size: 512, or 4096 in a VHDX
 * @param contents what the disk holds; zeros everywhere else. Extents must not overlap
 */
public record NewDisk(DiskKind kind, long virtualSize, int blockSize, int sectorSize, List<Extent> contents) {

    /** What Windows takes for a dynamic VHDX. */
    public static final int VHDX_BLOCK = 32 << 20;
    /** What Windows takes for a dynamic VHD. */
    public static final int VHD_BLOCK = 2 << 20;

    public NewDisk {
        contents = List.copyOf(contents);
        for (Extent extent : contents) {
            if (extent.position() < 0) {
                throw new IllegalArgumentException("an extent starts at " + extent.position());
            }
            if (extent.end() > virtualSize) {
                throw new IllegalArgumentException("an extent ends at " + extent.end() + ", the disk at " + virtualSize);
            }
        }
    }

    /** Whether the disk holds anything from {@code start} to {@code end}, in bytes. */
    public boolean holdsAnything(long start, long end) {
        for (Extent extent : contents) {
            if (extent.position() < end && extent.end() > start) {
                return true;
            }
        }
        return false;
    }
}
