package org.bcdkit.vhd;

import java.io.IOException;
import org.bcdkit.disk.RangeState;
import org.bcdkit.disk.SectorBitmap;
import org.bcdkit.disk.SectorMap;
import org.bcdkit.storage.Storage;

/** Which blocks of a dynamic or differencing VHD are in its file; of a differencing one, which sectors. */
final class VhdBlockMap extends SectorMap {

    private final Storage storage;
    private final VhdBlockLayout layout;
    private final VhdBlockTable table;
    private final boolean differencing;

    VhdBlockMap(Storage storage, VhdBlockLayout layout, VhdBlockTable table, boolean differencing) {
        super(layout.blockSize(), VhdReader.SECTOR);
        this.storage = storage;
        this.layout = layout;
        this.table = table;
        this.differencing = differencing;
    }

    @Override
    protected boolean hasBitmap(long block) throws IOException {
        return differencing && table.position(block) >= 0;
    }

    @Override
    protected Run wholeBlocks(long block) throws IOException {
        boolean there = table.position(block) >= 0;
        long next = block + 1;
        while (next < layout.count() && table.position(next) >= 0 == there) {
            next++;
        }
        return new Run(there ? RangeState.ALLOCATED : RangeState.ABSENT, next * layout.blockSize());
    }

    @Override
    protected long firstSector(long block) {
        return 0;
    }

    @Override
    protected SectorBitmap read(long block, long first, long last) throws IOException {
        return SectorBitmap.read(storage, table.position(block), first, last, true);
    }
}
