package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.Storage;

/**
 * Which blocks of an image have to keep their place in the file: those that hold something. In a differencing disk a block of zeros hides what the parent
 * has there; a VHDX can say so without a place, a VHD cannot.
 */
public final class NeededBlocks {

    private static final int PIECE = 1 << 20;

    private final VirtualDisk disk;
    private final UnusedSpace unused;
    private final Storage contents;
    private final BlockMap map;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE);

    private NeededBlocks(VirtualDisk disk, UnusedSpace unused) {
        this.disk = disk;
        this.unused = unused;
        this.contents = disk.contents();
        this.map = disk.blockMap();
    }

    /**
     * Reads all of the disk that is in the file.
     *
     * @param disk one that is kept in blocks; its parents need not be open
     * @param unused what need not be kept, though it is not zero
     */
    public static BitSet of(VirtualDisk disk, UnusedSpace unused, Progress progress) throws IOException {
        NeededBlocks search = new NeededBlocks(disk, unused);
        BlockUse use = disk.blocks().orElseThrow();
        BitSet needed = new BitSet();
        for (long block = 0; block < use.total(); block++) {
            long start = block * use.blockSize();
            progress.reached(start, disk.virtualSize());
            if (search.isNeeded(start, Math.min(disk.virtualSize(), start + use.blockSize()))) {
                needed.set(Math.toIntExact(block));
            }
        }
        return needed;
    }

    private boolean isNeeded(long start, long end) throws IOException {
        BlockMap.Run run = map.runAt(start);
        if (run.state() != RangeState.ALLOCATED) {
            return run.state() == RangeState.PARTIAL || run.state() == RangeState.ABSENT && run.end() < end;
        }
        boolean mayHideParent = disk.kind() == DiskKind.DIFFERENCING && disk.format() == DiskFormat.VHD;
        return mayHideParent || !isEmpty(start, end);
    }

    private boolean isEmpty(long start, long end) throws IOException {
        for (long at = start; at < end; ) {
            long behind = unused.endAt(at);
            if (behind == at) {
                behind = Math.min(Math.min(end, at + PIECE), unused.startBehind(at));
                piece.clear().limit((int) (behind - at));
                contents.read(at, piece);
                if (!WritableBlocks.isZero(piece.flip())) {
                    return false;
                }
            }
            at = behind;
        }
        return true;
    }
}
