package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file or block device that is there already, opened to be changed in place. It keeps its size. */
public final class WritableFile implements WritableStorage {

    private static final String REMEDY = "Look at the medium, and whether you may write there.";

    private final String name;
    private final FileChannel channel;
    private final Storage contents;

    private WritableFile(String name, FileChannel channel, Storage contents) {
        this.name = name;
        this.channel = channel;
        this.contents = contents;
    }

    /** Opens {@code path}. Throws the file system's own exceptions (NoSuchFileException, AccessDeniedException, …). */
    public static WritableFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new WritableFile(path.toString(), channel, FileStorage.of(path, channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
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
        if (position < 0 || position > size() - from.remaining()) {
            throw new IllegalArgumentException(from.remaining() + " bytes at " + position + " of " + size());
        }
        try {
            for (long at = position; from.hasRemaining(); ) {
                at += channel.write(from, at);
            }
        } catch (IOException e) {
            throw refused(e);
        }
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
        return new HostException(name + " cannot be written: " + e.getMessage(), REMEDY, e);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
