package org.bcdkit.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** A new file that disappears again when it is closed, unless it was kept or moved to its place. */
final class TemporaryFile implements Closeable {

    private static final int ATTEMPTS = 16;

    private final Path path;
    private final FileChannel channel;
    private boolean wanted;

    private TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** A new file in the folder of {@code target}, named after it. */
    static TemporaryFile beside(Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
            try {
                return create(target.resolveSibling(target.getFileName() + "." + random + ".tmp"));
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** A new file of that name. Fails when there is one. */
    static TemporaryFile create(Path path) throws IOException {
        return new TemporaryFile(path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    Path path() {
        return path;
    }

    void write(Bytes content) throws IOException {
        FileBytes.write(content, channel);
    }

    /** Writes what the file behind {@code from} holds; tells what that was. */
    Fingerprint copy(FileChannel from) throws IOException {
        return Fingerprint.read(from, new Fingerprint.Taker() {
            @Override
            public void take(ByteBuffer piece) throws IOException {
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
        });
    }

    void force() throws IOException {
        channel.force(true);
    }

    /** Reads the file again and fails unless it holds {@code content}. */
    void compare(NewContent content) throws IOException {
        if (!content.isIn(path)) {
            throw new HostException(path + " does not read back as it was written", "Check the disk or its connection.");
        }
    }

    /** Takes the place of {@code target} in one step. */
    void moveTo(Path target) throws IOException {
        channel.close();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        wanted = true;
    }

    /** Stays where it is. */
    void keep() throws IOException {
        channel.close();
        wanted = true;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (!wanted) {
                Files.deleteIfExists(path);
            }
        }
    }
}
