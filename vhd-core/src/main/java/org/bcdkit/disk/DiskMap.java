package org.bcdkit.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Walks over a disk and tells range by range how it is kept, and by which image of its chain. It asks the tables as it goes, so its memory does not
 * depend on the size of the disk.
 */
public final class DiskMap {

    private final List<VirtualDisk> chain = new ArrayList<>();
    private final List<BlockMap> maps = new ArrayList<>();
    /** What each image said last: it holds until the walk has passed its end. */
    private final List<BlockMap.Run> runs = new ArrayList<>();
    private final long size;
    private long position;
    private Optional<DiskRange> ahead = Optional.empty();

    private DiskMap(VirtualDisk disk) {
        this.size = disk.virtualSize();
        for (Optional<VirtualDisk> member = Optional.of(disk); member.isPresent(); member = member.get().parent()) {
            chain.add(member.get());
            maps.add(member.get().blockMap());
            runs.add(new BlockMap.Run(RangeState.ABSENT, 0));
        }
    }

    /** A walk from the start of {@code disk}, which stays open meanwhile. */
    public static DiskMap of(VirtualDisk disk) {
        return new DiskMap(disk);
    }

    /** The next range, as long as it can be; empty behind the end of the disk. */
    public Optional<DiskRange> next() throws IOException {
        Optional<DiskRange> range = ahead.isPresent() ? ahead : piece();
        ahead = Optional.empty();
        while (range.isPresent()) {
            ahead = piece();
            if (ahead.isEmpty() || !range.get().continuesIn(ahead.get())) {
                return range;
            }
            DiskRange first = range.get();
            range = Optional.of(new DiskRange(first.start(), first.length() + ahead.get().length(), first.state(), first.depth()));
        }
        return range;
    }

    private Optional<DiskRange> piece() throws IOException {
        if (position == size) {
            return Optional.empty();
        }
        DiskRange piece = pieceAt(position);
        position = piece.end();
        return Optional.of(piece);
    }

    private DiskRange pieceAt(long start) throws IOException {
        long end = size;
        for (int depth = 0; depth < chain.size(); depth++) {
            long there = chain.get(depth).virtualSize();
            if (start >= there) {
                return new DiskRange(start, end - start, RangeState.ABSENT, OptionalInt.empty()); // behind the end of a parent
            }
            BlockMap.Run run = runs.get(depth);
            if (run.end() <= start) {
                run = maps.get(depth).runAt(start);
                runs.set(depth, run);
            }
            end = Math.min(end, Math.min(there, run.end()));
            if (run.state() != RangeState.ABSENT) {
                return new DiskRange(start, end - start, run.state(), OptionalInt.of(depth));
            }
        }
        boolean parentMissing = chain.get(chain.size() - 1).parentLink().isPresent();
        return new DiskRange(start, end - start, parentMissing ? RangeState.PARENT : RangeState.ABSENT, OptionalInt.empty());
    }
}
