package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file or block device that is there already, opened to be changed in place. */
public final class WritableFile implements ResizableStorage {

    private static final String REMEDY = "Look whether the medium is full or fails, and whether you may write there.";
    /** Where no file has content: a lock that covers it keeps others from taking one like it, and nobody from reading, which on Windows it else would. */
    private static final long BEHIND_EVERYTHING = Long.MAX_VALUE - 1;

    private final Path path;
    private final FileChannel channel;
    private final boolean mayGrow;
    private Storage contents;

    private WritableFile(Path path, FileChannel channel, boolean mayGrow) throws IOException {
        this.path = path;
        this.channel = channel;
        this.mayGrow = mayGrow;
        this.contents = FileStorage.of(path, channel);
    }

    /** Opens {@code path}, which keeps its size. Throws the file system's own exceptions (NoSuchFileException, AccessDeniedException, …). */
    public static WritableFile open(Path path) throws IOException {
        return open(path, false);
    }

    /** As {@link #open(Path)}, for a file that grows by what is written past its end. */
    public static WritableFile openToGrow(Path path) throws IOException {
        return open(path, true);
    }

    private static WritableFile open(Path path, boolean mayGrow) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new WritableFile(path, channel, mayGrow);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Keeps programs out that ask for locks, until this is closed. Where the file system has no locks, nothing is done.
     *
     * @throws HostException when a program has locked any of it, as those do that run virtual machines, and this one does
     */
    public void lock() throws IOException {
        try (FileLock all = channel.tryLock()) {
            if (all == null) {
                throw used(null);
            }
        } catch (OverlappingFileLockException e) {
            throw used(e);
        } catch (HostException e) {
            throw e;
        } catch (IOException e) {
            return; // no locks here
        }
        lockBehindEverything();
    }

    private void lockBehindEverything() throws HostException {
        FileLock lock;
        try {
            lock = channel.tryLock(BEHIND_EVERYTHING, 1, false);
        } catch (IOException e) {
            return; // locks here are for places that files have
        }
        if (lock == null) {
            throw used(null);
        }
    }

    private HostException used(Exception cause) {
        return new HostException(path + " is in use by another program", "Detach the image, or wait until the other program is done.", cause);
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() {
        return contents.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        contents.read(position, into);
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        boolean grows = position > size() - from.remaining();
        if (position < 0 || grows && !mayGrow) {
            throw new IllegalArgumentException(from.remaining() + " bytes at " + position + " of " + size());
        }
        try {
            for (long at = position; from.hasRemaining(); ) {
                at += channel.write(from, at);
            }
        } catch (IOException e) {
            throw refused(e);
        } finally {
            if (grows) {
                contents = FileStorage.of(path, channel);
            }
        }
    }

    @Override
    public void cut(long size) throws IOException {
        if (size < 0 || size > size()) {
            throw new IllegalArgumentException(size + " of " + size() + " bytes");
        }
        try {
            channel.truncate(size);
        } catch (IOException e) {
            throw refused(e);
        }
        contents = FileStorage.of(path, channel);
    }

    @Override
    public void force() throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** The machine's words name no file. */
    private HostException refused(IOException e) {
        return new HostException(path + " cannot be written: " + e.getMessage(), REMEDY, e);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
