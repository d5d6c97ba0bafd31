package org.bcdkit.vhdx;

import java.io.IOException;
import org.bcdkit.disk.BlockMap;
import org.bcdkit.disk.RangeState;
import org.bcdkit.disk.SectorBitmap;
import org.bcdkit.disk.SectorMap;

/** What the states of its blocks say about the disk in a VHDX; of blocks that are partially present, what their sector bitmap says. MS-VHDX 2.5.1.1. */
final class VhdxBlockMap extends SectorMap implements BlockMap {

    private final VhdxMetadata metadata;
    private final VhdxBlockTable table;
    /** A run of whole blocks, and the first of them: whoever asks for each of millions of blocks in the same state has them gone over once. */
    private Run last = new Run(RangeState.ABSENT, 0);
    private long lastStart;

    VhdxBlockMap(VhdxMetadata metadata, VhdxBlockTable table) {
        super(metadata.blockSize(), metadata.sectorSize());
        this.metadata = metadata;
        this.table = table;
    }

    @Override
    public Run runAt(long position) throws IOException {
        if (lastStart <= position && position < last.end()) {
            return last;
        }
        long block = position / metadata.blockSize();
        int state = table.payload(block).state();
        if (state == BlockEntry.PARTIALLY_PRESENT) {
            return runAt(block, position);
        }
        long next = block + 1;
        while (next < metadata.blocks() && table.payload(next).state() == state) {
            next++;
        }
        last = new Run(rangeState(state), next * metadata.blockSize());
        lastStart = block * metadata.blockSize();
        return last;
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
