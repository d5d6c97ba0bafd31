package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes in memory. */
public final class MemoryStorage implements Storage {

    private final String name;
    private final Bytes content;

    private MemoryStorage(String name, Bytes content) {
        this.name = name;
        this.content = content;
    }

    public static MemoryStorage of(String name, Bytes content) {
        return new MemoryStorage(name, content);
    }

    /** A copy of {@code content} under {@code name}. */
    public static MemoryStorage of(String name, byte[] content) {
        return new MemoryStorage(name, Bytes.of(content));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        into.put(content.array(), content.start() + (int) position, into.remaining());
    }

    /** Without a copy. */
    @Override
    public Bytes bytes(long position, int length) throws IOException {
        checkRange(position, length);
        return content.slice((int) position, length);
    }
}
