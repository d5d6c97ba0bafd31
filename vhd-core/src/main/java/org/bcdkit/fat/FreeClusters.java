package org.bcdkit.fat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bcdkit.filesystem.VolumeKind;

/**
 * Which clusters of a volume are free, and who gets them. A file gets clusters that follow one another where there are as many. When none are left,
 * numbers behind the last cluster are handed out, so that it can be said how many are needed.
 */
final class FreeClusters {

    private final FatGeometry geometry;
    private final BitSet used;
    private final BitSet barred;
    private final List<ClusterRun> returned = new ArrayList<>();
    private int free;
    private long taken;
    private long mostTaken;
    /** Where the last one was taken: what is written together lies together. */
    private int next = FatGeometry.FIRST_CLUSTER;
    /** The next of the numbers that no cluster has. */
    private int beyond;

    /**
     * @param used the clusters that are not free
     * @param barred clusters that are free, and that nobody gets
     */
    FreeClusters(FatGeometry geometry, BitSet used, BitSet barred) {
        this.geometry = geometry;
        this.used = (BitSet) used.clone();
        this.used.or(barred);
        this.barred = barred;
        this.free = geometry.clusters() - this.used.cardinality();
        this.beyond = geometry.lastCluster() + 1;
    }

    /** A copy that is changed apart from this one. */
    FreeClusters copy() {
        return new FreeClusters(geometry, used, barred);
    }

    /** How many can be had now. */
    int free() {
        return free;
    }

    /** How many the table says are free now. */
    int counted() {
        return free + barred.cardinality();
    }

    /** The most that were taken at the same time since this was made. */
    long mostTaken() {
        return mostTaken;
    }

    /** Whether all clusters that were taken are there. */
    boolean suffice() {
        return free >= 0;
    }

    /** Where to look for a free one first. */
    int next() {
        return next;
    }

    /** Takes {@code count} clusters, at least one: from one place when that can be, else from where they are. */
    List<ClusterRun> take(int count) {
        taken += count;
        mostTaken = Math.max(mostTaken, taken);
        List<ClusterRun> runs = new ArrayList<>();
        int start = hole(next, geometry.lastCluster() + 1, count);
        start = start == 0 ? hole(FatGeometry.FIRST_CLUSTER, Math.min(next + count, geometry.lastCluster() + 1), count) : start;
        if (start != 0) {
            use(runs, start, count);
            return runs;
        }
        int missing = count;
        for (int at = FatGeometry.FIRST_CLUSTER; missing > 0; ) {
            at = used.nextClearBit(at);
            if (at > geometry.lastCluster()) {
                free = -1;
                runs.add(new ClusterRun(beyond, missing));
                beyond = (int) Math.min((long) beyond + missing, Integer.MAX_VALUE - (long) missing);
                return runs;
            }
            int end = end(at, geometry.lastCluster() + 1);
            int some = Math.min(missing, end - at);
            use(runs, at, some);
            missing -= some;
        }
        return runs;
    }

    /** Takes one for a folder: the end of its chain must be one that a single sector of the FAT can move. */
    int takeForFolder() {
        if (geometry.kind() == VolumeKind.FAT12) {
            for (int at = used.nextClearBit(FatGeometry.FIRST_CLUSTER); at <= geometry.lastCluster(); at = used.nextClearBit(at + 1)) {
                if (!TableEdit.isAcrossSectors(geometry, at)) {
                    next = at;
                    break;
                }
            }
        }
        return take(1).get(0).first();
    }

    private void use(List<ClusterRun> runs, int start, int count) {
        used.set(start, start + count);
        free -= count;
        next = start + count;
        runs.add(new ClusterRun(start, count));
    }

    /** The first place from {@code from} with that many free clusters before {@code end}; 0 when there is none. */
    private int hole(int from, int end, int count) {
        for (int at = used.nextClearBit(from); at < end; ) {
            int behind = end(at, end);
            if (behind - at >= count) {
                return at;
            }
            at = used.nextClearBit(behind);
        }
        return 0;
    }

    private int end(int at, int end) {
        int behind = used.nextSetBit(at);
        return behind < 0 ? end : Math.min(behind, end);
    }

    /** Takes clusters back. They are not free before {@link #release}: until then the volume needs them as they are. */
    void giveBack(List<ClusterRun> runs) {
        returned.addAll(runs);
    }

    /** What was given back can be taken from now on. */
    void release() {
        for (ClusterRun run : returned) {
            used.clear(run.first(), run.last() + 1);
            free += free < 0 ? 0 : run.count();
            taken -= run.count();
        }
        returned.clear();
    }
}
