package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.WritableStorage;

/**
 * A range of a file and what it becomes.
 *
 * @param position in bytes
 * @param length in bytes
 * @param content as many bytes; absent for zeros
 */
public record Patch(long position, long length, Optional<Bytes> content) {

    private static final int PIECE = 1 << 20;

    /** The range that holds {@code content} then. */
    public static Patch of(long position, byte[] content) {
        return new Patch(position, content.length, Optional.of(Bytes.of(content)));
    }

    public long end() {
        return position + length;
    }

    /** Writes it, and forces nothing. */
    public void apply(WritableStorage to) throws IOException {
        if (content.isPresent()) {
            to.write(position, ByteBuffer.wrap(content.get().toArray()));
            return;
        }
        for (long at = position; at < end(); at += PIECE) {
            to.write(at, ByteBuffer.allocate((int) Math.min(PIECE, end() - at)));
        }
    }
}
