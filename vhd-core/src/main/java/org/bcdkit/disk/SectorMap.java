package org.bcdkit.disk;

import java.io.IOException;

/** Tells by its bitmap which sectors of a block are in the file, and keeps the bitmap of the last block for the next look-up. */
public abstract class SectorMap {

    private final long blockSize;
    private final int sectorSize;
    private long last = -1;
    private long firstSector;
    private SectorBitmap bitmap;
    private boolean whole;

    protected SectorMap(long blockSize, int sectorSize) {
        this.blockSize = blockSize;
        this.sectorSize = sectorSize;
    }

    /** Number of the first bit of {@code block} in its bitmap. */
    protected abstract long firstSector(long block);

    /** The bits of the sectors from {@code first} to {@code last}, as the bitmap of {@code block} counts them. */
    protected abstract SectorBitmap read(long block, long first, long last) throws IOException;

    /** What is said about a position in {@code block}, whose end is the end of the run at most. */
    public final BlockMap.Run runAt(long block, long position) throws IOException {
        long start = block * blockSize;
        long sectors = blockSize / sectorSize;
        if (block != last) {
            firstSector = firstSector(block);
            bitmap = read(block, firstSector, firstSector + sectors - 1);
            whole = bitmap.isSet(firstSector) && bitmap.endOfRun(firstSector, firstSector + sectors) == firstSector + sectors;
            last = block;
        }
        if (whole) {
            return new BlockMap.Run(RangeState.ALLOCATED, start + blockSize);
        }
        long sector = firstSector + (position - start) / sectorSize;
        long end = bitmap.endOfRun(sector, firstSector + sectors);
        return new BlockMap.Run(bitmap.isSet(sector) ? RangeState.PARTIAL : RangeState.ABSENT, start + (end - firstSector) * sectorSize);
    }
}
