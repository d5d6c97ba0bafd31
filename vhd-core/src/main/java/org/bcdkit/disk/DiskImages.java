package org.bcdkit.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.RandomGuid;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.storage.WritableStorage;
import org.bcdkit.vhd.VhdReader;
import org.bcdkit.vhdx.VhdxReader;

/** Opens disk images. The format is told from the content, never from the name. */
public final class DiskImages {

    /** The structure that a file is as a whole. */
    public static final String IMAGE = "disk image";

    /** More generations than anyone can use; a longer chain is a mistake or an attack. */
    private static final int MAX_CHAIN = 256;

    private final StorageOpener opener;
    private final VolumeMap volumes;

    /** @param volumes where the drive letters and volumes in parent locators are found on this machine */
    public DiskImages(StorageOpener opener, VolumeMap volumes) {
        this.opener = opener;
        this.volumes = volumes;
    }

    /** Images in files of this machine. */
    public static DiskImages inFiles(VolumeMap volumes) {
        return new DiskImages(StorageOpener.FILES, volumes);
    }

    /** A file of this machine, and how its bytes are got at. */
    public ImageFile file(Path file) {
        return new LocalFile(file, opener);
    }

    /**
     * Opens a VHD or VHDX with all its parents.
     *
     * @throws MalformedException when the file is neither, or is damaged
     * @throws ChainException when a parent is missing, is another disk, or cannot be read
     * @throws org.bcdkit.storage.HostException when {@code file} is a folder
     */
    public VirtualDisk open(ImageFile file) throws IOException {
        return openParents(openWithoutParents(file), file);
    }

    /** As {@link #open(ImageFile)}, for a file of this machine. */
    public VirtualDisk open(Path file) throws IOException {
        return open(file(file));
    }

    /**
     * Opens a VHD or VHDX, and takes any other file as a raw image, unless it starts as an image in a format that is not read here. A VHD that lost
     * its footer looks like a raw one: not for judging images.
     */
    public VirtualDisk openAny(ImageFile file) throws IOException {
        Storage storage = file.open();
        try {
            Optional<VirtualDisk> disk = recognise(storage);
            return disk.isPresent() ? openParents(disk.get(), file) : RawDisk.open(storage);
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /** As {@link #openAny(ImageFile)}, for a file of this machine. */
    public VirtualDisk openAny(Path file) throws IOException {
        return openAny(file(file));
    }

    /**
     * Opens a raw image, VHD or VHDX of this machine to change what its disk holds. Nothing is written before something is written to the disk. Parents
     * are opened for reading.
     *
     * @throws UnsupportedException when the image has to be repaired, or left to whoever owns it, before anything is written to it
     * @throws HostException when another program uses the file
     */
    public WritableDisk openForWriting(Path file) throws IOException {
        return openForWriting(file, RandomGuid.next());
    }

    /**
     * As {@link #openForWriting(Path)}.
     *
     * @param dataWrite what names a VHDX to its children when it has been changed
     */
    WritableDisk openForWriting(Path file, UUID dataWrite) throws IOException {
        if (Files.isDirectory(file)) {
            throw ImageFile.folder(file.toString());
        }
        WritableFile storage = WritableFile.openToGrow(file);
        try {
            storage.lock();
            Optional<VirtualDisk> disk = recognise(storage);
            return openForWriting(storage, disk.isPresent() ? openParents(disk.get(), file) : RawDisk.open(storage), dataWrite);
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /**
     * Opens for writing what was made of {@code file}, as {@link #openForWriting(Path)} does.
     *
     * @param disk with its parents, when it has any; closed when this fails
     */
    static WritableDisk openForWriting(WritableStorage file, VirtualDisk disk) throws IOException {
        return openForWriting(file, disk, RandomGuid.next());
    }

    /**
     * As {@link #openForWriting(WritableStorage, VirtualDisk)}.
     *
     * @param dataWrite what names a VHDX to its children when it has been changed
     */
    static WritableDisk openForWriting(WritableStorage file, VirtualDisk disk, UUID dataWrite) throws IOException {
        try {
            checkWritable(disk);
            if (isPlain(disk)) {
                return PlainWritableDisk.of(disk, file);
            }
            return disk.format() == DiskFormat.VHD ? VhdReader.openForWriting(file, disk) : VhdxReader.openForWriting(file, disk, dataWrite);
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    /** @throws UnsupportedException when {@link #openForWriting(Path)} would refuse the image of {@code disk} */
    public static void checkWritable(VirtualDisk disk) throws IOException {
        for (Remark remark : disk.remarks()) {
            if (remark.condition().forbidsWriting(!isPlain(disk))) {
                throw new UnsupportedException(
                        disk.name(), "disk image", 0, remark.text() + "; nothing is written to its disk as long as that is so" + remark.condition().remedy());
            }
        }
        if (disk.format() == DiskFormat.VHDX) {
            VhdxReader.checkWritable(disk);
        } else if (!isPlain(disk)) {
            VhdReader.checkWritable(disk);
        }
    }

    private static boolean isPlain(VirtualDisk disk) {
        return disk.kind() == DiskKind.FIXED && disk.format() != DiskFormat.VHDX;
    }

    /** Opens a VHD or VHDX by itself, as {@link #open(ImageFile)} does, whether or not its parents are there. */
    public VirtualDisk openWithoutParents(ImageFile file) throws IOException {
        Storage storage = file.open();
        try {
            return open(storage);
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /** As {@link #openWithoutParents(ImageFile)}, for a file of this machine. */
    public VirtualDisk openWithoutParents(Path file) throws IOException {
        return openWithoutParents(file(file));
    }

    /** Opens a VHD or VHDX by itself, from bytes anywhere. Closing the disk closes {@code storage}. */
    public static VirtualDisk open(Storage storage) throws IOException {
        Optional<VirtualDisk> disk = recognise(storage);
        if (disk.isEmpty()) {
            throw noImage(storage);
        }
        return disk.get();
    }

    /**
     * What to say of a file that is neither a VHD nor a VHDX.
     *
     * @throws UnsupportedException when it can be told what it is instead
     */
    public static MalformedException noImage(Storage storage) throws IOException {
        ForeignFormat.refuse(storage);
        return new MalformedException(
                storage.name(),
                IMAGE,
                0,
                storage.size() == 0
                        ? "the file is empty"
                        : "this is neither a VHDX (which starts with `vhdxfile`) nor a VHD (which ends with a footer that starts with `conectix`)");
    }

    private static Optional<VirtualDisk> recognise(Storage storage) throws IOException {
        return VhdxReader.recognises(storage) ? Optional.of(VhdxReader.open(storage)) : VhdReader.open(storage);
    }

    /** {@code disk} with all its parents; {@code disk} itself when it has none. When that fails, {@code disk} is closed. */
    public VirtualDisk openParents(VirtualDisk disk, ImageFile file) throws IOException {
        return openParents(disk, file, new ArrayList<>());
    }

    /**
     * As {@link #openParents(VirtualDisk, ImageFile)}.
     *
     * @param files gets the file of each parent, the nearest first
     */
    public VirtualDisk openParents(VirtualDisk disk, ImageFile file, List<ImageFile> files) throws IOException {
        try {
            List<Object> chain = new ArrayList<>();
            chain.add(file.identity());
            return openParents(disk, file, chain, files);
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    /** As {@link #openParents(VirtualDisk, ImageFile)}, for a file of this machine. */
    public VirtualDisk openParents(VirtualDisk disk, Path file) throws IOException {
        return openParents(disk, file(file));
    }

    /** @param chain the identities of the files of {@code child} and of all disks above it */
    private VirtualDisk openParents(VirtualDisk child, ImageFile file, List<Object> chain, List<ImageFile> files) throws IOException {
        if (child.parentLink().isEmpty()) {
            return child;
        }
        ParentSearch.Found found = new ParentSearch(child, file, this).find();
        VirtualDisk parent = found.disk();
        try {
            Object identity = found.file().identity();
            if (chain.contains(identity)) {
                throw problem(child, VirtualDiskStatus.CHAIN_CYCLE, "its parent " + identity + " is one of its own children");
            }
            if (chain.size() == MAX_CHAIN) {
                throw problem(child, VirtualDiskStatus.PARENT_ERROR, "there are more than " + MAX_CHAIN + " disks in the chain");
            }
            chain.add(identity);
            files.add(found.file());
            checkFit(child, parent);
            return child.withParent(openParents(parent, found.file(), chain, files), found.remarks());
        } catch (IOException | RuntimeException e) {
            parent.close();
            throw e;
        }
    }

    /** @throws ChainException when {@code child} cannot be read through {@code parent}, though its link names it */
    static void checkFit(VirtualDisk child, VirtualDisk parent) throws ChainException {
        if (child.sectorSize() != parent.sectorSize()) {
            throw problem(
                    child,
                    VirtualDiskStatus.SECTOR_SIZE_UNSUPPORTED,
                    "it has sectors of " + child.sectorSize() + " bytes, its parent " + parent.name() + " of " + parent.sectorSize());
        }
        // A VHDX may be larger or smaller than its parent; the format gives a VHD no way to be.
        if (child.format() == DiskFormat.VHD && child.virtualSize() != parent.virtualSize()) {
            throw problem(
                    child,
                    VirtualDiskStatus.PARENT_SIZE_MISMATCH,
                    "it holds " + child.virtualSize() + " bytes, its parent " + parent.name() + " " + parent.virtualSize());
        }
    }

    /**
     * The file of an image of this machine and those of its parents, the nearest first.
     *
     * @throws ChainException as {@link #open(ImageFile)}
     */
    public List<Path> chain(Path file) throws IOException {
        List<ImageFile> parents = new ArrayList<>();
        openParents(openWithoutParents(file), file(file), parents).close();
        List<Path> chain = new ArrayList<>();
        chain.add(file);
        for (ImageFile parent : parents) {
            chain.add(Path.of(parent.name()));
        }
        return chain;
    }

    /** Whether {@code file} is one of {@code files}, however they are named. */
    public static boolean isIn(List<Path> files, Path file) throws IOException {
        for (Path one : files) {
            if (Files.isSameFile(one, file)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The file that is where the parent of a differencing disk is to be: the parent, or else an image of the same format that was changed since the link
     * was made, or has taken its place.
     *
     * @param file of this machine, that {@code child} is in
     * @throws ChainException when there is none
     */
    public Path parentAsItIs(VirtualDisk child, Path file) throws IOException {
        ParentSearch.Found found = new ParentSearch(child, file(file), this).findAsItIs();
        found.disk().close();
        return Path.of(found.file().name());
    }

    private static ChainException problem(VirtualDisk child, VirtualDiskStatus status, String text) {
        return new ChainException(status, child.name(), List.of(), text);
    }

    /**
     * Where a parent of an image in {@code child} would be. A volume that was given a folder of this machine is that folder, wherever the child is:
     * whoever said so knows more than can be told from the child.
     */
    Optional<ImageFile> parent(ImageFile child, ParentPath path) throws IOException {
        boolean namesVolume = path.form() == ParentPath.Form.ABSOLUTE || path.form() == ParentPath.Form.VOLUME;
        Optional<Path> mapped = namesVolume ? volumes.find(path.text()) : Optional.empty();
        return mapped.isPresent() ? Optional.of(file(mapped.get())) : child.parent(path);
    }
}
