package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.EntryTable;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.Patch;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.RepairStep;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;

/**
 * Plans how a damaged VHDX is made whole: its log is replayed, what there are two of is taken from the intact one, and what has to be given up only when
 * that is asked for. Everything else waits until the headers say that the file was changed.
 */
public final class VhdxRepair {

    /** Zeros up to that length are taken for pages, so that what they replace can be kept. */
    private static final long MOST_ZEROS = 8 << 20;
    /** Sectors of the table that are mended; when more are wrong, something else is. */
    private static final int MOST_SECTORS = 1 << 14;
    private static final int MOST_TOLD = 20;
    private static final int SECTOR = 512;

    private final Storage file;
    private final boolean forced;
    private final UUID fileWrite;
    private final UUID dataWrite;
    private final List<RepairStep> steps = new ArrayList<>();
    private final List<RepairStep> later = new ArrayList<>();
    private boolean givesUp;

    private VhdxRepair(Storage file, boolean forced, UUID fileWrite, UUID dataWrite) {
        this.file = file;
        this.forced = forced;
        this.fileWrite = fileWrite;
        this.dataWrite = dataWrite;
    }

    /**
     * What is to be done, in this order; nothing when the image is whole or cannot be repaired.
     *
     * @param forced whether content may be given up that the file does not have
     * @param fileWrite the new file write GUID
     * @param dataWrite the new data write GUID, in case that content is given up
     */
    public static List<RepairStep> plan(Storage file, boolean forced, UUID fileWrite, UUID dataWrite) throws IOException {
        VhdxRepair repair = new VhdxRepair(file, forced, fileWrite, dataWrite);
        repair.plan();
        return repair.steps;
    }

    private void plan() throws IOException {
        List<Remark> headerRemarks = new ArrayList<>();
        VhdxHeader header;
        try {
            header = HeaderPair.current(file, headerRemarks);
        } catch (FormatException e) {
            return;
        }
        VhdxStructures structures = VhdxStructures.read(file, Faults.UNHEEDED);
        boolean logIsEmpty = !header.hasLog();
        if (header.hasLog()) {
            logIsEmpty = replay(header);
        }
        if (!logIsEmpty) {
            steps.clear();
            return;
        }
        mendRegionTables(structures.storage());
        if (structures.table().isPresent()) {
            mendBlocks(structures);
        }
        boolean isKnown = VhdxReader.recognises(file);
        if (steps.isEmpty() && later.isEmpty() && isKnown && headerRemarks.isEmpty()) {
            return;
        }
        if (!isKnown) {
            steps.add(step(
                    new Change(Action.CHANGE, "file identifier at 0x0", Optional.of("damaged"), Optional.of("vhdxfile")), Patch.of(0, VhdxReader.SIGNATURE)));
        }
        writeHeaders(header);
        steps.addAll(later);
    }

    private static RepairStep step(Change change, Patch... patches) {
        return new RepairStep(List.of(change), List.of(patches), OptionalLong.empty());
    }

    /** Plans to put in place what is in the log; false when that cannot be done and is not to be given up. */
    private boolean replay(VhdxHeader header) throws IOException {
        String subject = "log at 0x" + Long.toHexString(header.log().offset());
        List<LogEntry> entries;
        try {
            entries = VhdxLog.pending(file, header);
        } catch (FormatException e) {
            // A file that was cut off lost more than its log, and of a log that is too long nobody knows what is in it.
            boolean isLost = e.problem().endsWith(VhdxLog.NO_ENTRY);
            if (!forced || !isLost) {
                return false;
            }
            givesUp = true;
            steps.add(step(new Change(Action.DELETE, subject, Optional.of("in use, and without a valid entry"), Optional.empty())));
            return true;
        }
        long size = file.size();
        List<Patch> patches = patches(entries);
        for (Patch patch : patches) {
            size = Math.max(size, patch.end());
        }
        size = Math.max(size, entries.get(entries.size() - 1).lastSize());
        String what = entries.size() + (entries.size() == 1 ? " entry" : " entries") + " to replay";
        Change change = new Change(Action.CHANGE, subject, Optional.of(what), Optional.of("empty, with its changes in place"));
        steps.add(new RepairStep(List.of(change), patches, OptionalLong.of(size)));
        return true;
    }

    /** What the entries make of the file, each place once. */
    private static List<Patch> patches(List<LogEntry> entries) {
        long zeros = 0;
        for (LogEntry entry : entries) {
            for (LogEntry.Change change : entry.changes()) {
                zeros += change.page().isPresent() ? 0 : change.length();
            }
        }
        List<Patch> patches = new ArrayList<>();
        TreeMap<Long, byte[]> pages = new TreeMap<>();
        for (LogEntry entry : entries) {
            for (LogEntry.Change change : entry.changes()) {
                if (change.page().isPresent()) {
                    pages.put(change.position(), change.page().get());
                } else if (zeros <= MOST_ZEROS) {
                    for (long at = change.position(); at < change.position() + change.length(); at += LogEntry.SECTOR) {
                        pages.put(at, new byte[LogEntry.SECTOR]);
                    }
                } else {
                    flush(pages, patches);
                    patches.add(new Patch(change.position(), change.length(), Optional.empty()));
                }
            }
        }
        flush(pages, patches);
        return patches;
    }

    private static void flush(TreeMap<Long, byte[]> pages, List<Patch> patches) {
        for (Map.Entry<Long, byte[]> page : pages.entrySet()) {
            patches.add(new Patch(page.getKey(), LogEntry.SECTOR, Optional.of(Bytes.of(page.getValue()))));
        }
        pages.clear();
    }

    /** First the one that does not count, then the other: at every moment one of them is whole. */
    private void writeHeaders(VhdxHeader current) {
        long other = current.position() == VhdxHeader.FIRST ? VhdxHeader.SECOND : VhdxHeader.FIRST;
        String before = "number " + Long.toUnsignedString(current.sequence());
        String after = "numbers " + Long.toUnsignedString(current.sequence() + 1) + " and " + Long.toUnsignedString(current.sequence() + 2);
        steps.add(step(
                new Change(Action.CHANGE, "headers", Optional.of(before), Optional.of(after + ", both whole")), Patch.of(other, header(current, 1))));
        steps.add(new RepairStep(List.of(), List.of(Patch.of(current.position(), header(current, 2))), OptionalLong.empty()));
    }

    private byte[] header(VhdxHeader current, int later) {
        return current.image()
                .with(VhdxHeader.SEQUENCE, current.sequence() + later)
                .with(VhdxHeader.FILE_WRITE_GUID, fileWrite)
                .with(VhdxHeader.DATA_WRITE_GUID, givesUp ? dataWrite : current.image().get(VhdxHeader.DATA_WRITE_GUID))
                .with(VhdxHeader.LOG_GUID, VhdxHeader.NONE)
                .sealed()
                .toArray();
    }

    private void mendRegionTables(Storage storage) throws IOException {
        Optional<byte[]> table;
        try {
            table = RegionTable.forBothPlaces(storage);
        } catch (FormatException e) {
            return;
        }
        if (table.isEmpty()) {
            return;
        }
        boolean firstCounts = Arrays.equals(storage.read(RegionTable.FIRST, RegionTable.SIZE), table.get());
        long place = firstCounts ? RegionTable.SECOND : RegionTable.FIRST;
        later.add(step(
                new Change(
                        Action.CHANGE,
                        (firstCounts ? "second" : "first") + " region table at 0x" + Long.toHexString(place),
                        Optional.of("damaged, or different from the one that counts"),
                        Optional.of("equal to the one that counts")),
                Patch.of(place, table.get())));
    }

    private void mendBlocks(VhdxStructures structures) throws IOException {
        Entries entries = new Entries(structures);
        structures.table().get().entries().scan(entries);
        if (!entries.sectors.isEmpty()) {
            List<Patch> patches = new ArrayList<>();
            for (Map.Entry<Long, byte[]> sector : entries.sectors.entrySet()) {
                patches.add(Patch.of(sector.getKey(), sector.getValue()));
            }
            if (entries.more > 0) {
                Optional<String> after = Optional.of("mended as these");
                entries.changes.add(new Change(Action.CHANGE, entries.more + " more blocks", Optional.of("wrong as these"), after));
            }
            later.add(new RepairStep(entries.changes, patches, OptionalLong.empty()));
        }
        long size = structures.storage().size();
        if (entries.end > size) {
            Change change = new Change(
                    Action.CHANGE,
                    "end of the file",
                    Optional.of("inside its last block"),
                    Optional.of(ByteSize.format(entries.end - size) + " of zeros later, at the end of the block"));
            later.add(new RepairStep(List.of(change), List.of(), OptionalLong.of(entries.end)));
        }
        givesUp |= entries.givesUp;
    }

    /** Looks for entries that can be mended. */
    private final class Entries implements EntryTable.Visitor {
        private final VhdxStructures structures;
        private final VhdxBlockTable table;
        private final VhdxMetadata metadata;
        private final TreeMap<Long, byte[]> sectors = new TreeMap<>();
        private final List<Change> changes = new ArrayList<>();
        private final long size;
        /** Where the file has to end for blocks that it ends in. */
        private long end;
        private long more;
        private boolean givesUp;

        Entries(VhdxStructures structures) {
            this.structures = structures;
            this.table = structures.table().orElseThrow();
            this.metadata = table.metadata();
            this.size = structures.storage().size();
        }

        @Override
        public void visit(long first, int count, ByteBuffer entries) throws IOException {
            for (int i = 0; i < count; i++) {
                long bits = entries.getLong();
                if (bits != 0) {
                    visit(first + i, new BlockEntry(bits));
                }
            }
        }

        private void visit(long index, BlockEntry entry) throws IOException {
            long block = table.blockOf(index);
            if (block < 0 || block >= metadata.blocks() || entry.hasReservedBits()) {
                return;
            }
            if (entry.state() == BlockEntry.ZERO && entry.position() != 0) {
                set(index, block, BlockEntry.ZERO, "zeros with a place at 0x" + Long.toHexString(entry.position()), "zeros");
            } else if (entry.state() == BlockEntry.FULLY_PRESENT || entry.state() == BlockEntry.PARTIALLY_PRESENT) {
                visitPresent(index, entry, block);
            }
        }

        private void visitPresent(long index, BlockEntry entry, long block) throws IOException {
            long blockEnd = entry.position() + metadata.blockSize();
            if (entry.position() > 0 && blockEnd > 0 && blockEnd <= size) {
                return;
            }
            boolean startsInside = entry.position() > 0 && entry.position() < size;
            long needed = Math.min(metadata.blockSize(), metadata.virtualSize() - block * metadata.blockSize());
            if (startsInside && (forced || size - entry.position() >= needed)) {
                givesUp |= size - entry.position() < needed;
                end = Math.max(end, blockEnd);
            } else if (!startsInside && forced) {
                givesUp = true;
                String before = "at 0x" + Long.toHexString(entry.position()) + ", behind the end of the file";
                set(index, block, BlockEntry.NOT_PRESENT, before, metadata.parent().isPresent() ? "what the parent has" : "zeros");
            }
        }

        private void set(long index, long block, int state, String before, String after) throws IOException {
            long position = table.entries().positionOf(index);
            long sector = position / SECTOR * SECTOR;
            byte[] bytes = sectors.get(sector);
            if (bytes == null) {
                if (sectors.size() == MOST_SECTORS) {
                    return; // what stays wrong stands against the repair
                }
                bytes = structures.storage().read(sector, SECTOR);
                sectors.put(sector, bytes);
            }
            LittleEndian.putU64(bytes, (int) (position - sector), state);
            if (changes.size() < MOST_TOLD) {
                long start = block * metadata.blockSize();
                long length = Math.min(metadata.blockSize(), metadata.virtualSize() - start);
                String subject = "block " + block + ", " + ByteSize.format(length) + " of the disk from byte " + start;
                changes.add(new Change(Action.CHANGE, subject, Optional.of(before), Optional.of(after)));
            } else {
                more++;
            }
        }
    }
}
