package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Another storage, of which the pages that were read last are kept: for what takes a few bytes here and there of something that is slow to read.
 * Closing it does not close the other.
 */
public final class CachedStorage implements Storage {

    private static final int PAGE_SIZE = 4096;

    private final Storage storage;
    private final Map<Long, byte[]> pages;

    /** @param capacity pages of 4096 bytes that are kept */
    public CachedStorage(Storage storage, int capacity) {
        this.storage = storage;
        this.pages = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
                return size() > capacity;
            }
        };
    }

    @Override
    public String name() {
        return storage.name();
    }

    @Override
    public long size() {
        return storage.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        long at = position;
        while (into.hasRemaining()) {
            byte[] page = page(at / PAGE_SIZE);
            int offset = (int) (at % PAGE_SIZE);
            int count = Math.min(into.remaining(), page.length - offset);
            into.put(page, offset, count);
            at += count;
        }
    }

    private byte[] page(long number) throws IOException {
        byte[] page = pages.get(number);
        if (page == null) {
            long start = number * PAGE_SIZE;
            page = storage.read(start, (int) Math.min(PAGE_SIZE, storage.size() - start));
            pages.put(number, page);
        }
        return page;
    }
}
