package org.bcdkit.ntfs;

import java.io.IOException;
import java.util.Optional;
import org.bcdkit.disk.UnusedSpace;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/** The file {@code $Bitmap}: one bit for each cluster of the volume, the lowest of a byte first, set when the cluster belongs to something. */
final class ClusterBitmap {

    private static final int PIECE = 1 << 16;
    /** In bytes: so that a volume whose free clusters lie scattered takes little memory. */
    private static final long SHORTEST = 64 << 10;

    private ClusterBitmap() {}

    /**
     * As many bytes of it as there are clusters for.
     *
     * @throws MalformedException when there are fewer bits than clusters
     */
    static Storage open(MasterFileTable table) throws IOException {
        NtfsFile file = NtfsFile.read(table, table.read(MasterFileTable.CLUSTER_BITMAP));
        Optional<RunStorage> stored = file.stored(AttributeType.DATA, "");
        long clusters = table.clusters().count();
        long length = (clusters + Byte.SIZE - 1) / Byte.SIZE;
        if (stored.isEmpty() || stored.get().size() < length) {
            throw file.malformed("the bitmap of clusters has " + (stored.isEmpty() ? 0 : stored.get().size()) + " bytes, expected at least " + length
                    + " for " + clusters + " clusters");
        }
        return stored.get().slice(stored.get().name(), 0, length);
    }

    /**
     * How many clusters belong to nothing. Read in pieces. Bits behind that of the last cluster do not count, whatever they are.
     *
     * @throws MalformedException when there are fewer bits than clusters
     */
    static long free(MasterFileTable table) throws IOException {
        Storage bits = open(table);
        long clusters = table.clusters().count();
        long length = bits.size();
        long used = 0;
        int last = 0;
        for (long at = 0; at < length; at += PIECE) {
            byte[] piece = bits.read(at, (int) Math.min(PIECE, length - at));
            for (byte eight : piece) {
                used += Integer.bitCount(eight & 0xff);
            }
            last = piece[piece.length - 1] & 0xff;
        }
        int behind = (int) (length * Byte.SIZE - clusters);
        return clusters - (used - Integer.bitCount(last >>> Byte.SIZE - behind));
    }

    /**
     * Adds runs of clusters that belong to nothing, and are long enough to matter.
     *
     * @param start of the volume on its disk, in bytes
     */
    static void addFree(MasterFileTable table, UnusedSpace to, long start) throws IOException {
        Storage stored = open(table);
        long clusters = table.clusters().count();
        long clusterSize = table.clusters().size();
        long first = -1;
        byte[] piece = {};
        for (long cluster = 0; cluster <= clusters; cluster++) {
            int at = (int) (cluster / Byte.SIZE % PIECE);
            if (cluster < clusters && at == 0 && cluster % Byte.SIZE == 0) {
                piece = stored.read(cluster / Byte.SIZE, (int) Math.min(PIECE, stored.size() - cluster / Byte.SIZE));
            }
            boolean free = cluster < clusters && (piece[at] >> cluster % Byte.SIZE & 1) == 0;
            if (free && first < 0) {
                first = cluster;
            } else if (!free && first >= 0) {
                if ((cluster - first) * clusterSize >= SHORTEST) {
                    to.add(start + first * clusterSize, start + cluster * clusterSize);
                }
                first = -1;
            }
        }
    }
}
