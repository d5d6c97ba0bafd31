package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.Storage;

/** A file in memory that is read as it is now. */
public class MemoryFile implements Storage {

    /** What it holds. */
    protected byte[] content;

    private final String name;

    /** @param content not copied: what is changed there is seen */
    public MemoryFile(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    /** A copy of all that it holds. */
    public byte[] all() {
        return content.clone();
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
