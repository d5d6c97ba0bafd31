package org.bcdkit.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableStorage;

/**
 * What a new file holds, and in which clusters. The rest of the last one is filled with zeros, so that nothing is left in it of what was there.
 */
record FileContent(Storage content, long length, List<ClusterRun> runs) {

    private static final int PIECE = 1 << 20;

    /** The content could not be read: nothing is wrong with the volume. */
    static final class Unreadable extends IOException {

        private static final long serialVersionUID = 1;

        private final IOException why;

        Unreadable(IOException why) {
            super(why);
            this.why = why;
        }

        IOException why() {
            return why;
        }
    }

    FileContent {
        runs = List.copyOf(runs);
    }

    void writeTo(WritableStorage volume, FatGeometry geometry) throws IOException {
        int piece = Math.max(PIECE, geometry.clusterSize());
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(piece, Math.max(length, 1) + geometry.clusterSize()));
        long position = 0;
        for (ClusterRun run : runs) {
            long end = (long) run.count() * geometry.clusterSize();
            for (long at = 0; at < end; ) {
                buffer.clear().limit((int) Math.min(buffer.capacity() / geometry.clusterSize() * geometry.clusterSize(), end - at));
                fill(position, buffer);
                buffer.flip();
                int some = buffer.remaining();
                volume.write(geometry.position(run.first()) + at, buffer);
                at += some;
                position += some;
            }
        }
    }

    private void fill(long position, ByteBuffer buffer) throws Unreadable {
        int limit = buffer.limit();
        buffer.limit((int) Math.max(0, Math.min(limit, length - position)));
        try {
            content.read(position, buffer);
        } catch (IOException e) {
            throw new Unreadable(e);
        }
        buffer.limit(limit);
        while (buffer.hasRemaining()) {
            buffer.put((byte) 0);
        }
    }
}
