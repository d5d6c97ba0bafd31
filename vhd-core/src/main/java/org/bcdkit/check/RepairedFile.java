package org.bcdkit.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;

/** An image that is being repaired, in a file that nobody else who asks may write to meanwhile. */
final class RepairedFile implements Repairable {

    private static final String REMEDY =
            "Look at the medium, and whether you may write there. The image is as it was, or repaired in part; run the repair again.";

    private final String name;
    private final FileChannel channel;
    private long size;

    private RepairedFile(String name, FileChannel channel) throws IOException {
        this.name = name;
        this.channel = channel;
        this.size = channel.size();
    }

    static RepairedFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(path, channel);
            return new RepairedFile(path.toString(), channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(Path path, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // The same answer as for a lock that another process holds.
        }
        throw new HostException(path + " is in use by another program", "Detach the image, or wait until the other program is done, and try again.");
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
        for (long at = position; into.hasRemaining(); ) {
            int count = channel.read(into, at);
            if (count < 0) {
                throw new MalformedException(name, "file", at, "it ends here, though it was 0x" + Long.toHexString(size) + " bytes long when opened");
            }
            at += count;
        }
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        try {
            long at = position;
            while (from.hasRemaining()) {
                at += channel.write(from, at);
            }
            size = Math.max(size, at);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    @Override
    public void setSize(long bytes) throws IOException {
        try {
            if (bytes < size) {
                channel.truncate(bytes);
            } else if (bytes > size) {
                channel.write(ByteBuffer.allocate(1), bytes - 1);
            }
            size = bytes;
        } catch (IOException e) {
            throw refused(e);
        }
    }

    @Override
    public void force() throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** The machine's words name no file. */
    private HostException refused(IOException e) {
        return new HostException(name + " cannot be written: " + e.getMessage(), REMEDY, e);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
