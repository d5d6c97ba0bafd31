package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;

/** A file in memory that knows in what order it was written to. */
public final class RecordedStorage extends WrittenBytes {

    private final List<String> calls = new ArrayList<>();
    private long end = -1;

    public RecordedStorage(String name, byte[] content) {
        this(MemoryStorage.of(name, content));
    }

    /** @param base is not changed */
    public RecordedStorage(Storage base) {
        super(base);
    }

    /**
     * All writes and forces, as {@code 0x1000-0x2000} and {@code force}; writes that follow one another in the file are one. What was recorded is
     * forgotten.
     */
    public List<String> calls() {
        List<String> all = List.copyOf(calls);
        calls.clear();
        end = -1;
        return all;
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        String start = "0x" + Long.toHexString(position);
        if (position == end) {
            String before = calls.remove(calls.size() - 1);
            start = before.substring(0, before.indexOf('-'));
        }
        end = position + from.remaining();
        calls.add(start + "-0x" + Long.toHexString(end));
        super.write(position, from);
    }

    @Override
    public void force() {
        calls.add("force");
        end = -1;
    }
}
