package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.Compaction;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.ImageChangeRule;
import org.bcdkit.disk.ImageChanges;
import org.bcdkit.disk.NeededBlocks;
import org.bcdkit.disk.UnusedSpace;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.view.ProgressLine;
import org.bcdkit.windows.VolumeState;
import org.bcdkit.windows.VolumeStateReader;

/** {@code bcd vdisk compact FILE}: the file of an image without what nobody misses. */
public final class VdiskCompactCommand implements Command {

    private static final String ZEROS_ONLY = "--zeros-only";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "A dynamic or differencing VHD or VHDX that nobody uses.")
                .flag(ZEROS_ONLY, "Give back blocks of zeros, and keep what NTFS has marked as free.")
                .withoutStore("a disk is no store.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        Path file = ChangedImage.file(invocation, 0);
        Optional<FileTime> time = ChangedImage.time(invocation, file);
        // From the first look until the end nobody else changes it.
        try (WritableFile locked = invocation.global().dryRun() ? null : ImageChanges.open(file);
                VirtualDisk disk = OpenedDisk.images(invocation).openWithoutParents(file)) {
            ImageChanges.check(disk);
            if (disk.kind() == DiskKind.FIXED) {
                throw new RequestException(file + " is a fixed image, which has its full size on purpose. bcd vdisk convert --type dynamic makes a smaller one of it.");
            }
            List<Finding> findings = new ArrayList<>();
            UnusedSpace unused = invocation.has(ZEROS_ONLY) ? UnusedSpace.NONE : unused(disk, findings);
            BitSet needed;
            try (ProgressLine progress = invocation.progress("Reading " + file)) {
                needed = NeededBlocks.of(disk, unused, progress);
            }
            Compaction plan = ImageChanges.planCompaction(disk, needed);
            if (!plan.isEmpty()) {
                ChangedImage.judgeReadOnly(invocation, file, findings);
            }
            return new Compacting(invocation, file, Optional.ofNullable(locked), time, plan, findings).carryOut(invocation);
        }
    }

    /** What belongs to no file of the volumes that were closed cleanly. The blocks of a differencing disk are only parts of a file system. */
    private static UnusedSpace unused(VirtualDisk disk, List<Finding> findings) throws IOException {
        UnusedSpace unused = new UnusedSpace();
        if (disk.kind() == DiskKind.DIFFERENCING) {
            findings.add(Finding.info(ImageChangeRule.FREE_SPACE, "what its file systems have marked as free is kept: they lie in the parents too"));
            return unused;
        }
        try {
            Storage contents = disk.contents();
            List<Volume> volumes = new ArrayList<>(Volume.of(contents, PartitionTables.read(contents, disk.sectorSize())));
            volumes.sort(BY_POSITION);
            for (Volume volume : volumes) {
                addUnused(volume, unused, findings);
            }
        } catch (FormatException e) {
            findings.add(Finding.info(ImageChangeRule.FREE_SPACE, "only blocks of zeros are given back, since its partitions cannot be read: " + e.getMessage()));
        }
        return unused;
    }

    private static final Comparator<Volume> BY_POSITION = new Comparator<>() {
        @Override
        public int compare(Volume one, Volume other) {
            return Long.compare(position(one), position(other));
        }
    };

    private static long position(Volume volume) {
        return volume.partition().isPresent() ? volume.partition().get().start() : 0;
    }

    /** Others put something into a partition whose first sector they leave as it was. */
    private static boolean isForNtfs(PartitionType type) {
        return type.equals(PartitionType.Gpt.BASIC_DATA)
                || type.equals(PartitionType.Gpt.RECOVERY)
                || type.equals(PartitionType.Mbr.NTFS)
                || type instanceof PartitionType.Mbr mbr && mbr.isHidden();
    }

    private static void addUnused(Volume volume, UnusedSpace unused, List<Finding> findings) throws IOException {
        String name = volume.number() == 0 ? "the volume" : "partition " + volume.number();
        try {
            Optional<VolumeKind> kind = volume.kind();
            if (kind.isEmpty() || kind.get() != VolumeKind.NTFS) {
                return;
            }
            if (volume.partition().isPresent() && !isForNtfs(volume.partition().get().type())) {
                PartitionType type = volume.partition().get().type();
                findings.add(Finding.info(
                        ImageChangeRule.FREE_SPACE,
                        name + " starts as NTFS does, but its type (" + type.name().orElse(type.text()) + ") is not that of an NTFS volume, so what seems to be"
                                + " free is kept"));
                return;
            }
            FileSystem fileSystem = volume.open();
            if (fileSystem instanceof NtfsFileSystem ntfs) {
                VolumeState state = VolumeStateReader.read(ntfs);
                if (state.dirty() || state.hibernated() || !ntfs.isLogClean()) {
                    String how = state.dirty() ? "dirty" : state.hibernated() ? "hibernated" : "its log is in use";
                    findings.add(Finding.info(
                            ImageChangeRule.FREE_SPACE,
                            name + " was not closed cleanly (" + how + "), so what it has marked as free is kept"));
                } else if (state.shadowCopies()) {
                    findings.add(Finding.info(ImageChangeRule.FREE_SPACE, name + " has shadow copies, so what it has marked as free is kept"));
                } else {
                    ntfs.addFree(unused, position(volume));
                    findings.add(Finding.info(
                            ImageChangeRule.FREE_SPACE, "what NTFS has marked as free in " + name + " is given back too, and reads as zeros afterwards"));
                }
            }
        } catch (FormatException e) {
            findings.add(Finding.info(ImageChangeRule.FREE_SPACE, name + " cannot be read, so all of it but zeros is kept: " + e.getMessage()));
        }
    }

    private static final class Compacting extends Proposal {
        private final Invocation invocation;
        private final Path file;
        private final Optional<WritableFile> locked;
        private final Optional<FileTime> time;
        private final Compaction plan;

        Compacting(
                Invocation invocation,
                Path file,
                Optional<WritableFile> locked,
                Optional<FileTime> time,
                Compaction plan,
                List<Finding> findings) {
            super("Compact " + file, findings, plan.isEmpty() ? List.of() : List.of(change(file, plan)));
            this.invocation = invocation;
            this.file = file;
            this.locked = locked;
            this.time = time;
            this.plan = plan;
        }

        private static Change change(Path file, Compaction plan) {
            long before = plan.sizeBefore();
            long after = plan.sizeAfter();
            return new Change(
                    Action.CHANGE,
                    file + " file size",
                    Optional.of(ByteSize.formatBeside(before, after)),
                    Optional.of(ByteSize.formatBeside(after, before)));
        }

        @Override
        List<String> summary() {
            long gone = plan.dropped().cardinality();
            long moved = plan.moves().moves().size();
            return List.of(gone + (gone == 1 ? " block is" : " blocks are") + " given back, " + moved + (moved == 1 ? " is moved." : " are moved."));
        }

        @Override
        String nothingToDo() {
            return "all of " + file + " is needed.";
        }

        @Override
        List<Path> written() {
            return List.of(file);
        }

        @Override
        Outcome apply() throws IOException {
            try (ProgressLine progress = invocation.progress("Compacting " + file)) {
                ImageChanges.compact(locked.orElseThrow(), plan, progress);
            }
            ChangedImage.keepTime(invocation, file, time);
            return new Outcome(Optional.empty(), List.of("Compacted " + file + " by " + ByteSize.format(plan.sizeBefore() - Files.size(file)) + "."));
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            json.writeNumberField("fileSizeBefore", plan.sizeBefore());
            json.writeNumberField("fileSize", plan.sizeAfter());
            json.writeNumberField("blocksGivenBack", plan.dropped().cardinality());
            json.writeNumberField("blocksMoved", plan.moves().moves().size());
        }
    }
}
