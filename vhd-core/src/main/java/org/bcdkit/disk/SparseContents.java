package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.Storage;

/** What a file holds of which it is known where its holes are. */
public final class SparseContents implements DiskContents {

    private final Storage storage;
    private final List<Range> data;
    private int next;

    /**
     * For one walk.
     *
     * @param storage all of the disk
     * @param data where it may hold something, in order; it may reach beyond the end
     */
    public SparseContents(Storage storage, List<Range> data) {
        this.storage = storage;
        this.data = List.copyOf(data);
    }

    @Override
    public Optional<Range> next(long position) {
        while (next < data.size() && data.get(next).end() <= position) {
            next++;
        }
        if (next == data.size() || data.get(next).start() >= storage.size()) {
            return Optional.empty();
        }
        return Optional.of(new Range(Math.max(position, data.get(next).start()), Math.min(storage.size(), data.get(next).end())));
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        storage.read(position, into);
    }
}
