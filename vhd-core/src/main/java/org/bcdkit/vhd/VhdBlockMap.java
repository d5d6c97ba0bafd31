package org.bcdkit.vhd;

import java.io.IOException;
import org.bcdkit.disk.BlockMap;
import org.bcdkit.disk.RangeState;
import org.bcdkit.disk.SectorBitmap;
import org.bcdkit.disk.SectorMap;
import org.bcdkit.storage.Storage;

/** Which blocks of a dynamic or differencing VHD are in its file; of a differencing one, which sectors. */
final class VhdBlockMap extends SectorMap implements BlockMap {

    private final Storage storage;
    private final VhdBlockLayout layout;
    private final VhdBlockTable table;
    private final boolean differencing;
    /** A run of whole blocks, and the first of them: whoever asks for each of millions of blocks in the same state has them gone over once. */
    private Run last = new Run(RangeState.ABSENT, 0);
    private long lastStart;

    VhdBlockMap(Storage storage, VhdBlockLayout layout, VhdBlockTable table, boolean differencing) {
        super(layout.blockSize(), VhdReader.SECTOR);
        this.storage = storage;
        this.layout = layout;
        this.table = table;
        this.differencing = differencing;
    }

    @Override
    public Run runAt(long position) throws IOException {
        if (lastStart <= position && position < last.end()) {
            return last;
        }
        long block = position / layout.blockSize();
        boolean there = table.position(block) >= 0;
        if (there && differencing) {
            return runAt(block, position);
        }
        long next = block + 1;
        while (next < layout.count() && table.position(next) >= 0 == there) {
            next++;
        }
        last = new Run(there ? RangeState.ALLOCATED : RangeState.ABSENT, next * layout.blockSize());
        lastStart = block * layout.blockSize();
        return last;
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
