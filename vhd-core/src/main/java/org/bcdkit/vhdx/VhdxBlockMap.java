package org.bcdkit.vhdx;

import java.io.IOException;
import org.bcdkit.disk.RangeState;
import org.bcdkit.disk.SectorBitmap;
import org.bcdkit.disk.SectorMap;

/** What the states of its blocks say about the disk in a VHDX; of blocks that are partially present, what their sector bitmap says. MS-VHDX 2.5.1.1. */
final class VhdxBlockMap extends SectorMap {

    private final VhdxMetadata metadata;
    private final VhdxBlockTable table;

    VhdxBlockMap(VhdxMetadata metadata, VhdxBlockTable table) {
        super(metadata.blockSize(), metadata.sectorSize());
        this.metadata = metadata;
        this.table = table;
    }

    @Override
    protected boolean hasBitmap(long block) throws IOException {
        return table.payload(block).state() == BlockEntry.PARTIALLY_PRESENT;
    }

    @Override
    protected Run wholeBlocks(long block) throws IOException {
        int state = table.payload(block).state();
        long next = block + 1;
        while (next < metadata.blocks() && table.payload(next).state() == state) {
            next++;
        }
        return new Run(rangeState(state), next * metadata.blockSize());
    }

    private static RangeState rangeState(int state) {
        return switch (state) {
            case BlockEntry.FULLY_PRESENT -> RangeState.ALLOCATED;
            case BlockEntry.NOT_PRESENT -> RangeState.ABSENT;
            default -> RangeState.ZERO; // unmapped and undefined blocks too are read as zeros, and hide the parent
        };
    }

    @Override
    protected long firstSector(long block) {
        return table.firstSector(block);
    }

    @Override
    protected SectorBitmap read(long block, long first, long last) throws IOException {
        return table.sectors(block, first, last);
    }
}
