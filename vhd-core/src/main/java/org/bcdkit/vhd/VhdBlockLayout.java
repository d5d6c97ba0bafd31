package org.bcdkit.vhd;

/**
 * How the blocks of a dynamic or differencing VHD are laid out: a bitmap of whole sectors, one bit a sector, then the payload.
 *
 * @param virtualSize of the disk in bytes
 * @param blockSize payload of a block in bytes
 */
record VhdBlockLayout(long virtualSize, long blockSize) {

    /** Payloads start on multiples of this in files that Windows 8 or later made. */
    static final int PAGE = 4096;

    /** How many blocks the virtual size needs, which may be any positive number. */
    long count() {
        return (virtualSize - 1) / blockSize + 1;
    }

    /** Length of the bitmap before the payload of a block, in bytes. */
    long bitmapSize() {
        return roundUp((blockSize / VhdReader.SECTOR + 7) / 8, VhdReader.SECTOR);
    }

    /** Bitmap and payload, in bytes. */
    long unit() {
        return bitmapSize() + blockSize;
    }

    /**
     * How far the file will still grow until every block has its place. Windows 8 and later place payloads on 4 KiB borders and keep to that
     * in files where it was done from the start; all others put block after block.
     *
     * @param allocated how many blocks have their place
     * @param first position of the lowest block, or of the footer when there is none
     * @param end position of the footer
     */
    long bytesToGrow(long allocated, long first, long end) {
        long missing = count() - allocated;
        if (missing == 0) {
            return 0;
        }
        if (!isAligned(first)) {
            return missing * unit();
        }
        long payload = end + bitmapSize();
        return missing * roundUp(unit(), PAGE) + roundUp(payload, PAGE) - payload;
    }

    /** Whether the payload of a block whose bitmap is at {@code position} starts on a border. */
    boolean isAligned(long position) {
        return (position + bitmapSize()) % PAGE == 0;
    }

    /** The first place for the bitmap of a block, or for a footer, from {@code end}. */
    long next(long end, boolean aligned) {
        return aligned ? roundUp(end + bitmapSize(), PAGE) - bitmapSize() : end;
    }

    static long roundUp(long number, long multiple) {
        return (number + multiple - 1) / multiple * multiple;
    }
}
