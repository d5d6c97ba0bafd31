package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bcdkit.storage.Storage;

/**
 * A file, and pages of its metadata that are still to be written to it: reading sees them already. Closing it does not close the file.
 */
public final class StagedPages implements Storage {

    private final Storage file;
    private final int pageSize;
    private final TreeMap<Long, byte[]> pages = new TreeMap<>();

    /** @param pageSize in bytes: what is written as a whole or not at all */
    public StagedPages(Storage file, int pageSize) {
        this.file = file;
        this.pageSize = pageSize;
    }

    /** Stages {@code bytes} at {@code position}, a place inside the file. */
    public void stage(long position, byte[] bytes) throws IOException {
        int done = 0;
        while (done < bytes.length) {
            long start = (position + done) / pageSize * pageSize;
            int offset = (int) (position + done - start);
            int count = Math.min(bytes.length - done, pageSize - offset);
            byte[] page = pages.get(start);
            if (page == null) {
                page = file.read(start, pageSize);
                pages.put(start, page);
            }
            System.arraycopy(bytes, done, page, offset, count);
            done += count;
        }
    }

    /** The pages that are staged, by their positions. */
    public SortedMap<Long, byte[]> pages() {
        return Collections.unmodifiableSortedMap(pages);
    }

    /** Forgets the pages: they are in the file now. */
    public void clear() {
        pages.clear();
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        int start = into.position();
        long end = position + into.remaining();
        file.read(position, into);
        for (Map.Entry<Long, byte[]> page : pages.subMap(position / pageSize * pageSize, end).entrySet()) {
            long from = Math.max(position, page.getKey());
            long to = Math.min(end, page.getKey() + pageSize);
            into.put(start + (int) (from - position), page.getValue(), (int) (from - page.getKey()), (int) (to - from));
        }
    }
}
