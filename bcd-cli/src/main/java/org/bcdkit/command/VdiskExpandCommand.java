package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.SizeArgument;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.ChildrenNearby;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.ImageChangeRule;
import org.bcdkit.disk.ImageChanges;
import org.bcdkit.disk.NewDiskLimits;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.view.ProgressLine;

/** {@code bcd vdisk expand FILE --size SIZE}: a larger disk in the same image. */
public final class VdiskExpandCommand extends ChangeCommand {

    private static final String SIZE = "--size";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "A VHD or VHDX that nobody uses.")
                .requiredOption(SIZE, "SIZE", "What the disk shall hold, for instance 64GiB; more than it does. Its partitions stay as they are.")
                .withoutStore("a disk is no store.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path file = ChangedImage.file(invocation, 0);
        long size = SizeArgument.parse(SIZE, invocation.requiredValue(SIZE));
        List<Finding> findings = new ArrayList<>();
        try (VirtualDisk disk = OpenedDisk.images(invocation).open(file)) {
            ImageChanges.check(disk);
            check(disk, size);
            if (disk.kind() == DiskKind.FIXED) {
                checkSpace(invocation, file, size - disk.virtualSize());
            }
            if (size > disk.virtualSize()) {
                ChangedImage.judgeReadOnly(invocation, file, findings);
                judgeChildren(invocation, file, disk.format(), findings);
                judgeTable(disk, findings);
            }
            return new Expansion(invocation, file, disk.virtualSize(), size, invocation.global().force() ? Finding.forced(findings) : findings);
        }
    }

    private static void check(VirtualDisk disk, long size) {
        if (size < disk.virtualSize()) {
            throw new RequestException(disk.name() + " holds " + ByteSize.format(disk.virtualSize()) + ", and a disk is not made smaller: its end may be in use.");
        }
        boolean differencing = disk.kind() == DiskKind.DIFFERENCING;
        if (differencing && disk.format() == DiskFormat.VHD && size > disk.virtualSize()) {
            throw new RequestException(
                    disk.name() + " is a differencing VHD, which has the size of its parent. bcd vdisk convert makes one image of both, which can be expanded.");
        }
        if (differencing && disk.parent().orElseThrow().virtualSize() > disk.virtualSize()) {
            throw new RequestException(disk.name() + " is smaller than its parent, the end of which would be seen again.");
        }
        Optional<String> problem = NewDiskLimits.problem(disk.format(), size, NewDiskLimits.usualBlockSize(disk.format()), disk.sectorSize());
        if (problem.isPresent() && size > disk.virtualSize()) {
            throw new RequestException(disk.name() + " cannot become such a disk: " + problem.get() + ".");
        }
    }

    private static void checkSpace(Invocation invocation, Path file, long more) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        OptionalLong free = invocation.surroundings().host().volumeOf(folder).space().free();
        if (free.isPresent() && free.getAsLong() < more) {
            throw new RequestException(folder + " has " + ByteSize.format(free.getAsLong()) + " free, and a fixed image that is to hold "
                    + ByteSize.formatNeeded(more) + " more needs room for them. Nothing was changed.");
        }
    }

    private static void judgeChildren(Invocation invocation, Path file, DiskFormat format, List<Finding> findings) throws IOException {
        String remedy = "Make an image of its own of it before with bcd vdisk convert";
        ChangedImage.judgeChildren(
                file,
                new ChildrenNearby(OpenedDisk.images(invocation), List.of()).of(file),
                ChangedImage.elsewhere(file),
                // In a VHD, a child has the size of its parent.
                format == DiskFormat.VHDX ? remedy + ", or name its parent to it again afterwards with bcd vdisk reparent --force." : remedy + ", or give it up.",
                findings);
    }

    private static void judgeTable(VirtualDisk disk, List<Finding> findings) throws IOException {
        try {
            PartitionTable table = PartitionTables.read(disk.contents(), disk.sectorSize());
            if (table.kind() == PartitionTable.Kind.GPT) {
                findings.add(Finding.warning(
                        ImageChangeRule.PARTITION_TABLE,
                        "the copy of the partition table (GPT) then lies at 0x" + Long.toHexString(disk.virtualSize() - disk.sectorSize())
                                + ", before the end of the disk, and the new space cannot be used until it has been moved",
                        "Move it with `sgdisk --move-second-header` on the attached disk, then extend the partition."));
            }
        } catch (FormatException e) {
            // A table that cannot be read stays as it is.
        }
    }

    private static final class Expansion extends Proposal {
        private final Invocation invocation;
        private final Path file;
        private final long before;
        private final long size;

        Expansion(Invocation invocation, Path file, long before, long size, List<Finding> findings) {
            super("Expand " + file, findings, size == before ? List.of() : List.of(change(file, before, size)));
            this.invocation = invocation;
            this.file = file;
            this.before = before;
            this.size = size;
        }

        private static Change change(Path file, long before, long size) {
            return new Change(
                    Action.CHANGE,
                    file + " virtual size",
                    Optional.of(ByteSize.formatBeside(before, size)),
                    Optional.of(ByteSize.formatBeside(size, before)));
        }

        @Override
        String nothingToDo() {
            return file + " holds " + ByteSize.format(size) + " already.";
        }

        @Override
        List<Path> written() {
            return List.of(file);
        }

        @Override
        Outcome apply() throws IOException {
            try (ProgressLine progress = invocation.progress("Expanding " + file); WritableFile storage = ImageChanges.open(file)) {
                ImageChanges.expand(storage, size, progress);
            }
            return new Outcome(Optional.empty(), List.of("Expanded " + file + " to " + ByteSize.format(size) + "."));
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            json.writeNumberField("virtualSizeBefore", before);
            json.writeNumberField("virtualSize", size);
        }
    }
}
