package org.bcdkit.deploy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.Extent;
import org.bcdkit.disk.ExtentContents;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewImageFile;
import org.bcdkit.disk.PlacedContents;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.partition.Partition;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.TemporaryFile;
import org.bcdkit.wim.WimImage;
import org.bcdkit.wim.WimSet;

/**
 * A plan for an image with the files of a WIM: an NTFS volume is made in a temporary file beside it, filled, and written into the new image behind a
 * partition table. Nothing is mounted, and no privileges are needed. Specification: native boot of virtual disks, section 6.
 *
 * @param wim what the files come from
 * @param source the image of {@code wim}
 * @param layout of the new disk
 * @param target the file that is made; it appears when it is whole
 * @param blockSize of a dynamic disk, in bytes
 * @param verified whether all of the WIM is compared with its checksums first
 */
public record Deployment(
        WimSet wim,
        WimImage source,
        DiskLayout layout,
        Path target,
        DiskFormat format,
        DiskKind kind,
        int blockSize,
        boolean verified) {

    /** What the volume is called: on a machine with several, the list of volumes tells it apart. */
    private static final String LABEL = "Windows";

    /** Why the files will not fit into the volume, in one sentence; empty when they do, or when the WIM does not tell how much they are. */
    public Optional<String> problem() {
        long room = layout.windows().length();
        OptionalLong needed = VolumeNeeds.of(source, room);
        return needed.isPresent() && needed.getAsLong() > room
                ? Optional.of("the files of image " + source.index() + " take at least " + ByteSize.formatNeeded(needed.getAsLong())
                        + ", and the volume would have " + ByteSize.format(room))
                : Optional.empty();
    }

    /** The least that is written beside the target and removed again, in bytes; absent when the WIM does not tell. */
    public OptionalLong temporaryRoom() {
        OptionalLong needed = VolumeNeeds.of(source, layout.windows().length());
        return needed.isPresent() ? OptionalLong.of(Math.min(needed.getAsLong(), layout.windows().length())) : OptionalLong.empty();
    }

    /** The least that the target itself takes, in bytes; absent when the WIM does not tell. */
    public OptionalLong targetRoom() {
        return kind == DiskKind.FIXED ? OptionalLong.of(layout.size()) : temporaryRoom();
    }

    /**
     * Makes the image. When that fails, or the program is interrupted, there is neither the image nor a temporary file.
     *
     * @param created what a VHD says about when it was made
     * @throws org.bcdkit.storage.MalformedException when the WIM is damaged
     * @throws org.bcdkit.storage.HostException when one of the programs fails, or the machine refuses
     */
    public void apply(Wimlib wimlib, Mkntfs mkntfs, Instant created, Steps steps) throws IOException {
        Partition windows = layout.windows();
        try (TemporaryFile volume = TemporaryFile.beside(target.toAbsolutePath())) {
            steps.begin("Format a volume of " + ByteSize.format(windows.length()));
            extend(volume, windows.length());
            mkntfs.format(volume.path(), windows.length(), windows.start(), LABEL);
            wimlib.apply(wim, source.index(), volume.path(), verified, steps.begin("Apply the files"));
            try (Storage written = FileStorage.open(volume.path())) {
                NewDisk disk = new NewDisk(kind, layout.size(), blockSize, DiskLayout.SECTOR, contents(written));
                NewImageFile.create(target, format, disk, created, NewImageFile.Safety.FORCED, steps.begin("Write the image"));
            }
        }
    }

    /** A hole of that length: nobody has written to the file. */
    private static void extend(TemporaryFile file, long length) throws IOException {
        file.channel().write(ByteBuffer.allocate(1), length - 1);
    }

    /** The partition table before the volume, the volume, and what of the table comes behind it. */
    private DiskContents contents(Storage volume) throws IOException {
        Partition windows = layout.windows();
        List<Extent> before = new ArrayList<>();
        List<Extent> behind = new ArrayList<>();
        for (Extent extent : layout.table()) {
            if (extent.position() < windows.start()) {
                before.add(extent);
            } else {
                behind.add(new Extent(extent.position() - windows.end(), extent.bytes()));
            }
        }
        return new PlacedContents(List.of(
                new PlacedContents.Part(0, windows.start(), new ExtentContents(before)),
                new PlacedContents.Part(windows.start(), windows.length(), NtfsFileSystem.open(volume).used(volume)),
                new PlacedContents.Part(windows.end(), layout.size() - windows.end(), new ExtentContents(behind))));
    }
}
