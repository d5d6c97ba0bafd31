package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.bcdkit.argument.ImageArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.SizeArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewDiskLimits;
import org.bcdkit.disk.NewImageFile;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.storage.Progress;
import org.bcdkit.vhdx.VhdxIdentity;

/** {@code bcd vdisk create FILE}: an empty VHD or VHDX. */
public final class VdiskCreateCommand extends ChangeCommand {

    private static final String SIZE = "--size";
    private static final String TYPE = "--type";
    private static final String BLOCK_SIZE = "--block-size";
    private static final String SECTOR_SIZE = "--sector-size";
    private static final String USUAL_SECTOR = "512";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "The image to make; its extension, .vhd or .vhdx, says of which format.")
                .requiredOption(SIZE, "SIZE", "What the disk holds, for instance 64GiB.")
                .choice(
                        TYPE,
                        List.of(DiskKind.FIXED.word(), DiskKind.DYNAMIC.word()),
                        "Whether the file has its full size from the start or grows as the disk fills; without it, dynamic.")
                .option(BLOCK_SIZE, "SIZE", "By how much the file grows at a time; without it, what Windows takes: 2 MiB in a VHD, 32 MiB in a VHDX.")
                .choice(SECTOR_SIZE, List.of(USUAL_SECTOR, "4096"), "The logical sectors of the disk, in bytes; without it, 512.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        Path path = invocation.newFile(0);
        DiskFormat format = ImageArgument.format(path);
        NewDisk disk = disk(invocation, format);
        if (disk.kind() == DiskKind.FIXED) {
            checkRoom(invocation, path, disk.virtualSize());
        }
        return new NewImage(path, format, disk, invocation.surroundings().clock().instant());
    }

    private static NewDisk disk(Invocation invocation, DiskFormat format) {
        boolean fixed = invocation.value(TYPE).orElse("").equals(DiskKind.FIXED.word());
        if (fixed && format == DiskFormat.VHD && invocation.has(BLOCK_SIZE)) {
            throw new UsageException("A fixed VHD has no blocks, so " + BLOCK_SIZE + " means nothing.");
        }
        long virtualSize = SizeArgument.parse(SIZE, invocation.requiredValue(SIZE));
        long blockSize = invocation.value(BLOCK_SIZE).isPresent()
                ? SizeArgument.parse(BLOCK_SIZE, invocation.value(BLOCK_SIZE).get())
                : NewDiskLimits.usualBlockSize(format);
        int sectorSize = Integer.parseInt(invocation.value(SECTOR_SIZE).orElse(USUAL_SECTOR));
        Optional<String> problem = NewDiskLimits.problem(format, virtualSize, blockSize, sectorSize);
        if (problem.isPresent()) {
            throw new UsageException("There is no such disk: " + problem.get() + ".");
        }
        return new NewDisk(fixed ? DiskKind.FIXED : DiskKind.DYNAMIC, virtualSize, (int) blockSize, sectorSize, List.of());
    }

    /** A fixed image is written whole, which can take long: better to know before that it does not fit. */
    private static void checkRoom(Invocation invocation, Path path, long needed) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        OptionalLong free = invocation.surroundings().host().volumeOf(folder).space().free();
        if (free.isPresent() && free.getAsLong() < needed) {
            throw new RequestException(folder + " has " + ByteSize.format(free.getAsLong()) + " free, and a fixed image of " + ByteSize.format(needed)
                    + " needs room for its full size. Nothing was made. Free some, or make a dynamic one.");
        }
    }

    private static final class NewImage extends Proposal {
        private final Path path;
        private final DiskFormat format;
        private final NewDisk disk;
        private final Instant now;

        NewImage(Path path, DiskFormat format, NewDisk disk, Instant now) {
            super("Make a virtual disk", List.of(), List.of(new Change(Action.ADD, path.toString(), Optional.empty(), Optional.of(text(format, disk)))));
            this.path = path;
            this.format = format;
            this.disk = disk;
            this.now = now;
        }

        private static String text(DiskFormat format, NewDisk disk) {
            return "a " + disk.kind().word() + " " + format.name() + " of " + ByteSize.format(disk.virtualSize());
        }

        @Override
        Outcome apply() throws IOException {
            if (format == DiskFormat.VHDX) {
                NewImageFile.createVhdx(path, disk, VhdxIdentity.random(), Progress.NONE);
            } else {
                NewImageFile.createVhd(path, disk, UUID.randomUUID(), now, Progress.NONE);
            }
            return new Outcome(Optional.empty(), List.of("Made " + path + "; to go back, delete it."));
        }
    }
}
