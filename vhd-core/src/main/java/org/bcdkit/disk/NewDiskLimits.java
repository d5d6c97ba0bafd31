package org.bcdkit.disk;

import java.util.Optional;

/** What a new image can be: the limits that Windows sets for a format. */
public final class NewDiskLimits {

    public static final long MIN_VHD = 3L << 20;
    public static final long MAX_VHD = 2040L << 30;
    public static final long MAX_VHDX = 64L << 40;

    private static final int SECTOR = 512;
    private static final int LARGE_SECTOR = 4096;
    private static final int MIN_VHD_BLOCK = 512 << 10;
    private static final int MAX_VHD_BLOCK = 2 << 20;
    private static final int MIN_VHDX_BLOCK = 1 << 20;
    private static final int MAX_VHDX_BLOCK = 256 << 20;
    private static final long FEW_BLOCKS = 128 << 10;
    /** The table that says where the blocks are is built in memory. */
    private static final long MOST_BLOCKS = 16L << 20;

    private static final String[] UNITS = {" bytes", " KiB", " MiB", " GiB", " TiB"};

    private NewDiskLimits() {}

    /** The block size that Windows takes when nobody says one. */
    public static int usualBlockSize(DiskFormat format) {
        return format == DiskFormat.VHDX ? NewDisk.VHDX_BLOCK : NewDisk.VHD_BLOCK;
    }

    /**
     * The block size for a dynamic disk that is to hold what another one does. A block takes its full size of the file for a single sector, and
     * what is scattered over a disk would take several times its size in the blocks that Windows takes. So they are the smallest that keep the
     * table small, and not larger than those of Windows.
     */
    public static int compactBlockSize(DiskFormat format, long virtualSize) {
        int size = format == DiskFormat.VHDX ? MIN_VHDX_BLOCK : MIN_VHD_BLOCK;
        while (size < usualBlockSize(format) && virtualSize / size > FEW_BLOCKS) {
            size *= 2;
        }
        return size;
    }

    /**
     * Why there can be no such image, in one sentence; empty when there can.
     *
     * @param format VHD or VHDX
     * @param virtualSize in bytes
     * @param blockSize in bytes
     */
    public static Optional<String> problem(DiskFormat format, long virtualSize, long blockSize, int sectorSize) {
        boolean vhd = format == DiskFormat.VHD;
        if (sectorSize != SECTOR && (vhd || sectorSize != LARGE_SECTOR)) {
            return Optional.of("a " + format.name() + " has sectors of " + SECTOR + (vhd ? "" : " or " + LARGE_SECTOR) + " bytes, not of " + sectorSize);
        }
        // Near the largest number there is no next size, and none is needed to say that it is too much.
        if (virtualSize % sectorSize != 0 && virtualSize < MAX_VHDX) {
            long down = virtualSize / sectorSize * sectorSize;
            return Optional.of("a disk has whole sectors of " + sectorSize + " bytes; the next sizes to " + virtualSize + " bytes are " + down + " and "
                    + (down + sectorSize));
        }
        long least = vhd ? MIN_VHD : sectorSize;
        long most = vhd ? MAX_VHD : MAX_VHDX;
        if (virtualSize < least || virtualSize > most) {
            return Optional.of("a " + format.name() + " holds " + exactly(least) + " to " + exactly(most) + ", not " + exactly(virtualSize));
        }
        int smallest = vhd ? MIN_VHD_BLOCK : MIN_VHDX_BLOCK;
        int largest = vhd ? MAX_VHD_BLOCK : MAX_VHDX_BLOCK;
        if (blockSize < smallest || blockSize > largest || Long.bitCount(blockSize) != 1) {
            return Optional.of("the blocks of a " + format.name() + " have " + exactly(smallest) + " to " + exactly(largest)
                    + ", and a power of two, not " + exactly(blockSize));
        }
        if (virtualSize / blockSize > MOST_BLOCKS) {
            return Optional.of("it would have " + virtualSize / blockSize + " blocks, and at most " + MOST_BLOCKS + " are supported; take larger blocks");
        }
        return Optional.empty();
    }

    /** In the largest unit that leaves no rest: a limit must not look smaller than it is. */
    private static String exactly(long bytes) {
        int unit = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.length - 1);
        return (bytes >> 10 * unit) + UNITS[unit];
    }
}
