package org.bcdkit.vhd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.FirstFault;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructLayout;
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

    /** @throws UnsupportedException when a dynamic or differencing disk has no place to grow at */
    public static void checkWritable(VirtualDisk disk) throws UnsupportedException {
        WritableVhd.check((DynamicVhd) disk);
    }

    /**
     * Whether what leads to the disk can be replaced safely: it comes to the medium as a whole when it lies in one sector.
     *
     * @throws UnsupportedException when it does not, or as {@link #checkWritable}
     */
    public static void checkChangeable(VirtualDisk disk) throws UnsupportedException {
        if (disk instanceof DynamicVhd dynamic) {
            WritableVhd.check(dynamic);
            requireSector(disk, VhdDynamicHeader.LAYOUT, dynamic.footer().image().get(VhdFooter.DATA_OFFSET));
        } else { // it has no copy of its footer
            requireSector(disk, VhdFooter.LAYOUT, disk.fileSize() - VhdFooter.SIZE);
        }
    }

    private static void requireSector(VirtualDisk disk, StructLayout structure, long position) throws UnsupportedException {
        if (position % SECTOR != 0) {
            throw new UnsupportedException(
                    disk.name(), structure.name(), position, "it does not start with a sector; supported is changing an image in which it does");
        }
    }

    private static VirtualDisk open(Storage storage, FoundFooter found) throws IOException {
        List<Remark> remarks = new ArrayList<>(found.remarks());
        checkFooter(storage, found, new FirstFault(remarks));
        return found.footer().diskType() == VhdFooter.FIXED ? FixedVhd.open(storage, found, remarks) : DynamicVhd.open(storage, found, remarks);
    }

    /** Checks what the footer says; gives whether the rest of the file can be read by it. */
    static boolean checkFooter(Storage storage, FoundFooter found, Faults faults) throws IOException {
        VhdFooter footer = found.footer();
        long version = footer.image().get(VhdFooter.VERSION);
        if (version >> 16 != 1) {
            faults.found(
                    VirtualDiskRule.FOOTER_VALUES,
                    new UnsupportedException(
                            storage.name(),
                            VhdFooter.LAYOUT.name(),
                            found.position() + VhdFooter.VERSION.offset(),
                            "file format version is 0x" + Long.toHexString(version) + ", supported is 0x10000"));
        }
        long size = footer.currentSize();
        boolean hasSize = size > 0 && size % SECTOR == 0;
        if (!hasSize) {
            faults.found(
                    VirtualDiskRule.FOOTER_VALUES,
                    malformed(storage, found, VhdFooter.CURRENT_SIZE.offset(), "current size is " + size + ", expected a positive multiple of 512"));
        }
        addRemarks(found, faults);
        int type = footer.diskType();
        boolean hasType = type == VhdFooter.FIXED || type == VhdFooter.DYNAMIC || type == VhdFooter.DIFFERENCING;
        if (!hasType) {
            faults.found(
                    VirtualDiskRule.FOOTER_VALUES,
                    malformed(
                            storage,
                            found,
                            VhdFooter.DISK_TYPE.offset(),
                            "disk type is " + footer.image().get(VhdFooter.DISK_TYPE) + ", expected 2 (fixed), 3 (dynamic) or 4 (differencing)"));
        }
        return hasSize && hasType;
    }

    private static MalformedException malformed(Storage storage, FoundFooter found, int offset, String problem) {
        return new MalformedException(storage.name(), VhdFooter.LAYOUT.name(), found.position() + offset, problem);
    }

    private static void addRemarks(FoundFooter found, Faults faults) {
        VhdFooter footer = found.footer();
        if (footer.image().get(VhdFooter.SAVED_STATE) != 0) {
            odd(faults, Condition.SAVED_STATE, found, VhdFooter.SAVED_STATE, "the disk is part of the saved state of a virtual machine");
        }
        long features = footer.image().get(VhdFooter.FEATURES);
        if ((features & ~1L) != 2) {
            String text = "features are 0x" + Long.toHexString(features) + ", writers store 2 or 3";
            odd(faults, Condition.FIELD_UNUSUAL, found, VhdFooter.FEATURES, text);
        }
        long seen = footer.geometry().size();
        if (trustsGeometry(footer) && seen < footer.currentSize()) {
            String text = "its geometry covers " + seen + " of its " + footer.currentSize() + " bytes: QEMU will not see the rest";
            odd(faults, Condition.GEOMETRY_TOO_SMALL, found, VhdFooter.CYLINDERS, text);
        }
        if (footer.image().get(VhdFooter.CREATOR).equals("qemu") && seen == footer.currentSize()) {
            String text = "QEMU made it, with the size of a geometry, which may be more than was asked for: " + seen + " bytes";
            odd(faults, Condition.SIZE_ROUNDED, found, VhdFooter.CURRENT_SIZE, text);
        }
    }

    private static void odd(Faults faults, Condition condition, FoundFooter found, Field<?> field, String text) {
        faults.odd(condition, VhdFooter.LAYOUT.name(), found.position() + field.offset(), text);
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
