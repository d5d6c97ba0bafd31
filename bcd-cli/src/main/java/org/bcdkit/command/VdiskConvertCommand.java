package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.argument.ImageArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.SizeArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.ImageContents;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewDiskLimits;
import org.bcdkit.disk.NewImageFile;
import org.bcdkit.disk.SparseContents;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.view.ProgressLine;

/** {@code bcd vdisk convert IN OUT}: an image of another format or kind that holds the same disk. */
public final class VdiskConvertCommand implements Command {

    private static final String FORMAT = "--format";
    private static final String TYPE = "--type";
    private static final String BLOCK_SIZE = "--block-size";
    /** In bytes. Less is read in the time that asking takes. */
    private static final long WORTH_ASKING = 128 << 20;

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("IN", "A VHD, a VHDX or a raw image. A differencing disk is read through all its parents.")
                .parameter("OUT", "The image to make; its extension, .vhd, .vhdx, .raw or .img, says of which format.")
                .choice(FORMAT, List.of(DiskFormat.VHD.word(), DiskFormat.VHDX.word(), DiskFormat.RAW.word()), "The format of OUT, whatever its name.")
                .choice(
                        TYPE,
                        List.of(DiskKind.FIXED.word(), DiskKind.DYNAMIC.word()),
                        "Whether OUT has its full size from the start or holds only what is not zero; without it, dynamic, and of a raw image fixed.")
                .option(
                        BLOCK_SIZE,
                        "SIZE",
                        "By how much OUT grows at a time; without it, as little as the size of the disk allows: from 512 KiB in a VHD, from 1 MiB in a VHDX.")
                .withoutStore("a disk is no store.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        Path in = invocation.existingFile(0);
        Path out = invocation.newFile(1);
        DiskFormat format = format(invocation, out);
        DiskKind kind = kind(invocation, format);
        try (OpenedDisk source = OpenedDisk.open(invocation, in).withWarnings(invocation)) {
            checkName(source.disk(), in);
            warnOfHalfSector(invocation, source.disk());
            Optional<List<DiskContents.Range>> data = data(invocation, source.disk(), in);
            NewDisk disk = disk(invocation, source.disk(), data, format, kind);
            NewImageSpace.check(invocation, out, format, disk, contents(source.disk(), data));
            return new Conversion(invocation, source.disk(), out, format, disk).carryOut(invocation);
        }
    }

    /** A damaged VHD or VHDX is no raw image: what came out would be its blocks in the order of the file, or nothing of the disk. */
    private static void checkName(VirtualDisk source, Path in) throws IOException {
        if (source.format() == DiskFormat.RAW && ImageArgument.named(in).isPresent()) {
            throw DiskImages.noImage(source.contents());
        }
    }

    /** A raw image that was cut off has a last sector all the same. */
    private static void warnOfHalfSector(Invocation invocation, VirtualDisk source) {
        long there = source.virtualSize() % source.sectorSize();
        if (there > 0) {
            invocation.messages().warning(source.name() + " ends within a sector: it has " + there + " of the " + source.sectorSize()
                    + " bytes of its last one, and is made longer with zeros. If more than that is missing, copy it again.");
        }
    }

    private static DiskFormat format(Invocation invocation, Path out) {
        Optional<String> given = invocation.value(FORMAT);
        return given.isPresent() ? DiskFormat.valueOf(given.get().toUpperCase(Locale.ROOT)) : ImageArgument.anyFormat(out, FORMAT);
    }

    private static DiskKind kind(Invocation invocation, DiskFormat format) {
        Optional<String> given = invocation.value(TYPE);
        boolean fixed = given.isPresent() ? given.get().equals(DiskKind.FIXED.word()) : format == DiskFormat.RAW;
        if (!fixed && format == DiskFormat.RAW) {
            throw new UsageException("A raw image is the sectors of the disk and nothing else, so it cannot be dynamic.");
        }
        if (invocation.has(BLOCK_SIZE) && (format == DiskFormat.RAW || fixed && format == DiskFormat.VHD)) {
            throw new UsageException("A " + (format == DiskFormat.RAW ? "raw image" : "fixed VHD") + " has no blocks, so " + BLOCK_SIZE + " means nothing.");
        }
        return fixed ? DiskKind.FIXED : DiskKind.DYNAMIC;
    }

    private static NewDisk disk(
            Invocation invocation, VirtualDisk source, Optional<List<DiskContents.Range>> data, DiskFormat format, DiskKind kind) throws IOException {
        int sectorSize = source.sectorSize();
        long virtualSize = (source.virtualSize() + sectorSize - 1) / sectorSize * sectorSize;
        long blockSize = invocation.value(BLOCK_SIZE).isPresent()
                ? SizeArgument.parse(BLOCK_SIZE, invocation.value(BLOCK_SIZE).get())
                : blockSize(format, kind, virtualSize);
        if (format != DiskFormat.RAW) {
            Optional<String> problem = NewDiskLimits.problem(format, virtualSize, blockSize, sectorSize);
            if (problem.isPresent()) {
                throw new RequestException(source.name() + " cannot become such a disk: " + problem.get() + ".");
            }
        }
        return new NewDisk(kind, virtualSize, (int) blockSize, sectorSize, contents(source, data));
    }

    /** Of a disk whose sectors lie in the file one after the other, the machine may know where there are none. */
    private static Optional<List<DiskContents.Range>> data(Invocation invocation, VirtualDisk source, Path in) {
        boolean plain = source.blocks().isEmpty() && source.fileSize() >= WORTH_ASKING;
        return plain ? invocation.surroundings().host().dataIn(in) : Optional.empty();
    }

    private static DiskContents contents(VirtualDisk source, Optional<List<DiskContents.Range>> data) throws IOException {
        return data.isPresent() ? new SparseContents(source.contents(), data.get()) : new ImageContents(source);
    }

    private static int blockSize(DiskFormat format, DiskKind kind, long virtualSize) {
        return kind == DiskKind.FIXED ? NewDiskLimits.usualBlockSize(format) : NewDiskLimits.compactBlockSize(format, virtualSize);
    }

    private static final class Conversion extends Proposal {
        private final Invocation invocation;
        private final Path out;
        private final DiskFormat format;
        private final NewDisk disk;

        Conversion(Invocation invocation, VirtualDisk source, Path out, DiskFormat format, NewDisk disk) {
            super(
                    "Convert " + source.name(),
                    List.of(),
                    List.of(new Change(Action.ADD, out.toString(), Optional.empty(), Optional.of(VdiskCreateCommand.text(format, disk)))));
            this.invocation = invocation;
            this.out = out;
            this.format = format;
            this.disk = disk;
        }

        @Override
        Outcome apply() throws IOException {
            Instant now = invocation.surroundings().clock().instant();
            try (ProgressLine progress = invocation.progress("Converting to " + out)) {
                NewImageFile.create(out, format, disk, now, NewImageFile.Safety.CACHED, progress);
            }
            return new Outcome(Optional.empty(), List.of("Made " + out + "; to go back, delete it."));
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("format", format.word());
            json.writeStringField("kind", disk.kind().word());
            json.writeNumberField("virtualSize", disk.virtualSize());
            if (disk.kind() == DiskKind.DYNAMIC) {
                json.writeNumberField("blockSize", disk.blockSize());
            }
        }
    }
}
