package org.bcdkit.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A few pieces in memory. */
public final class ExtentContents implements DiskContents {

    private static final Comparator<Extent> BY_POSITION = new Comparator<Extent>() {
        @Override
        public int compare(Extent a, Extent b) {
            return Long.compare(a.position(), b.position());
        }
    };

    private final List<Extent> extents;

    /**
     * @param extents in any order
     * @throws IllegalArgumentException when one starts before the disk, or two overlap
     */
    public ExtentContents(List<Extent> extents) {
        List<Extent> sorted = new ArrayList<>(extents);
        Collections.sort(sorted, BY_POSITION);
        long end = 0;
        for (Extent extent : sorted) {
            if (extent.position() < end) {
                throw new IllegalArgumentException("an extent starts at " + extent.position() + ", and what lies before it ends at " + end);
            }
            end = extent.end();
        }
        this.extents = sorted;
    }

    @Override
    public Optional<Range> next(long position) {
        for (Extent extent : extents) {
            if (extent.end() > position) {
                return Optional.of(new Range(Math.max(position, extent.position()), extent.end()));
            }
        }
        return Optional.empty();
    }

    @Override
    public void read(long position, ByteBuffer into) {
        for (Extent extent : extents) {
            if (extent.position() <= position && position < extent.end()) {
                into.put(extent.bytes().slice((int) (position - extent.position()), into.remaining()).toArray());
                return;
            }
        }
        throw new IllegalArgumentException("there is nothing at " + position);
    }
}
