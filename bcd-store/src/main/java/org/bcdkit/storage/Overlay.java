package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A base that is never written, plus changes in memory: what a log replay or a dry run makes of a file. Closing the overlay does not close its
 * base.
 */
public final class Overlay implements WritableStorage {

    private static final int PAGE_SIZE = 4096;

    private final Storage base;
    private final Map<Long, byte[]> changedPages = new HashMap<>();
    /** Ends of ranges of zeros by their starts, apart from one another. A changed page inside one was written later. */
    private final TreeMap<Long, Long> zeros = new TreeMap<>();
    private long size;

    public Overlay(Storage base) {
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

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position);
        }
        long at = position;
        while (from.hasRemaining()) {
            long page = at / PAGE_SIZE;
            int offset = (int) (at % PAGE_SIZE);
            int count = Math.min(from.remaining(), PAGE_SIZE - offset);
            from.get(changedPage(page), offset, count);
            at += count;
            size = Math.max(size, at);
        }
    }

    /** Makes a range zero, however long, without taking memory for it. */
    public void clear(long position, long length) throws IOException {
        long end = Math.addExact(position, length);
        long firstWhole = Math.min(end, (position + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE);
        long lastWhole = Math.max(firstWhole, end / PAGE_SIZE * PAGE_SIZE);
        write(position, ByteBuffer.allocate((int) (firstWhole - position)));
        for (Iterator<Long> page = changedPages.keySet().iterator(); page.hasNext(); ) {
            long start = page.next() * PAGE_SIZE;
            if (start >= firstWhole && start < lastWhole) {
                page.remove();
            }
        }
        addZeros(firstWhole, lastWhole);
        write(lastWhole, ByteBuffer.allocate((int) (end - lastWhole)));
        extendTo(end);
    }

    private void addZeros(long start, long end) {
        if (start == end) {
            return;
        }
        long from = start;
        long to = end;
        Map.Entry<Long, Long> other = zeros.floorEntry(to);
        while (other != null && other.getValue() >= from) {
            from = Math.min(from, other.getKey());
            to = Math.max(to, other.getValue());
            zeros.remove(other.getKey());
            other = zeros.floorEntry(to);
        }
        zeros.put(from, to);
    }

    /** Makes the storage at least {@code end} bytes long; what is added is zero. */
    public void extendTo(long end) {
        size = Math.max(size, end);
    }

    /** The page in memory, taken from the base when it is changed for the first time; what the base does not have is zero. */
    private byte[] changedPage(long page) throws IOException {
        byte[] content = changedPages.get(page);
        if (content == null) {
            content = new byte[PAGE_SIZE];
            readBase(page * PAGE_SIZE, ByteBuffer.wrap(content));
            changedPages.put(page, content);
        }
        return content;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        long at = position;
        while (into.hasRemaining()) {
            int offset = (int) (at % PAGE_SIZE);
            int count = Math.min(into.remaining(), PAGE_SIZE - offset);
            byte[] changed = changedPages.get(at / PAGE_SIZE);
            if (changed != null) {
                into.put(changed, offset, count);
            } else {
                ByteBuffer part = into.duplicate();
                part.limit(part.position() + count);
                readBase(at, part);
                into.position(into.position() + count);
            }
            at += count;
        }
    }

    /** Fills {@code into}, which does not reach beyond a page, with what was there before any page was changed. */
    private void readBase(long position, ByteBuffer into) throws IOException {
        Map.Entry<Long, Long> zero = zeros.floorEntry(position);
        boolean cleared = zero != null && position < zero.getValue();
        int inBase = cleared ? 0 : (int) Math.max(0, Math.min(into.remaining(), base.size() - position));
        if (inBase > 0) {
            ByteBuffer part = into.duplicate();
            part.limit(part.position() + inBase);
            base.read(position, part);
            into.position(into.position() + inBase);
        }
        while (into.hasRemaining()) {
            into.put((byte) 0);
        }
    }

    /** The changes are in memory and stay there. */
    @Override
    public void force() {}
}
