package org.bcdkit.vhd;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.NewDiskLimits;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.Printable;
import org.bcdkit.plan.Rule;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.Storage;

/** Goes through a VHD and tells all that is wrong with it. Specification: VHD images, 1.9. */
public final class VhdCheck {

    private final Storage storage;
    private final CheckLevel level;
    private final Faults faults;
    private final Progress progress;
    private final FoundFooter found;

    private VhdCheck(Storage storage, CheckLevel level, Faults faults, Progress progress, FoundFooter found) {
        this.storage = storage;
        this.level = level;
        this.faults = faults;
        this.progress = progress;
        this.found = found;
    }

    /**
     * Checks the image in {@code storage} by itself; false when nothing there looks like a VHD.
     *
     * @param progress hears of the bytes of the disk, when bitmaps are read
     */
    public static boolean check(Storage storage, CheckLevel level, Faults faults, Progress progress) throws IOException {
        Optional<FoundFooter> found = VhdFooterSearch.find(storage, faults);
        if (found.isEmpty()) {
            return false;
        }
        new VhdCheck(storage, level, faults, progress, found.get()).check();
        return true;
    }

    private void check() throws IOException {
        checkUnusualFields();
        if (!VhdReader.checkFooter(storage, found, faults)) {
            return;
        }
        checkSize();
        if (found.footer().diskType() == VhdFooter.FIXED) {
            FixedVhd.check(storage, found, faults);
            return;
        }
        Optional<DynamicStructures> read = DynamicStructures.read(storage, found, faults);
        if (read.isPresent()) {
            check(read.get());
        }
    }

    private void checkUnusualFields() {
        VhdFooter footer = found.footer();
        String host = footer.image().get(VhdFooter.CREATOR_HOST);
        if (!host.equals("Wi2k") && !host.equals("Mac ")) {
            unusual(VhdFooter.CREATOR_HOST, "creator host OS is " + Printable.of(host) + ", writers store Wi2k or Mac");
        }
        long dataOffset = footer.image().get(VhdFooter.DATA_OFFSET);
        if (footer.diskType() == VhdFooter.FIXED && dataOffset != -1) {
            unusual(VhdFooter.DATA_OFFSET, "data offset of a fixed disk is 0x" + Long.toHexString(dataOffset) + ", writers store 64 bits of ones");
        }
    }

    private void unusual(Field<?> field, String text) {
        faults.odd(Condition.FIELD_UNUSUAL, VhdFooter.LAYOUT.name(), found.position() + field.offset(), text);
    }

    private void checkSize() throws IOException {
        long size = found.footer().currentSize();
        if (size > NewDiskLimits.MAX_VHD) {
            tell(VirtualDiskRule.VHD_SIZE, VhdFooter.LAYOUT.name(), found.position() + VhdFooter.CURRENT_SIZE.offset(), "the disk has " + size
                    + " bytes, a VHD at most " + NewDiskLimits.MAX_VHD + " (2040 GiB)");
        } else if (size < NewDiskLimits.MIN_VHD) {
            unusual(VhdFooter.CURRENT_SIZE, "the disk has " + size + " bytes, and Windows makes none of less than 3 MiB");
        }
    }

    private void check(DynamicStructures structures) throws IOException {
        if (structures.link().isEmpty()) {
            checkParentFields(structures);
        }
        if (!level.includes(CheckLevel.FULL)) {
            return;
        }
        int[] starts = structures.checkBlocks(faults);
        checkAlignment(structures, starts);
        checkEnd(structures, starts);
        if (level.includes(CheckLevel.DEEP) && structures.link().isEmpty()) {
            checkBitmaps(structures);
        }
    }

    private void checkParentFields(DynamicStructures structures) throws IOException {
        VhdDynamicHeader header = structures.header();
        boolean named = !Arrays.equals(header.image().get(VhdDynamicHeader.PARENT_ID).toArray(), new byte[16])
                || header.image().get(VhdDynamicHeader.PARENT_TIME) != 0
                || !header.image().get(VhdDynamicHeader.PARENT_NAME).isEmpty()
                || !header.locators(storage.name(), structures.headerPosition()).isEmpty();
        if (named) {
            long position = structures.headerPosition() + VhdDynamicHeader.PARENT_ID.offset();
            tell(VirtualDiskRule.PARENT_FIELDS, VhdDynamicHeader.LAYOUT.name(), position, "it names a parent, and the footer says that there is none");
        }
    }

    private void checkAlignment(DynamicStructures structures, int[] starts) throws IOException {
        long bitmap = structures.layout().bitmapSize();
        long crooked = 0;
        for (int start : starts) {
            crooked += (VhdBlockTable.sector(start) * VhdReader.SECTOR + bitmap) % VhdBlockLayout.PAGE == 0 ? 0 : 1;
        }
        if (crooked > 0 && crooked < starts.length && (VhdBlockTable.sector(starts[0]) * VhdReader.SECTOR + bitmap) % VhdBlockLayout.PAGE == 0) {
            String problem = crooked + " of " + starts.length + " blocks do not start on a border of 4 KiB, as the first one does";
            tell(VirtualDiskRule.ALIGNMENT, VhdBlockTable.STRUCTURE, structures.header().tableOffset(), problem);
        }
    }

    private void checkEnd(DynamicStructures structures, int[] starts) throws IOException {
        long end = structures.space(starts).end();
        // A page is the room that Windows leaves for payloads on borders.
        if (found.end() - end > VhdBlockLayout.PAGE) {
            tell(VirtualDiskRule.UNUSED_BYTES, VhdBlockTable.STRUCTURE, end, (found.end() - end) + " bytes here belong to no block");
        }
    }

    private void checkBitmaps(DynamicStructures structures) throws IOException {
        VhdBlockLayout layout = structures.layout();
        long metadataEnd = structures.space(new int[0]).end();
        for (long block = 0; block < layout.count(); block++) {
            long position = structures.table().position(block);
            progress.reached(block * layout.blockSize(), layout.virtualSize());
            if (position >= metadataEnd && position <= found.end() - layout.unit()) {
                checkBitmap(layout, block, position);
            }
        }
    }

    private void checkBitmap(VhdBlockLayout layout, long block, long position) throws IOException {
        Optional<UnmarkedSectors> unmarked = UnmarkedSectors.of(storage, layout, block, position);
        if (unmarked.isPresent() && faults.wants(VirtualDiskRule.BITMAP)) {
            tell(VirtualDiskRule.BITMAP, "VHD sector bitmap", position, "block " + block + " holds something in " + unmarked.get().count()
                    + " sectors that its bitmap does not mark, the first at 0x" + Long.toHexString(unmarked.get().first()));
        }
    }

    private void tell(Rule rule, String structure, long position, String problem) throws IOException {
        faults.found(rule, new MalformedException(storage.name(), structure, position, problem));
    }
}
