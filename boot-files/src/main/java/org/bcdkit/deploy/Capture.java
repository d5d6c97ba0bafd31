package org.bcdkit.deploy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.disk.ImageContents;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.TemporaryFile;
import org.bcdkit.wim.WimFile;

/**
 * A plan for a WIM with the files of an NTFS volume, which nobody has to mount: it is copied to a temporary file beside the WIM, since wimlib reads
 * volumes in files, and holes are left where it holds zeros. Specification: native boot of virtual disks, section 6.
 *
 * @param target the WIM; a new one appears when it is whole
 * @param name of the image in it
 * @param appended whether the WIM is there already and gets one image more
 * @param compression of a new WIM
 * @param verifiable whether the WIM gets checksums of all its bytes
 */
public record Capture(Path target, String name, boolean appended, Wimlib.Compression compression, boolean verifiable) {

    private static final int PIECE = 1 << 20;

    /**
     * Makes the WIM. When that fails, or the program is interrupted, there is no new one, and an old one has the images that it had.
     *
     * @param volume of {@code disk}
     */
    public void apply(Wimlib wimlib, VirtualDisk disk, Volume volume, Steps steps) throws IOException {
        Path beside = target.toAbsolutePath();
        try (TemporaryFile copy = TemporaryFile.beside(beside)) {
            copy(disk, volume, copy.channel(), steps.begin("Copy the volume"));
            Progress progress = steps.begin("Capture the files");
            if (appended) {
                wimlib.append(copy.path(), target, name, verifiable, progress);
                return;
            }
            try (TemporaryFile wim = TemporaryFile.beside(beside)) {
                wimlib.capture(copy.path(), wim.path(), name, compression, verifiable, progress);
                check(wim.path());
                wim.force();
                wim.moveToFreeName(beside);
            }
        }
    }

    private static void copy(VirtualDisk disk, Volume volume, FileChannel to, Progress progress) throws IOException {
        Storage from = volume.contents();
        long start = volume.partition().isPresent() ? volume.partition().get().start() : 0;
        DiskContents held = new ImageContents(disk);
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
        long end = from.size() - 1;
        for (long at = held(held, start, 0, end); at < end; at = held(held, start, at + PIECE, end)) {
            piece.clear().limit((int) Math.min(PIECE, end - at));
            from.read(at, piece);
            piece.flip();
            if (piece.mismatch(zeros.slice(0, piece.limit())) >= 0) {
                write(to, at, piece);
            }
            progress.reached(at, from.size());
        }
        write(to, end, ByteBuffer.wrap(from.read(end, 1))); // the last byte says how long the file is
        progress.reached(from.size(), from.size());
    }

    /** The next place of the volume from {@code at} on where the image has anything; {@code end} when there is none. */
    private static long held(DiskContents contents, long start, long at, long end) throws IOException {
        Optional<DiskContents.Range> range = contents.next(start + at);
        return range.isEmpty() ? end : Math.min(end, Math.max(at, range.get().start() - start));
    }

    private static void write(FileChannel to, long position, ByteBuffer bytes) throws IOException {
        for (long at = position; bytes.hasRemaining(); ) {
            at += to.write(bytes, at);
        }
    }

    /** Whether what wimlib left is a WIM: the program that is called by that name may be another. */
    private static void check(Path wim) throws IOException {
        WimFile written = WimFile.open(wim);
        if (written.images().size() != 1) {
            throw new MalformedException(wim.toString(), "WIM", 0, "it was to have one image, and has " + written.images().size());
        }
    }
}
