package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file or block device opened for reading only. */
public final class FileStorage implements Storage {

    /** The part of a mode in which Unix keeps what kind of file it is, and what it has there for a pipe. */
    private static final int TYPE = 0xF000;

    private static final int PIPE = 0x1000;

    private final String name;
    private final FileChannel channel;
    private final long size;

    private FileStorage(String name, FileChannel channel, long size) {
        this.name = name;
        this.channel = channel;
        this.size = size;
    }

    /**
     * Opens {@code path}. Throws the file system's own exceptions (NoSuchFileException, AccessDeniedException, …).
     *
     * @throws HostException when it is a pipe: what comes out of one can be read once and in order, and opening it waits for somebody who writes
     */
    public static FileStorage open(Path path) throws IOException {
        if (isPipe(path)) {
            throw new HostException(
                    path + " is a pipe, and this is read in more than one place", "Save what comes out of it to a file, and name that.");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return of(path, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** What is read through {@code channel}, which is open at {@code path}. */
    static FileStorage of(Path path, FileChannel channel) throws IOException {
        return new FileStorage(path.toString(), channel, channel.size());
    }

    private static boolean isPipe(Path path) throws IOException {
        boolean hasMode = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        return hasMode && ((int) Files.getAttribute(path, "unix:mode") & TYPE) == PIPE;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        long at = position;
        while (into.hasRemaining()) {
            int count = read(into, at);
            if (count < 0) {
                throw new MalformedException(name, "file", at, "it ends here, though it was 0x" + Long.toHexString(size) + " bytes long when opened");
            }
            at += count;
        }
    }

    /** What the system says when a medium is broken does not name the file. */
    private int read(ByteBuffer into, long at) throws IOException {
        try {
            return channel.read(into, at);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            FileSystemException failure = new FileSystemException(name, null, e.getMessage() + " at 0x" + Long.toHexString(at));
            failure.initCause(e);
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
