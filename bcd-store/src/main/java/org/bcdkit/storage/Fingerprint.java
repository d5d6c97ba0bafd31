package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What is remembered of the bytes of a file to tell whether it still holds them. Other content has the same size and both checksums by chance once
 * in 2^64 times; it is no protection against somebody who wants that.
 */
public record Fingerprint(long size, int crc32, int crc32c) {

    private static final int PIECE = 1 << 16;

    /** That of bytes in memory. */
    public static Fingerprint of(Bytes content) {
        Sums sums = new Sums();
        sums.add(content.array(), content.start(), content.size());
        return sums.fingerprint();
    }

    /** That of what a file holds now. */
    static Fingerprint of(Path file) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            return of(from);
        }
    }

    /** That of what a file that is open holds now. */
    static Fingerprint of(FileChannel from) throws IOException {
        return read(from, new Taker() {
            @Override
            public void take(ByteBuffer piece) {}
        });
    }

    /** Gets a file piece by piece. */
    interface Taker {
        void take(ByteBuffer piece) throws IOException;
    }

    /** Hands everything in a file to {@code taker}, from its start; that of what was handed over. */
    static Fingerprint read(FileChannel from, Taker taker) throws IOException {
        Sums sums = new Sums();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        from.position(0);
        while (from.read(piece.clear()) >= 0) {
            piece.flip();
            sums.add(piece.array(), 0, piece.remaining());
            taker.take(piece);
        }
        return sums.fingerprint();
    }

    private static final class Sums {
        private final CRC32 crc32 = new CRC32();
        private final CRC32C crc32c = new CRC32C();
        private long size;

        void add(byte[] bytes, int at, int length) {
            crc32.update(bytes, at, length);
            crc32c.update(bytes, at, length);
            size += length;
        }

        Fingerprint fingerprint() {
            return new Fingerprint(size, (int) crc32.getValue(), (int) crc32c.getValue());
        }
    }

    // Written out for the sake of start-up, as in ValueType.
    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && size == that.size && crc32 == that.crc32 && crc32c == that.crc32c;
    }

    @Override
    public int hashCode() {
        return crc32;
    }
}
