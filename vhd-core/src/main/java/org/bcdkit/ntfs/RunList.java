package org.bcdkit.ntfs;

import java.util.Arrays;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/** Where the clusters of an attribute are: runs of them that follow one another in the volume, and holes. */
final class RunList {

    /** Stands for the place of a run that has none and reads as zeros. */
    static final long HOLE = -1;

    private final Clusters clusters;
    /** First cluster of each run, counted in the attribute, and where the last one ends. */
    private long[] starts = new long[9];
    /** First cluster of each run, counted in the volume. */
    private long[] places = new long[8];
    private int count;

    private RunList(Clusters clusters) {
        this.clusters = clusters;
    }

    /**
     * The runs of an attribute.
     *
     * @param segments all of it, by their first cluster
     */
    static RunList of(Clusters clusters, Iterable<Attribute> segments) throws MalformedException {
        RunList runs = new RunList(clusters);
        for (Attribute segment : segments) {
            runs.add(segment);
        }
        return runs;
    }

    private void add(Attribute segment) throws MalformedException {
        long first = segment.form().get(Attribute.FIRST_VCN);
        if (first != end()) {
            throw segment.malformed(clusters.name(), "the segment starts with cluster " + Long.toUnsignedString(first) + ", expected " + end());
        }
        Bytes pairs = segment.content();
        long place = 0;
        int at = 0;
        while (at < pairs.size() && pairs.at(at) != 0) {
            int lengthSize = pairs.at(at) & 15;
            int placeSize = pairs.at(at) >> 4 & 15;
            if (lengthSize < 1 || lengthSize > 8 || placeSize > 8 || lengthSize + placeSize >= pairs.size() - at) {
                throw segment.malformed(clusters.name(), "its run list has a pair of " + lengthSize + " and " + placeSize + " bytes with "
                        + (pairs.size() - at - 1) + " left");
            }
            long length = number(pairs, at + 1, lengthSize);
            place += number(pairs, at + 1 + lengthSize, placeSize);
            add(segment, length, placeSize == 0 ? HOLE : place);
            at += 1 + lengthSize + placeSize;
        }
        long last = segment.form().get(Attribute.LAST_VCN);
        if (last != end() - 1) {
            throw segment.malformed(clusters.name(), "its last cluster is " + last + ", and its run list ends with " + (end() - 1));
        }
    }

    private void add(Attribute segment, long length, long place) throws MalformedException {
        if (length <= 0 || length > Long.MAX_VALUE / clusters.size() - end()) {
            throw segment.malformed(clusters.name(), "a run has " + length + " clusters");
        }
        if (place != HOLE && (place < 0 || place > clusters.count() - length)) {
            throw segment.malformed(clusters.name(), "a run of " + length + " clusters starts with cluster " + place + ", and the volume has "
                    + clusters.count());
        }
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count + 1);
        }
        places[count] = place;
        starts[count + 1] = starts[count] + length;
        count++;
    }

    /** A signed little-endian number. */
    private static long number(Bytes bytes, int at, int size) {
        long number = size == 0 ? 0 : bytes.at(at + size - 1);
        for (int i = size - 2; i >= 0; i--) {
            number = number << 8 | bytes.at(at + i) & 0xff;
        }
        return number;
    }

    /** How many clusters there are, holes included. */
    long end() {
        return starts[count];
    }

    /** How many clusters have a place in the volume. */
    long placed() {
        long placed = 0;
        for (int i = 0; i < count; i++) {
            placed += places[i] == HOLE ? 0 : starts[i + 1] - starts[i];
        }
        return placed;
    }

    /** Fails unless every cluster has a place, as those of the file system's own structures must. */
    void requireNoHoles(Attribute first) throws MalformedException {
        for (int i = 0; i < count; i++) {
            if (places[i] == HOLE) {
                throw first.malformed(clusters.name(), "its run list has a hole");
            }
        }
    }

    /** The run that has a cluster of the attribute; it must have that many. */
    int find(long cluster) {
        int found = Arrays.binarySearch(starts, 0, count, cluster);
        return found >= 0 ? found : -found - 2;
    }

    /** Where a run ends, in clusters of the attribute. */
    long end(int run) {
        return starts[run + 1];
    }

    /** Where a cluster of the attribute is in the volume, in clusters, or {@link #HOLE}. */
    long place(int run, long cluster) {
        return places[run] == HOLE ? HOLE : places[run] + cluster - starts[run];
    }
}
