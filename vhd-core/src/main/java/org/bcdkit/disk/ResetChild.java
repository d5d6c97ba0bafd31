package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.storage.FileReplacement;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.TemporaryFile;
import org.bcdkit.vhdx.VhdxIdentity;

/**
 * A plan for a fresh differencing disk in place of one that was written to. Under the name of the child there is a whole image at every moment, the old
 * one or the fresh one; and one that is kept has its other name before it loses this one.
 *
 * @param child the file of the old one
 * @param kept another name for it; absent when it is not needed any more
 * @param format of both
 * @param fresh what the new one is
 * @param identity the identifiers of a VHDX
 * @param uniqueId what children name a VHD by
 * @param created what a VHD says about when it was made
 */
public record ResetChild(
        Path child, Optional<Path> kept, DiskFormat format, NewDisk fresh, VhdxIdentity identity, UUID uniqueId, Instant created) {

    private static final int PIECE = 1 << 20;

    /** Whether {@code kept} is another name of the child already, as a reset leaves it that did not come to its end. */
    public static boolean isKept(Path child, Path kept) throws IOException {
        return Files.exists(kept) && Files.isSameFile(child, kept) && !kept.toRealPath().equals(child.toRealPath());
    }

    /**
     * Carries it out.
     *
     * @throws HostException when the old one cannot be kept, or the new one not be made; then nothing has changed
     */
    public void apply() throws IOException {
        try (NewImageFile file = NewImageFile.replacing(child)) {
            switch (format) {
                case VHD -> file.writeVhd(fresh, uniqueId, created);
                case VHDX -> file.writeVhdx(fresh, identity);
                case RAW -> throw new IllegalArgumentException("a raw image has no parent");
            }
            file.force();
            if (kept.isPresent() && !isKept(child, kept.get())) {
                keep(kept.get());
            }
            file.replace();
        }
    }

    private void keep(Path name) throws IOException {
        try {
            Files.createLink(name, child);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No second names here, or another volume. Moving would leave the child without a file for a moment.
            copy(name);
        }
        FileReplacement.forceFolder(name);
    }

    private void copy(Path name) throws IOException {
        try (TemporaryFile copy = TemporaryFile.beside(name); FileChannel from = FileChannel.open(child, StandardOpenOption.READ)) {
            try {
                ByteBuffer piece = ByteBuffer.allocate(PIECE);
                while (from.read(piece.clear()) >= 0) {
                    for (piece.flip(); piece.hasRemaining(); ) {
                        copy.channel().write(piece);
                    }
                }
                copy.force();
            } catch (IOException e) {
                throw new HostException(
                        name + " cannot be written: " + e.getMessage(),
                        "Nothing was changed. Make room for a copy of " + child + ", or choose a name on the same volume where files can have two.",
                        e);
            }
            Files.setLastModifiedTime(copy.path(), Files.getLastModifiedTime(child));
            copy.moveToFreeName(name);
        }
    }
}
