package org.bcdkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.WritableStorage;
import org.bcdkit.vhd.VhdWriter;
import org.bcdkit.vhdx.VhdxIdentity;
import org.bcdkit.vhdx.VhdxWriter;

/** A disk image in a file that is being made. When it is closed before it was finished, it disappears again. */
public final class NewImageFile implements WritableStorage {

    private final Path path;
    private final FileChannel channel;
    private boolean finished;

    NewImageFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /**
     * Makes a VHDX; when that fails there is no file.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is a file of that name
     */
    public static void createVhdx(Path path, NewDisk disk, VhdxIdentity identity) throws IOException {
        try (NewImageFile file = new NewImageFile(path)) {
            VhdxWriter.write(file, disk, identity);
            file.finish();
        }
    }

    /**
     * Makes a VHD; when that fails there is no file.
     *
     * @param uniqueId what children name the disk by
     * @throws java.nio.file.FileAlreadyExistsException when there is a file of that name
     */
    public static void createVhd(Path path, NewDisk disk, UUID uniqueId, Instant created) throws IOException {
        try (NewImageFile file = new NewImageFile(path)) {
            VhdWriter.write(file, disk, uniqueId, created);
            file.finish();
        }
    }

    private void finish() throws IOException {
        force();
        finished = true;
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        for (long at = position; into.hasRemaining(); ) {
            at += channel.read(into, at);
        }
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
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
            channel.force(true);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** The machine's words name no file. */
    private HostException refused(IOException e) {
        return new HostException(path + " cannot be written: " + e.getMessage(), "Nothing is left of it. Make room, or choose another place.", e);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (!finished) {
                Files.deleteIfExists(path);
            }
        }
    }
}
