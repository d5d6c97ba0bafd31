package org.bcdkit.vhd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.Patch;
import org.bcdkit.disk.RepairStep;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.storage.Storage;

/**
 * Plans how a damaged VHD is made whole: what there are two of is taken from the intact one, what has to be guessed or given up only when that is asked
 * for. Specification: VHD images, 1.9.
 */
public final class VhdRepair {

    /** More than that is told by its number. */
    private static final int MOST_TOLD = 20;
    /** So many bytes of bitmaps are mended at a time: what they were can be kept beside the image. */
    private static final long MOST_BITMAPS = 8 << 20;

    private final Storage storage;
    private final boolean forced;
    private final CheckLevel level;
    private final FoundFooter found;
    private final List<RepairStep> steps = new ArrayList<>();
    private long end;

    private VhdRepair(Storage storage, boolean forced, CheckLevel level, FoundFooter found) {
        this.storage = storage;
        this.forced = forced;
        this.level = level;
        this.found = found;
        this.end = found.end();
    }

    /**
     * What is to be done, in this order; nothing when the image is whole or cannot be repaired.
     *
     * @param forced whether content may be given up that the file does not have
     * @param level at deep, bitmaps are mended too
     */
    public static List<RepairStep> plan(Storage storage, boolean forced, CheckLevel level) throws IOException {
        Optional<FoundFooter> found = VhdFooterSearch.find(storage, Faults.UNHEEDED);
        if (found.isEmpty()) {
            return List.of();
        }
        VhdRepair repair = new VhdRepair(storage, forced, level, found.get());
        repair.plan();
        return repair.steps;
    }

    private void plan() throws IOException {
        if (!VhdReader.checkFooter(storage, found, Faults.UNHEEDED)) {
            return;
        }
        boolean fixed = found.footer().diskType() == VhdFooter.FIXED;
        if (fixed && found.position() == 0) {
            return;
        }
        Optional<DynamicStructures> structures = fixed ? Optional.empty() : DynamicStructures.read(storage, found, Faults.UNHEEDED);
        if (!fixed && structures.isEmpty()) {
            return;
        }
        boolean intact = isIntact();
        if (!intact && !forced && !(structures.isPresent() && copiesAgree())) {
            return;
        }
        if (structures.isPresent()) {
            mendBlocks(structures.get());
            if (level.includes(CheckLevel.DEEP) && structures.get().link().isEmpty()) {
                mendBitmaps(structures.get());
            }
            mendPadding(structures.get());
            mendHeader(structures.get());
        }
        byte[] footer = found.footer().toBytes();
        mendFooter(footer);
        if (structures.isPresent() && !Arrays.equals(storage.read(0, VhdFooter.SIZE), footer)) {
            String before = "damaged, or different from the footer";
            step(new Change(Action.CHANGE, "copy of the footer at 0x0", Optional.of(before), Optional.of("equal to the footer")), Patch.of(0, footer));
        }
    }

    private boolean isIntact() {
        return found.footer().image().equals(found.footer().image().sealed());
    }

    private boolean copiesAgree() throws IOException {
        long last = storage.size() - VhdFooter.SIZE;
        return last > 0 && Arrays.equals(storage.read(0, VhdFooter.SIZE), storage.read(last, VhdFooter.SIZE));
    }

    /** The footer goes to the end of the file, wherever that has to be; only what a copying program added is cut off. */
    private void mendFooter(byte[] footer) throws IOException {
        boolean isAtEnd = found.position() > 0;
        if (isAtEnd) {
            long footerEnd = found.position() + VhdFooter.SIZE;
            if (!isIntact()) {
                step(checksum("footer", found.position() + VhdFooter.CHECKSUM.offset()), Patch.of(found.position(), footer));
            }
            if (storage.size() != footerEnd) {
                boolean isShort = storage.size() < footerEnd;
                steps.add(new RepairStep(
                        List.of(new Change(
                                Action.CHANGE,
                                "end of the file",
                                Optional.of(isShort ? "a footer of 511 bytes" : (storage.size() - footerEnd) + " bytes behind the footer"),
                                Optional.of(isShort ? "a footer of 512 bytes" : "the footer"))),
                        isShort ? List.of(Patch.of(storage.size(), new byte[1])) : List.of(),
                        isShort ? OptionalLong.empty() : OptionalLong.of(footerEnd)));
            }
            return;
        }
        step(new Change(Action.ADD, "footer at 0x" + Long.toHexString(end), Optional.empty(), Optional.of("the one from the start of the file")),
                Patch.of(end, footer));
    }

    /** Finds where the footer belongs, and lets blocks go that are not in the file. Those that are there in part stay, with zeros for the rest. */
    private void mendBlocks(DynamicStructures structures) throws IOException {
        VhdBlockLayout layout = structures.layout();
        boolean isLost = found.position() == 0;
        long fileEnd = isLost ? storage.size() : found.end();
        List<Long> gone = new ArrayList<>();
        List<Long> cut = new ArrayList<>();
        long blocksEnd = structures.space(new int[0]).end();
        for (long block = 0; block < layout.count(); block++) {
            long position = structures.table().position(block);
            if (position < 0) {
                continue;
            }
            if (position + layout.bitmapSize() >= fileEnd) {
                gone.add(block);
            } else {
                if (position + layout.unit() > fileEnd) {
                    cut.add(block);
                }
                blocksEnd = Math.max(blocksEnd, position + layout.unit());
            }
        }
        if (isLost) {
            // A damaged footer behind the last block is written over; what else is there stays.
            boolean isOver = storage.size() - blocksEnd <= VhdFooter.SIZE;
            end = isOver && (cut.isEmpty() || forced) ? blocksEnd : VhdBlockLayout.roundUp(storage.size(), VhdReader.SECTOR);
        }
        if (forced && isLost) {
            addCut(layout, cut);
        }
        if (forced && !gone.isEmpty()) {
            unlink(structures, gone);
        }
    }

    private void addCut(VhdBlockLayout layout, List<Long> cut) {
        if (!cut.isEmpty()) {
            List<Change> changes = new ArrayList<>();
            for (long block : cut) {
                changes.add(new Change(Action.CHANGE, name(layout, block), Optional.of("cut off at the end of the file"), Optional.of("zeros from there on")));
            }
            steps.add(new RepairStep(changes, List.of(), OptionalLong.of(end)));
        }
    }

    private void unlink(DynamicStructures structures, List<Long> blocks) throws IOException {
        TreeMap<Long, byte[]> sectors = new TreeMap<>();
        List<Change> changes = new ArrayList<>();
        for (long block : blocks) {
            long entry = structures.header().tableOffset() + block * VhdBlockTable.ENTRY;
            long sector = entry / VhdReader.SECTOR * VhdReader.SECTOR;
            byte[] bytes = sectors.get(sector);
            if (bytes == null) {
                bytes = storage.read(sector, VhdReader.SECTOR);
                sectors.put(sector, bytes);
            }
            Arrays.fill(bytes, (int) (entry - sector), (int) (entry - sector) + VhdBlockTable.ENTRY, (byte) -1);
            if (changes.size() < MOST_TOLD) {
                String before = "at 0x" + Long.toHexString(structures.table().position(block)) + ", behind the end of the file";
                changes.add(new Change(Action.CHANGE, name(structures.layout(), block), Optional.of(before), Optional.of(
                        structures.link().isPresent() ? "what the parent has" : "zeros")));
            }
        }
        if (blocks.size() > MOST_TOLD) {
            changes.add(new Change(Action.CHANGE, (blocks.size() - MOST_TOLD) + " more blocks", Optional.of("behind the end of the file"), Optional.of(
                    structures.link().isPresent() ? "what the parent has" : "zeros")));
        }
        List<Patch> patches = new ArrayList<>();
        for (Map.Entry<Long, byte[]> sector : sectors.entrySet()) {
            patches.add(Patch.of(sector.getKey(), sector.getValue()));
        }
        steps.add(new RepairStep(changes, patches, OptionalLong.empty()));
    }

    /** What is in a sector that is not marked is there for this program and QEMU, and zeros for others: then it is there for all. */
    private void mendBitmaps(DynamicStructures structures) throws IOException {
        VhdBlockLayout layout = structures.layout();
        long metadataEnd = structures.space(new int[0]).end();
        List<Change> changes = new ArrayList<>();
        List<Patch> patches = new ArrayList<>();
        for (long block = 0; block < layout.count() && patches.size() * layout.bitmapSize() < MOST_BITMAPS; block++) {
            long position = structures.table().position(block);
            boolean isWhole = position >= metadataEnd && position <= found.end() - layout.unit();
            Optional<UnmarkedSectors> unmarked = isWhole ? UnmarkedSectors.of(storage, layout, block, position) : Optional.empty();
            if (unmarked.isPresent()) {
                patches.add(Patch.of(position, unmarked.get().marked()));
                if (changes.size() < MOST_TOLD) {
                    String subject = "bitmap of block " + block + " at 0x" + Long.toHexString(position);
                    changes.add(marked(subject, sectors(unmarked.get().count())));
                }
            }
        }
        if (patches.size() > MOST_TOLD) {
            changes.add(marked((patches.size() - MOST_TOLD) + " more bitmaps", "sectors"));
        }
        if (!patches.isEmpty()) {
            steps.add(new RepairStep(changes, patches, OptionalLong.empty()));
        }
    }

    private static Change marked(String subject, String sectors) {
        return new Change(Action.CHANGE, subject, Optional.of(sectors + " with content not marked"), Optional.of("marked"));
    }

    private static String sectors(long count) {
        return count == 1 ? "1 sector" : count + " sectors";
    }

    private static String name(VhdBlockLayout layout, long block) {
        long start = block * layout.blockSize();
        long bytes = Math.min(layout.blockSize(), layout.virtualSize() - start);
        return "block " + block + ", " + ByteSize.format(bytes) + " of the disk from byte " + start;
    }

    private void mendPadding(DynamicStructures structures) throws IOException {
        byte[] padding = DynamicStructures.padding(storage, structures.header(), structures.layout());
        if (!DynamicStructures.isUnused(padding)) {
            byte[] unused = new byte[padding.length];
            Arrays.fill(unused, (byte) -1);
            String subject = "entries of the block allocation table behind the last block";
            step(new Change(Action.CHANGE, subject, Optional.of("not marked unused"), Optional.of("marked unused")),
                    Patch.of(structures.paddingPosition(), unused));
        }
    }

    /** There is one dynamic header only: that everything in it fits the file is all that speaks for it. */
    private void mendHeader(DynamicStructures structures) throws IOException {
        byte[] sealed = structures.header().toBytes();
        if (forced && !Arrays.equals(structures.header().image().toArray(), sealed)) {
            step(checksum("dynamic header", structures.headerPosition() + VhdDynamicHeader.CHECKSUM.offset()),
                    Patch.of(structures.headerPosition(), Arrays.copyOf(sealed, VhdReader.SECTOR)));
        }
    }

    /** At the place that a check names. */
    private static Change checksum(String structure, long position) {
        String subject = "checksum in the " + structure + " at 0x" + Long.toHexString(position);
        return new Change(Action.CHANGE, subject, Optional.of("wrong"), Optional.of("right"));
    }

    private void step(Change change, Patch patch) {
        steps.add(new RepairStep(List.of(change), List.of(patch), OptionalLong.empty()));
    }
}
