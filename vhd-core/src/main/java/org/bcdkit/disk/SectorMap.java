package org.bcdkit.disk;

import java.io.IOException;

/** Tells by its bitmap which sectors of a block are in the file, where only some may be. It keeps the bitmap of the last block for the next look-up. */
public abstract class SectorMap implements BlockMap {

    private final long blockSize;
    private final int sectorSize;
    private long last = -1;
    private long firstSector;
    private SectorBitmap bitmap;
    private boolean whole;
    /** A run of whole blocks, and where the first of them starts: whoever asks for each of millions of blocks in the same state has them gone over once. */
    private Run lastRun = new Run(RangeState.ABSENT, 0);
    private long lastStart;

    protected SectorMap(long blockSize, int sectorSize) {
        this.blockSize = blockSize;
        this.sectorSize = sectorSize;
    }

    /** Whether the bitmap of {@code block} says which of its sectors are there. */
    protected abstract boolean hasBitmap(long block) throws IOException;

    /** What is said about {@code block}, which has no bitmap that counts, and those behind it that are in the same state. */
    protected abstract Run wholeBlocks(long block) throws IOException;

    /** Number of the first bit of {@code block} in its bitmap. */
    protected abstract long firstSector(long block);

    /** The bits of the sectors from {@code first} to {@code last}, as the bitmap of {@code block} counts them. */
    protected abstract SectorBitmap read(long block, long first, long last) throws IOException;

    @Override
    public final Run runAt(long position) throws IOException {
        if (lastStart <= position && position < lastRun.end()) {
            return lastRun;
        }
        long block = position / blockSize;
        if (hasBitmap(block)) {
            return sectors(block, position);
        }
        lastRun = wholeBlocks(block);
        lastStart = block * blockSize;
        return lastRun;
    }

    private Run sectors(long block, long position) throws IOException {
        long start = block * blockSize;
        long sectors = blockSize / sectorSize;
        if (block != last) {
            firstSector = firstSector(block);
            bitmap = read(block, firstSector, firstSector + sectors - 1);
            whole = bitmap.isSet(firstSector) && bitmap.endOfRun(firstSector, firstSector + sectors) == firstSector + sectors;
            last = block;
        }
        if (whole) {
            return new Run(RangeState.ALLOCATED, start + blockSize);
        }
        long sector = firstSector + (position - start) / sectorSize;
        long end = bitmap.endOfRun(sector, firstSector + sectors);
        return new Run(bitmap.isSet(sector) ? RangeState.PARTIAL : RangeState.ABSENT, start + (end - firstSector) * sectorSize);
    }
}
