package org.bcdkit.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.ResizableStorage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.vhd.VhdCompaction;
import org.bcdkit.vhd.VhdExpansion;
import org.bcdkit.vhd.VhdParentChange;
import org.bcdkit.vhd.VhdReader;
import org.bcdkit.vhdx.VhdxCompaction;
import org.bcdkit.vhdx.VhdxExpansion;
import org.bcdkit.vhdx.VhdxParentChange;
import org.bcdkit.vhdx.VhdxReader;

/**
 * Changes of a VHD or VHDX itself, not of what its disk holds. At every moment the file is the old image or the new one, whatever of the last writes is on
 * the medium.
 */
public final class ImageChanges {

    private ImageChanges() {}

    /** Opens an image of this machine to be changed, and keeps other programs from it. */
    public static WritableFile open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw ImageFile.folder(file.toString());
        }
        WritableFile opened = WritableFile.openToGrow(file);
        try {
            opened.lock();
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** @throws UnsupportedException when the image has to be repaired, or left to whoever owns it, before it is changed */
    public static void check(VirtualDisk disk) throws IOException {
        for (Remark remark : disk.remarks()) {
            if (remark.condition().forbidsWriting(true)) {
                throw new UnsupportedException(
                        disk.name(), "disk image", 0, remark.text() + "; it is not changed as long as that is so" + remark.condition().remedy());
            }
        }
        if (disk.format() == DiskFormat.VHDX) {
            VhdxReader.checkWritable(disk);
        } else {
            VhdReader.checkChangeable(disk);
        }
    }

    /**
     * Gives the disk in {@code file} more bytes. Of a VHDX, children are not its children any more.
     *
     * @param size more than it has; of a kind that {@link NewDiskLimits} allows
     */
    public static void expand(ResizableStorage file, long size, Progress progress) throws IOException {
        VirtualDisk disk = DiskImages.open(file);
        check(disk);
        if (size <= disk.virtualSize() || disk.format() == DiskFormat.VHD && disk.kind() == DiskKind.DIFFERENCING) {
            throw new IllegalArgumentException(disk.kind() + " of " + disk.virtualSize() + " bytes to " + size);
        }
        if (disk.format() == DiskFormat.VHD) {
            VhdExpansion.expand(file, size, progress);
        } else {
            VhdxExpansion.expand(file, size, progress);
        }
    }

    /**
     * How the file of a disk that is kept in blocks becomes smaller.
     *
     * @param needed the numbers of the blocks that hold something
     */
    public static Compaction planCompaction(VirtualDisk disk, BitSet needed) throws IOException {
        return disk.format() == DiskFormat.VHD ? VhdCompaction.plan(disk, needed) : VhdxCompaction.plan(disk, needed);
    }

    /** Makes {@code file} smaller, which has not changed since that was planned. Children stay its children. */
    public static void compact(ResizableStorage file, Compaction plan, Progress progress) throws IOException {
        VirtualDisk disk = DiskImages.open(file);
        check(disk);
        if (disk.format() == DiskFormat.VHD) {
            VhdCompaction.apply(file, plan, progress);
        } else {
            VhdxCompaction.apply(file, plan, progress);
        }
    }

    /** Makes the differencing disk in {@code file} say this about its parent. What it holds itself, and its own identity, stay. */
    public static void setParent(ResizableStorage file, ParentLink link) throws IOException {
        VirtualDisk disk = DiskImages.open(file);
        check(disk);
        if (disk.format() == DiskFormat.VHD) {
            VhdParentChange.apply(file, link);
        } else {
            VhdxParentChange.apply(file, link);
        }
    }
}
