package org.bcdkit.vhd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableStorage;

/** Opens a VHD file: finds its footer, checks what it says, and makes the disk of its kind. */
public final class VhdReader {

    static final int SECTOR = 512;

    private VhdReader() {}

    /**
     * The VHD in {@code storage}; empty when nothing there looks like a footer.
     *
     * @throws MalformedException when the file contradicts the format
     * @throws UnsupportedException when its version or type is not supported
     */
    public static Optional<VirtualDisk> open(Storage storage) throws IOException {
        Optional<FoundFooter> found = VhdFooterSearch.find(storage);
        return found.isEmpty() ? Optional.empty() : Optional.of(open(storage, found.get()));
    }

    /**
     * Opens for writing what {@link #open(Storage)} made of {@code file}: a dynamic or differencing disk.
     *
     * @param disk with its parents, when it has any
     */
    public static WritableDisk openForWriting(WritableStorage file, VirtualDisk disk) throws IOException {
        return WritableVhd.of(file, (DynamicVhd) disk);
    }

    private static VirtualDisk open(Storage storage, FoundFooter found) throws IOException {
        VhdFooter footer = found.footer();
        long version = footer.image().get(VhdFooter.VERSION);
        if (version >> 16 != 1) {
            throw new UnsupportedException(
                    storage.name(),
                    VhdFooter.LAYOUT.name(),
                    found.position() + VhdFooter.VERSION.offset(),
                    "file format version is 0x" + Long.toHexString(version) + ", supported is 0x10000");
        }
        long size = footer.currentSize();
        if (size <= 0 || size % SECTOR != 0) {
            throw malformed(storage, found, VhdFooter.CURRENT_SIZE.offset(), "current size is " + size + ", expected a positive multiple of 512");
        }
        List<Remark> remarks = new ArrayList<>(found.remarks());
        addRemarks(footer, remarks);
        return switch (footer.diskType()) {
            case VhdFooter.FIXED -> FixedVhd.open(storage, found, remarks);
            case VhdFooter.DYNAMIC, VhdFooter.DIFFERENCING -> DynamicVhd.open(storage, found, remarks);
            default -> throw malformed(
                    storage,
                    found,
                    VhdFooter.DISK_TYPE.offset(),
                    "disk type is " + footer.image().get(VhdFooter.DISK_TYPE) + ", expected 2 (fixed), 3 (dynamic) or 4 (differencing)");
        };
    }

    private static MalformedException malformed(Storage storage, FoundFooter found, int offset, String problem) {
        return new MalformedException(storage.name(), VhdFooter.LAYOUT.name(), found.position() + offset, problem);
    }

    private static void addRemarks(VhdFooter footer, List<Remark> remarks) {
        if (footer.image().get(VhdFooter.SAVED_STATE) != 0) {
            remarks.add(new Remark(Condition.SAVED_STATE, "the disk is part of the saved state of a virtual machine"));
        }
        long features = footer.image().get(VhdFooter.FEATURES);
        if ((features & ~1L) != 2) {
            remarks.add(new Remark(Condition.FIELD_UNUSUAL, "features are 0x" + Long.toHexString(features) + ", writers store 2 or 3"));
        }
        long seen = footer.geometry().size();
        if (trustsGeometry(footer) && seen < footer.currentSize()) {
            remarks.add(
                    new Remark(
                            Condition.GEOMETRY_TOO_SMALL,
                            "its geometry covers " + seen + " of its " + footer.currentSize() + " bytes: QEMU will not see the rest"));
        }
        if (footer.image().get(VhdFooter.CREATOR).equals("qemu") && seen == footer.currentSize()) {
            remarks.add(new Remark(Condition.SIZE_ROUNDED, "QEMU made it, with the size of a geometry, which may be more than was asked for: " + seen + " bytes"));
        }
    }

    /** Whether QEMU multiplies cylinders, heads and sectors to get the size of an image by this creator. */
    static boolean trustsGeometry(VhdFooter footer) {
        String creator = footer.image().get(VhdFooter.CREATOR);
        return !footer.geometry().equals(VhdGeometry.CEILING)
                && !creator.equals("win ")
                && !creator.equals("qem2")
                && !creator.startsWith("d2v")
                && !creator.startsWith("tap")
                && !creator.equals("CTXS");
    }
}
