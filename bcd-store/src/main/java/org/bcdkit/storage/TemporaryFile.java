package org.bcdkit.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** A new file that disappears again when it is closed or the program is interrupted, unless it was kept or moved to its place. */
public final class TemporaryFile implements Closeable {

    private static final int ATTEMPTS = 16;

    private final Path path;
    private final FileChannel channel;
    private final Removal removal;
    private boolean wanted;

    private TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
        this.removal = new Removal(path);
    }

    /** What is done when the program is ended by a signal, for instance by Ctrl-C. */
    private static final class Removal extends Thread {
        private final Path path;

        Removal(Path path) {
            this.path = path;
        }

        @Override
        public void run() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // Nobody is left to be told.
            }
        }
    }

    /** A new file in the folder of {@code target}, named after it. */
    public static TemporaryFile beside(Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
            try {
                return create(target.resolveSibling(target.getFileName() + "." + random + ".tmp"));
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (NoSuchFileException e) {
                throw e;
            } catch (AccessDeniedException e) {
                throw named(target, e);
            } catch (FileSystemException e) {
                throw e.getReason() == null
                        ? e
                        : new HostException(target + " cannot be made: " + e.getReason(), "Nothing was written. Choose another folder.", e);
            }
        }
    }

    /** The same, of the file that was asked for: nobody knows the other name. */
    private static AccessDeniedException named(Path target, AccessDeniedException refusal) {
        AccessDeniedException named = new AccessDeniedException(target.toString(), null, refusal.getReason());
        named.initCause(refusal);
        return named;
    }

    /** A new file of that name. Fails when there is one. */
    static TemporaryFile create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        TemporaryFile file = new TemporaryFile(path, channel);
        try {
            Runtime.getRuntime().addShutdownHook(file.removal);
        } catch (IllegalStateException e) {
            file.close();
            throw interrupted();
        }
        return file;
    }

    /** Where it is until then. */
    public Path path() {
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

    /** For who writes or reads it in pieces. */
    public FileChannel channel() {
        return channel;
    }

    /** Returns when what was written is as safe as the machine can make it. */
    public void force() throws IOException {
        channel.force(true);
    }

    /** Reads the file again and fails unless it holds {@code content}. */
    void compare(NewContent content) throws IOException {
        if (!content.isIn(path)) {
            throw new HostException(path + " does not read back as it was written", "Check the disk or its connection.");
        }
    }

    /** Takes the place of {@code target} in one step. */
    public void moveTo(Path target) throws IOException {
        channel.close();
        stay();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        wanted = true;
    }

    /**
     * Gets the name {@code target} in one step.
     *
     * @throws FileAlreadyExistsException when there is a file of that name; it is left alone
     */
    public void moveToFreeName(Path target) throws IOException {
        channel.close();
        stay();
        try {
            // Moving would replace a file that came there meanwhile; a second name cannot be given when it is taken.
            Files.createLink(target, path);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            moveUnlessTaken(target);
            return;
        }
        Files.delete(path);
        wanted = true;
    }

    /** Where files have one name only, as on FAT. */
    private void moveUnlessTaken(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        wanted = true;
    }

    /** Stays where it is. */
    void keep() throws IOException {
        channel.close();
        stay();
        wanted = true;
    }

    private void stay() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException e) {
            // It is gone or about to go.
            throw interrupted();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException e) {
            // The program is ending, and finds nothing to remove.
        }
    }

    private static HostException interrupted() {
        return new HostException("Nothing was written: the program is being ended", "");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (!wanted) {
                Files.deleteIfExists(path);
                forget();
            }
        }
    }
}
