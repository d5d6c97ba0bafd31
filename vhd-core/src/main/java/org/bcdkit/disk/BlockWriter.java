package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bcdkit.storage.WritableStorage;

/** Writes the payload of blocks of a new disk. Zeros are written too: a file with holes cannot be attached by Windows. */
public final class BlockWriter {

    private static final int PIECE = 1 << 20;

    private final WritableStorage to;
    private final NewDisk disk;

    public BlockWriter(WritableStorage to, NewDisk disk) {
        this.to = to;
        this.disk = disk;
    }

    /** Writes {@code length} bytes of the disk from {@code start} to {@code position} of the file. */
    public void write(long start, long length, long position) throws IOException {
        for (long done = 0; done < length; done += PIECE) {
            int some = (int) Math.min(PIECE, length - done);
            byte[] piece = new byte[some];
            for (Extent extent : disk.contents()) {
                copy(extent, start + done, piece);
            }
            to.write(position + done, ByteBuffer.wrap(piece));
        }
    }

    private static void copy(Extent extent, long start, byte[] piece) {
        long from = Math.max(start, extent.position());
        long until = Math.min(start + piece.length, extent.end());
        if (from < until) {
            byte[] bytes = extent.bytes().slice((int) (from - extent.position()), (int) (until - from)).toArray();
            System.arraycopy(bytes, 0, piece, (int) (from - start), bytes.length);
        }
    }
}
