package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.storage.FileReplacement;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.storage.TemporaryFile;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.vhdx.VhdxIdentity;

/**
 * A plan for a fresh differencing disk in place of one that was written to. Under the name of the child there is a whole image at every moment, the old
 * one or the fresh one; and one that is kept has its other name before it loses this one.
 *
 * @param child the file of the old one, and no link to it
 * @param kept another name for it; absent when it is not needed any more
 * @param keptLink what it says about its parent under that name; absent when it can say what it did
 * @param format of both
 * @param fresh what the new one is
 * @param identity the identifiers of a VHDX
 * @param uniqueId what children name a VHD by
 * @param created what a VHD says about when it was made
 */
public record ResetChild(
        Path child,
        Optional<Path> kept,
        Optional<ParentLink> keptLink,
        DiskFormat format,
        NewDisk fresh,
        VhdxIdentity identity,
        UUID uniqueId,
        Instant created) {

    private static final int PIECE = 1 << 20;

    /** Whether {@code kept} is another name of the child already, as a reset leaves it that did not come to its end. */
    public static boolean isKept(Path child, Path kept) throws IOException {
        return Files.exists(kept) && Files.isSameFile(child, kept) && !kept.toRealPath().equals(child.toRealPath());
    }

    /**
     * What a disk that is kept as {@code kept} has to say about its parent: the same, in a place where the paths lead to it.
     *
     * @param link what it says where it is
     * @param parentFile that {@code parent} is in
     * @throws HostException when Windows has no path for that
     */
    public static Optional<ParentLink> keptLink(Path child, Path kept, ParentLink link, VirtualDisk parent, Path parentFile, VolumeMap volumes)
            throws IOException {
        if (Files.isSameFile(child.toAbsolutePath().getParent(), kept.toAbsolutePath().getParent())) {
            return Optional.empty();
        }
        return Optional.of(new ParentLink(link.identities(), NewParentPaths.link(kept, parentFile, parent, volumes).paths(), link.modified()));
    }

    /**
     * Carries it out.
     *
     * @throws HostException when the old one cannot be kept, or the new one not be made; then nothing has changed
     * @throws PartlyAppliedException when all is done but that what is kept names its parent
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
        if (keptLink.isPresent()) {
            // Not before: until now it was the same file as the child, which starts from where it is.
            link(kept.orElseThrow(), keptLink.get());
        }
    }

    private static void link(Path kept, ParentLink link) throws IOException {
        try {
            FileTime modified = Files.getLastModifiedTime(kept);
            try (WritableFile storage = ImageChanges.open(kept)) {
                ImageChanges.setParent(storage, link);
            }
            // Children of a VHD know it by that.
            Files.setLastModifiedTime(kept, modified);
        } catch (IOException e) {
            throw new PartlyAppliedException(
                    "The old disk is kept as " + kept + ", and does not say yet where its parent is from there: " + e.getMessage()
                            + ". bcd vdisk reparent makes it say so.",
                    e);
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
