package org.bcdkit.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads the pieces of a new disk while those before are written. */
final class ReadAhead implements Closeable {

    private static final int BUFFERS = 4;
    /** In milliseconds. Looking for the next piece in a disk of zeros can take long, and whoever waits is to hear how far it came. */
    private static final int PATIENCE = 100;

    private final DataPieces pieces;
    private final int room;
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Piece> read = new ArrayBlockingQueue<>(BUFFERS + 1);
    private final Thread reader = new Thread("read ahead") {
        @Override
        public void run() {
            readAll();
        }
    };
    private volatile boolean stopped;

    /**
     * A piece of the disk.
     *
     * @param start in the disk; {@link Long#MAX_VALUE} behind the last one
     * @param bytes in front of which there is the room that was asked for; to be given back
     */
    record Piece(long start, ByteBuffer bytes, Throwable failure) {}

    private ReadAhead(DataPieces pieces, int room) {
        this.pieces = pieces;
        this.room = room;
    }

    /**
     * @param room what is left free in front of a piece, in bytes
     * @param length of a piece
     */
    static ReadAhead start(DataPieces pieces, int room, int length) {
        ReadAhead ahead = new ReadAhead(pieces, room);
        for (int i = 0; i < BUFFERS; i++) {
            ahead.free.add(ByteBuffer.allocateDirect(room + length));
        }
        ahead.reader.setDaemon(true);
        ahead.reader.start();
        return ahead;
    }

    private void readAll() {
        Piece last;
        try {
            long start;
            do {
                ByteBuffer buffer = free.take();
                start = stopped ? -1 : pieces.next(buffer.clear().position(room));
                if (start >= 0) {
                    read.add(new Piece(start, buffer, null));
                }
            } while (start >= 0);
            last = new Piece(Long.MAX_VALUE, null, null);
        } catch (Throwable e) {
            last = new Piece(Long.MAX_VALUE, null, e);
        }
        read.add(last);
    }

    /**
     * The next piece, or what stands for the end.
     *
     * @param waiting is told while there is none yet
     */
    Piece next(Waiting waiting) throws IOException {
        Piece piece;
        try {
            for (piece = read.poll(PATIENCE, TimeUnit.MILLISECONDS); piece == null; piece = read.poll(PATIENCE, TimeUnit.MILLISECONDS)) {
                waiting.reached(pieces.position());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        if (piece.failure() != null) {
            throw failure(piece.failure());
        }
        return piece;
    }

    /** Hears while the next piece is looked for. */
    interface Waiting {

        /** @param position up to where there is nothing but zeros */
        void reached(long position);
    }

    private static IOException failure(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return (IOException) failure;
    }

    void giveBack(Piece piece) {
        free.add(piece.bytes());
    }

    /** Returns when nothing is read any more. */
    @Override
    public void close() {
        stopped = true;
        free.offer(ByteBuffer.allocate(0)); // one that waits for a buffer sees that it is to stop
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
