package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.ImageArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.SizeArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewDiskLimits;
import org.bcdkit.disk.NewImageFile;
import org.bcdkit.disk.NewParentPaths;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.storage.RandomGuid;
import org.bcdkit.vhdx.VhdxIdentity;
import org.bcdkit.view.ProgressLine;

/** {@code bcd vdisk create FILE}: a VHD or VHDX that is empty, or starts as its parent is. */
public final class VdiskCreateCommand extends ChangeCommand {

    private static final String SIZE = "--size";
    private static final String TYPE = "--type";
    private static final String PARENT = "--parent";
    private static final String BLOCK_SIZE = "--block-size";
    private static final String SECTOR_SIZE = "--sector-size";
    private static final String USUAL_SECTOR = "512";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "The image to make; its extension, .vhd or .vhdx, says of which format.")
                .option(SIZE, "SIZE", "What the disk holds, for instance 64GiB; a differencing disk has the size of its parent.")
                .choice(
                        TYPE,
                        List.of(DiskKind.FIXED.word(), DiskKind.DYNAMIC.word(), DiskKind.DIFFERENCING.word()),
                        "Whether the file has its full size from the start, grows as the disk fills, or holds what differs from a parent;"
                                + " without it, dynamic, and differencing with " + PARENT + ".")
                .option(PARENT, "IMAGE", "The parent of a differencing disk: an image of the same format, which is not to be changed from then on.")
                .option(
                        BLOCK_SIZE,
                        "SIZE",
                        "By how much the file grows at a time; without it, what Windows takes: 2 MiB in a VHD and in a differencing VHDX, 32 MiB in"
                                + " other VHDXs.")
                .choice(SECTOR_SIZE, List.of(USUAL_SECTOR, "4096"), "The logical sectors of the disk, in bytes; without it, 512, or those of its parent.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path path = invocation.newFile(0);
        DiskFormat format = ImageArgument.format(path);
        DiskKind kind = kind(invocation, format);
        Instant now = invocation.surroundings().clock().instant();
        if (kind == DiskKind.DIFFERENCING) {
            Path parent = invocation.existingFile(PARENT);
            try (OpenedDisk opened = OpenedDisk.open(invocation, parent).withWarnings(invocation)) {
                NewDisk disk = child(invocation, path, format, parent, opened.disk());
                NewImageSpace.check(invocation, path, format, disk, DiskContents.NOTHING);
                VhdxIdentity random = VhdxIdentity.random();
                VhdxIdentity identity = new VhdxIdentity(random.fileWrite(), random.dataWrite(), opened.disk().diskId().orElse(random.disk()));
                return new NewImage(invocation, path, format, disk, identity, now);
            }
        }
        NewDisk disk = disk(invocation, format, kind);
        NewImageSpace.check(invocation, path, format, disk, DiskContents.NOTHING);
        return new NewImage(invocation, path, format, disk, VhdxIdentity.random(), now);
    }

    private static DiskKind kind(Invocation invocation, DiskFormat format) {
        DiskKind kind = invocation.has(PARENT) ? DiskKind.DIFFERENCING : DiskKind.DYNAMIC;
        for (DiskKind each : DiskKind.values()) {
            kind = invocation.value(TYPE).orElse("").equals(each.word()) ? each : kind;
        }
        boolean differencing = kind == DiskKind.DIFFERENCING;
        if (differencing != invocation.has(PARENT)) {
            throw new UsageException(differencing
                    ? "A differencing disk has a parent: name it with " + PARENT + "."
                    : "A " + kind.word() + " disk has no parent; " + PARENT + " goes with " + TYPE + " " + DiskKind.DIFFERENCING.word() + ".");
        }
        if (differencing == invocation.has(SIZE)) {
            throw new UsageException(differencing
                    ? "A differencing disk has the size of its parent, so leave out " + SIZE + "."
                    : "Say how large the disk is to be with " + SIZE + ".");
        }
        if (kind == DiskKind.FIXED && format == DiskFormat.VHD && invocation.has(BLOCK_SIZE)) {
            throw new UsageException("A fixed VHD has no blocks, so " + BLOCK_SIZE + " means nothing.");
        }
        return kind;
    }

    private static NewDisk disk(Invocation invocation, DiskFormat format, DiskKind kind) {
        long virtualSize = SizeArgument.parse(SIZE, invocation.requiredValue(SIZE));
        long blockSize = blockSize(invocation, NewDiskLimits.usualBlockSize(format));
        int sectorSize = Integer.parseInt(invocation.value(SECTOR_SIZE).orElse(USUAL_SECTOR));
        check(format, virtualSize, blockSize, sectorSize);
        return new NewDisk(kind, virtualSize, (int) blockSize, sectorSize, List.of());
    }

    private static NewDisk child(Invocation invocation, Path path, DiskFormat format, Path file, VirtualDisk parent) throws IOException {
        if (parent.format() != format) {
            throw new RequestException("The parent of a " + format.name() + " is a " + format.name() + ", and " + file + " is "
                    + (parent.format() == DiskFormat.RAW ? "a raw image" : "a " + parent.format().name()) + ". bcd vdisk convert makes one of it.");
        }
        if (invocation.has(SECTOR_SIZE) && Integer.parseInt(invocation.requiredValue(SECTOR_SIZE)) != parent.sectorSize()) {
            throw new RequestException(
                    "A differencing disk has the sectors of its parent, and those of " + file + " have " + parent.sectorSize() + " bytes.");
        }
        long blockSize = blockSize(invocation, NewDisk.CHILD_BLOCK);
        check(format, parent.virtualSize(), blockSize, parent.sectorSize());
        return NewDisk.childOf(parent, (int) blockSize, NewParentPaths.link(path, file, parent, OpenedDisk.volumes(invocation)));
    }

    private static long blockSize(Invocation invocation, int usual) {
        return invocation.has(BLOCK_SIZE) ? SizeArgument.parse(BLOCK_SIZE, invocation.requiredValue(BLOCK_SIZE)) : usual;
    }

    private static void check(DiskFormat format, long virtualSize, long blockSize, int sectorSize) {
        Optional<String> problem = NewDiskLimits.problem(format, virtualSize, blockSize, sectorSize);
        if (problem.isPresent()) {
            throw new UsageException("There is no such disk: " + problem.get() + ".");
        }
    }

    /** What it is to be, for the preview. */
    static String text(DiskFormat format, NewDisk disk) {
        String kind = format == DiskFormat.RAW ? "raw image" : disk.kind().word() + " " + format.name();
        return "a " + kind + " of " + ByteSize.format(disk.virtualSize());
    }

    private static final class NewImage extends Proposal {
        private final Invocation invocation;
        private final Path path;
        private final DiskFormat format;
        private final NewDisk disk;
        private final VhdxIdentity identity;
        private final Instant now;

        NewImage(Invocation invocation, Path path, DiskFormat format, NewDisk disk, VhdxIdentity identity, Instant now) {
            super("Make a virtual disk", List.of(), List.of(new Change(Action.ADD, path.toString(), Optional.empty(), Optional.of(text(format, disk)))));
            this.invocation = invocation;
            this.path = path;
            this.format = format;
            this.disk = disk;
            this.identity = identity;
            this.now = now;
        }

        @Override
        Outcome apply() throws IOException {
            try (ProgressLine progress = invocation.progress("Making " + path)) {
                if (format == DiskFormat.VHDX) {
                    NewImageFile.createVhdx(path, disk, identity, progress);
                } else {
                    NewImageFile.createVhd(path, disk, RandomGuid.next(), now, progress);
                }
            }
            return new Outcome(Optional.empty(), List.of("Made " + path + "; to go back, delete it."));
        }
    }
}
