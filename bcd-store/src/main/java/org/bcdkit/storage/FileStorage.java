package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file or block device opened for reading only. */
public final class FileStorage implements Storage {

    private final String name;
    private final FileChannel channel;
    private final long size;

    private FileStorage(String name, FileChannel channel, long size) {
        this.name = name;
        this.channel = channel;
        this.size = size;
    }

    /** Opens {@code path}. Throws the file system's own exceptions (NoSuchFileException, AccessDeniedException, …). */
    public static FileStorage open(Path path) throws IOException {
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
