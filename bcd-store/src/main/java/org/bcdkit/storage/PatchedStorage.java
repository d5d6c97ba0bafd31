package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * A base of which ranges are taken from other storages, the last one given for each byte: what a log makes of a file, without a copy of it in
 * memory. Closing it closes none of them.
 */
public final class PatchedStorage implements Storage {

    private final Storage base;
    /** By the position where they start, apart from one another. */
    private final TreeMap<Long, Patch> patches = new TreeMap<>();
    private long size;

    private record Patch(long start, long end, Storage from, long fromPosition) {

        Patch part(long newStart, long newEnd) {
            return new Patch(newStart, newEnd, from, fromPosition + newStart - start);
        }
    }

    public PatchedStorage(Storage base) {
        this.base = base;
        this.size = base.size();
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public long size() {
        return size;
    }

    /**
     * Takes {@code length} bytes at {@code position} from another storage; behind the end, this one grows.
     *
     * @throws MalformedException when they are not in {@code from}
     */
    public void patch(long position, long length, Storage from, long fromPosition) throws MalformedException {
        from.checkRange(fromPosition, length);
        if (length == 0) {
            return;
        }
        long end = Math.addExact(position, length);
        Map.Entry<Long, Patch> other = patches.lowerEntry(end);
        while (other != null && other.getValue().end() > position) {
            Patch covered = other.getValue();
            patches.remove(covered.start());
            if (covered.start() < position) {
                patches.put(covered.start(), covered.part(covered.start(), position));
            }
            if (covered.end() > end) {
                patches.put(end, covered.part(end, covered.end()));
            }
            other = patches.lowerEntry(end);
        }
        patches.put(position, new Patch(position, end, from, fromPosition));
        size = Math.max(size, end);
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        long at = position;
        int limit = into.limit();
        while (into.position() < limit) {
            long left = limit - into.position();
            Map.Entry<Long, Patch> patch = patches.floorEntry(at);
            boolean inside = patch != null && at < patch.getValue().end();
            Map.Entry<Long, Patch> next = patches.higherEntry(at);
            long end = inside ? patch.getValue().end() : next != null ? next.getKey() : Long.MAX_VALUE;
            into.limit(into.position() + (int) Math.min(left, end - at));
            long length = into.remaining();
            if (inside) {
                patch.getValue().from().read(patch.getValue().fromPosition() + at - patch.getKey(), into);
            } else {
                readBase(at, into);
            }
            into.limit(limit);
            at += length;
        }
    }

    /** Fills {@code into}; what is behind the end of the base is zero. */
    private void readBase(long position, ByteBuffer into) throws IOException {
        int limit = into.limit();
        int inBase = (int) Math.max(0, Math.min(into.remaining(), base.size() - position));
        if (inBase > 0) {
            into.limit(into.position() + inBase);
            base.read(position, into);
            into.limit(limit);
        }
        while (into.hasRemaining()) {
            into.put((byte) 0);
        }
    }
}
