package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes in memory. */
public final class MemoryStorage implements Storage {

    private final String name;
    private final byte[] content;

    private MemoryStorage(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    public static MemoryStorage of(String name, Bytes content) {
        return new MemoryStorage(name, content.toArray());
    }

    /** A copy of {@code content} under {@code name}. */
    public static MemoryStorage of(String name, byte[] content) {
        return new MemoryStorage(name, content.clone());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        into.put(content, (int) position, into.remaining());
    }
}
