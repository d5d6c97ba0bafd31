package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableStorage;

/** A file in memory that knows which of its bytes were written: the others would be a hole. */
public class WrittenBytes implements WritableStorage {

    private final Overlay content;
    private final TreeMap<Long, Long> written = new TreeMap<>();

    public WrittenBytes(String name) {
        this(MemoryStorage.of(name, new byte[0]));
    }

    /** @param base what it holds at first; not changed */
    WrittenBytes(Storage base) {
        content = new Overlay(base);
    }

    /** The whole file. */
    public byte[] bytes() throws IOException {
        return content.read(0, Math.toIntExact(content.size()));
    }

    /** The ranges that nobody wrote, as {@code 0x1000-0x1fff}. */
    public List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        long end = 0;
        for (var range : written.entrySet()) {
            if (range.getKey() > end) {
                gaps.add("0x" + Long.toHexString(end) + "-0x" + Long.toHexString(range.getKey() - 1));
            }
            end = Math.max(end, range.getValue());
        }
        return gaps;
    }

    @Override
    public String name() {
        return content.name();
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        content.read(position, into);
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        written.merge(position, position + from.remaining(), Math::max);
        content.write(position, from);
    }

    @Override
    public void force() {}
}
