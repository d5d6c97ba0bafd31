package org.bcdkit.fat;

import java.io.IOException;
import java.util.List;
import org.bcdkit.storage.MalformedException;

/**
 * The clusters of a file or folder. The chain was followed to its end when this was made, so it is whole; what is kept of it are a few thousand
 * places at most, from which any other is near.
 */
final class FatChain {

    private static final int KEPT = 4096;

    private final FatTable table;
    private final long clusters;
    private final int stride;
    private final int[] kept;

    private FatChain(FatTable table, long clusters, int stride, int[] kept) {
        this.table = table;
        this.clusters = clusters;
        this.stride = stride;
        this.kept = kept;
    }

    /**
     * Follows the chain from {@code first}: in the table that is in use and, where that one is damaged, in the other copy.
     *
     * @param source the volume, for messages
     * @param tables {@link FatTable#all}
     * @param what the chain is of, for messages
     * @throws MalformedException when it leads outside the volume, to a cluster that is not in use, or back into itself; the message is about the
     *         table in use
     */
    static FatChain follow(String source, FatGeometry geometry, List<FatTable> tables, int first, String what) throws IOException {
        MalformedException problem = null;
        for (FatTable table : tables) {
            try {
                return follow(source, geometry, table, first, what);
            } catch (MalformedException e) {
                problem = problem == null ? e : problem;
            }
        }
        throw problem;
    }

    private static FatChain follow(String source, FatGeometry geometry, FatTable table, int first, String what) throws IOException {
        long length = length(source, geometry, table, first, what);
        int stride = (int) ((length + KEPT - 1) / KEPT);
        int[] kept = new int[(int) ((length + stride - 1) / stride)];
        int cluster = first;
        for (long i = 0; i < length; i++) {
            if (i % stride == 0) {
                kept[(int) (i / stride)] = cluster;
            }
            cluster = table.entry(cluster);
        }
        return new FatChain(table, length, stride, kept);
    }

    /** Clusters in the chain. A cycle is found when the walk comes to where it was at the last power of two steps, which needs no memory. */
    private static long length(String source, FatGeometry geometry, FatTable table, int first, String what) throws IOException {
        long length = 1;
        long nextMark = 2;
        int mark = first;
        int at = first;
        while (true) {
            int entry = table.entry(at);
            if (table.isEnd(entry)) {
                return length;
            }
            String problem = null;
            if (!geometry.isCluster(entry)) {
                problem = " with " + entry + ", expected a cluster from 2 to " + geometry.lastCluster() + " or the end";
            } else if (entry == mark) {
                problem = " in cluster " + entry + ", which it has come through before, expected an end";
            }
            if (problem != null) {
                String text = "the chain of " + what + " goes on behind cluster " + at + problem;
                throw new MalformedException(source, "FAT " + table.number(), table.position(at), text);
            }
            at = entry;
            length++;
            if (length == nextMark) {
                mark = at;
                nextMark *= 2;
            }
        }
    }

    long clusters() {
        return clusters;
    }

    /** The cluster at {@code index}, from 0. */
    int cluster(long index) throws IOException {
        int cluster = kept[(int) (index / stride)];
        for (long i = index % stride; i > 0; i--) {
            cluster = table.entry(cluster);
        }
        return cluster;
    }

    /** The cluster behind {@code cluster}, which is not the last. */
    int next(int cluster) throws IOException {
        return table.entry(cluster);
    }
}
