package org.bcdkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.bcdkit.storage.FileReplacement;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.RandomGuid;
import org.bcdkit.storage.TemporaryFile;
import org.bcdkit.storage.WritableStorage;
import org.bcdkit.vhd.VhdWriter;
import org.bcdkit.vhdx.VhdxIdentity;
import org.bcdkit.vhdx.VhdxWriter;

/**
 * A disk image in a file that is being made. It gets its name when it is whole; until then it is a temporary file in the same folder, which
 * disappears when it is closed before or the program is interrupted.
 */
public final class NewImageFile implements WritableStorage {

    /**
     * For more at a time Linux looks for larger pages to keep it in, and finding them takes it longer than several calls. It keeps a write in as few
     * of these as it can when that starts where one does.
     */
    private static final int ONE_WRITE = 128 << 10;

    private final Path path;
    private final TemporaryFile file;

    /** What has become of the bytes when an image has its name. */
    public enum Safety {
        /** They are as safe as the machine can make them. */
        FORCED,
        /** They are in the file, and the system brings them to the disk when it likes, as after copying. What they were made from is still there. */
        CACHED
    }

    NewImageFile(Path path) throws IOException {
        this(free(path), TemporaryFile.beside(path));
    }

    private NewImageFile(Path path, TemporaryFile file) {
        this.path = path;
        this.file = file;
    }

    private static Path free(Path path) throws FileAlreadyExistsException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return path;
    }

    /** One that takes the place of the image at {@code path} with {@link #replace}. */
    static NewImageFile replacing(Path path) throws IOException {
        return new NewImageFile(path, TemporaryFile.beside(path));
    }

    /** What an image takes beside its blocks, in bytes: its structures, and a table with an entry for each block. */
    public static long sizeWithoutBlocks(DiskFormat format, NewDisk disk) {
        return switch (format) {
            case RAW -> 0;
            case VHD -> VhdWriter.sizeWithoutBlocks(disk);
            case VHDX -> VhdxWriter.sizeWithoutBlocks(disk);
        };
    }

    /**
     * Makes an image with identifiers of its own; when that fails there is no file.
     *
     * @param created what a VHD says about when it was made
     * @param progress hears how much of the disk is done
     * @throws FileAlreadyExistsException when there is a file of that name
     */
    public static void create(Path path, DiskFormat format, NewDisk disk, Instant created, Safety safety, Progress progress) throws IOException {
        try (NewImageFile file = new NewImageFile(path)) {
            switch (format) {
                case VHD -> VhdWriter.write(file, disk, RandomGuid.next(), created, progress);
                case VHDX -> VhdxWriter.write(file, disk, VhdxIdentity.random(), progress);
                case RAW -> writeRaw(file, disk, progress);
            }
            if (safety == Safety.FORCED) {
                file.finish();
            } else {
                file.file.moveToFreeName(path);
            }
        }
    }

    /** As {@link #create}, of a VHDX with these identifiers, telling nobody how far it came. */
    public static void createVhdx(Path path, NewDisk disk, VhdxIdentity identity) throws IOException {
        createVhdx(path, disk, identity, Progress.NONE);
    }

    /** As {@link #create}, of a VHDX with these identifiers. */
    public static void createVhdx(Path path, NewDisk disk, VhdxIdentity identity, Progress progress) throws IOException {
        try (NewImageFile file = new NewImageFile(path)) {
            VhdxWriter.write(file, disk, identity, progress);
            file.finish();
        }
    }

    /** As {@link #create}, of a VHD, telling nobody how far it came. */
    public static void createVhd(Path path, NewDisk disk, UUID uniqueId, Instant created) throws IOException {
        createVhd(path, disk, uniqueId, created, Progress.NONE);
    }

    /**
     * As {@link #create}, of a VHD.
     *
     * @param uniqueId what children name the disk by
     */
    public static void createVhd(Path path, NewDisk disk, UUID uniqueId, Instant created, Progress progress) throws IOException {
        try (NewImageFile file = new NewImageFile(path)) {
            VhdWriter.write(file, disk, uniqueId, created, progress);
            file.finish();
        }
    }

    private static void writeRaw(NewImageFile file, NewDisk disk, Progress progress) throws IOException {
        if (disk.kind() != DiskKind.FIXED) {
            throw new IllegalArgumentException("a raw image is fixed, not " + disk.kind().word());
        }
        // Nobody attaches a raw image: it may have holes.
        try (BlockWriter blocks = new BlockWriter(file, disk, progress)) {
            blocks.writeInPlace();
        }
        if (file.size() < disk.virtualSize()) {
            file.write(disk.virtualSize() - 1, ByteBuffer.allocate(1));
        }
    }

    private void finish() throws IOException {
        force();
        file.moveToFreeName(path);
        FileReplacement.forceFolder(path);
    }

    void writeVhd(NewDisk disk, UUID uniqueId, Instant created) throws IOException {
        VhdWriter.write(this, disk, uniqueId, created, Progress.NONE);
    }

    void writeVhdx(NewDisk disk, VhdxIdentity identity) throws IOException {
        VhdxWriter.write(this, disk, identity, Progress.NONE);
    }

    /** Takes the place of the image that is there, in one step. */
    void replace() throws IOException {
        file.moveTo(path);
        FileReplacement.forceFolder(path);
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() {
        try {
            return file.channel().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        for (long at = position; into.hasRemaining(); ) {
            at += file.channel().read(into, at);
        }
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        try {
            int end = from.limit();
            for (long at = position; from.position() < end; ) {
                int some = ONE_WRITE - (int) (at % ONE_WRITE);
                from.limit(Math.min(end, from.position() + some));
                at += file.channel().write(from, at);
            }
        } catch (IOException e) {
            throw refused(e);
        }
    }

    @Override
    public void force() throws IOException {
        try {
            file.force();
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
        file.close();
    }
}
