package org.bcdkit.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Where on a disk there is room for a partition, between those that it has. */
final class FreeSpace {

    /** Partitions start at a multiple of it, as all systems make them: every disk has units that divide it. */
    static final long ALIGNMENT = 1 << 20;

    private final List<Partition> partitions;
    private final long from;
    private final long until;

    /**
     * @param from first byte that a partition may have
     * @param until behind the last one
     */
    FreeSpace(List<Partition> partitions, long from, long until) {
        this.partitions = List.copyOf(partitions);
        this.from = from;
        this.until = until;
    }

    /** The first place for so many bytes; empty when there is none. */
    OptionalLong place(long length) {
        for (long start : starts()) {
            if (end(start) - start >= length) {
                return OptionalLong.of(start);
            }
        }
        return OptionalLong.empty();
    }

    /** Bytes of the largest partition for which there is a place; 0 when there is none. */
    long largest() {
        long largest = 0;
        for (long start : starts()) {
            largest = Math.max(largest, end(start) - start);
        }
        return largest;
    }

    /** Where free space begins, aligned, in rising order. */
    private List<Long> starts() {
        List<Long> starts = new ArrayList<>();
        add(starts, Math.max(from, ALIGNMENT));
        for (Partition partition : partitions) {
            add(starts, partition.end());
        }
        starts.sort(null);
        return starts;
    }

    private void add(List<Long> starts, long position) {
        long start = (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        boolean taken = start < from || start >= until;
        for (Partition partition : partitions) {
            taken |= start >= partition.start() && start < partition.end();
        }
        if (!taken) {
            starts.add(start);
        }
    }

    /** Where the free space that begins at {@code start} ends. */
    private long end(long start) {
        long end = until;
        for (Partition partition : partitions) {
            if (partition.start() >= start) {
                end = Math.min(end, partition.start());
            }
        }
        return end;
    }
}
