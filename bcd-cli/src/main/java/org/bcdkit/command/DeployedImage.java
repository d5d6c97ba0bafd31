package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.bcdkit.argument.ImageArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.SizeArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.argument.WimImageArgument;
import org.bcdkit.deploy.Deployment;
import org.bcdkit.deploy.DiskLayout;
import org.bcdkit.deploy.ExternalProgram;
import org.bcdkit.deploy.Mkntfs;
import org.bcdkit.deploy.Wimlib;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDiskLimits;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.RandomGuid;
import org.bcdkit.wim.WimImage;
import org.bcdkit.wim.WimSet;

/** An image with the files of a WIM. */
final class DeployedImage implements ComingImage {

    static final String WIMLIB = "--wimlib";

    private static final String SIZE = "--size";
    private static final String INDEX = "--index";
    private static final String NAME = "--name";
    private static final String STYLE = "--partition-style";
    private static final String TYPE = "--type";
    private static final String BLOCK_SIZE = "--block-size";
    private static final String CHECK = "--check";
    private static final String MKNTFS = "--mkntfs";

    /** All options that are about a WIM. */
    static final List<String> NAMES = List.of(SIZE, INDEX, NAME, STYLE, TYPE, BLOCK_SIZE, CHECK, WIMLIB, MKNTFS);

    private final Deployment deployment;
    private final Wimlib wimlib;
    private final Mkntfs mkntfs;
    private final Invocation invocation;

    private DeployedImage(Deployment deployment, Wimlib wimlib, Mkntfs mkntfs, Invocation invocation) {
        this.deployment = deployment;
        this.wimlib = wimlib;
        this.mkntfs = mkntfs;
        this.invocation = invocation;
    }

    static Syntax describe(Syntax syntax) {
        return syntax.option(SIZE, "SIZE", "What the disk of the new image holds, for instance 64GiB; it has to be given with WIM.")
                .option(INDEX, "N", "The image of the WIM, by its number; needed when there are several.")
                .option(NAME, "TEXT", "The image of the WIM, by its name.")
                .choice(
                        STYLE,
                        List.of(PartitionTable.Kind.GPT.word(), PartitionTable.Kind.MBR.word()),
                        "How the disk is partitioned; without it, gpt. Either starts natively with either firmware.")
                .choice(
                        TYPE,
                        List.of(DiskKind.DYNAMIC.word(), DiskKind.FIXED.word()),
                        "Whether the file grows as the disk fills or has its full size from the start; without it, dynamic.")
                .option(BLOCK_SIZE, "SIZE", "By how much the file of a dynamic disk grows at a time; without it, as vdisk convert takes it.")
                .flag(CHECK, "Compare all of the WIM with the checksums in it before anything is taken from it.")
                .option(WIMLIB, "PROGRAM", "The program wimlib-imagex; without it, the one on the path.")
                .option(MKNTFS, "PROGRAM", "The program mkntfs; without it, the one on the path.");
    }

    /** Plans the image; nothing is written. */
    static DeployedImage plan(Invocation invocation, Path target) throws IOException {
        DiskFormat format = ImageArgument.format(target);
        if (invocation.value(SIZE).isEmpty()) {
            throw new UsageException(SIZE + " is missing: what the disk of the new image holds, for instance " + SIZE + " 64GiB.");
        }
        long size = SizeArgument.parse(SIZE, invocation.requiredValue(SIZE));
        DiskKind kind = invocation.value(TYPE).orElse("").equals(DiskKind.FIXED.word()) ? DiskKind.FIXED : DiskKind.DYNAMIC;
        if (kind == DiskKind.FIXED && invocation.has(BLOCK_SIZE)) {
            throw new UsageException(BLOCK_SIZE + " is about dynamic disks, and this one is to be fixed.");
        }
        long blockSize = invocation.has(BLOCK_SIZE)
                ? SizeArgument.parse(BLOCK_SIZE, invocation.requiredValue(BLOCK_SIZE))
                : NewDiskLimits.compactBlockSize(format, size);
        Optional<String> impossible = NewDiskLimits.problem(format, size, blockSize, DiskLayout.SECTOR);
        if (impossible.isPresent()) {
            throw new UsageException("There is no such disk: " + impossible.get() + ".");
        }
        boolean mbr = invocation.value(STYLE).orElse("").equals(PartitionTable.Kind.MBR.word());
        PartitionTable.Kind style = mbr ? PartitionTable.Kind.MBR : PartitionTable.Kind.GPT;
        Optional<String> unfit = DiskLayout.problem(size, style);
        if (unfit.isPresent()) {
            throw new RequestException(capital(unfit.get()) + ". Nothing was made.");
        }
        WimSet wim = WimSet.open(invocation.existingFileToReread(0));
        WimImage image = WimImageArgument.find(wim, invocation.value(INDEX), invocation.value(NAME));
        boolean verified = invocation.has(CHECK);
        if (verified && !wim.first().isVerifiable()) {
            throw new RequestException(wim.path() + " has no table of checksums of all its bytes. The files are compared with checksums in any case; leave "
                    + CHECK + " out.");
        }
        Deployment deployment = new Deployment(wim, image, layout(style, size), target, format, kind, (int) blockSize, verified);
        checkRoom(invocation, deployment);
        Optional<String> path = invocation.surroundings().variable("PATH");
        return new DeployedImage(
                deployment,
                new Wimlib(ExternalProgram.WIMLIB.find(invocation.value(WIMLIB), path)),
                new Mkntfs(ExternalProgram.MKNTFS.find(invocation.value(MKNTFS), path)),
                invocation);
    }

    private static DiskLayout layout(PartitionTable.Kind style, long size) {
        return style == PartitionTable.Kind.GPT
                ? DiskLayout.gpt(size, RandomGuid.next(), RandomGuid.next(), RandomGuid.next())
                : DiskLayout.mbr(size, signature(new Random()));
    }

    /** Zero is no signature: Windows takes such a disk for one without. */
    private static int signature(Random random) {
        int signature = random.nextInt();
        return signature == 0 ? 1 : signature;
    }

    private static void checkRoom(Invocation invocation, Deployment deployment) throws IOException {
        Optional<String> problem = deployment.problem();
        if (problem.isPresent()) {
            throw new RequestException(deployment.wim().path() + ": " + problem.get() + ". Take a larger " + SIZE + ". Nothing was made.");
        }
        long needed = deployment.temporaryRoom().orElse(0) + deployment.targetRoom().orElse(0);
        NewImageSpace.check(invocation, deployment.target(), needed, "for the image, and for its volume in a temporary file beside it");
    }

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    @Override
    public Path target() {
        return deployment.target();
    }

    @Override
    public String intent() {
        return "Make an image with the files of " + deployment.wim().path();
    }

    @Override
    public String title() {
        WimImage image = deployment.source();
        // Programs other than Setup take the display name from the registry, which calls Windows 11 by another name.
        String name = image.name().isBlank() ? image.displayName().orElse("") : image.name();
        return name.isBlank() ? ImageArgument.title(target().getFileName().toString()) : name;
    }

    @Override
    public OptionalLong virtualSize() {
        return OptionalLong.of(deployment.layout().size());
    }

    @Override
    public List<Finding> findings() {
        return List.of();
    }

    @Override
    public List<Change> changes() {
        String file = target().toString();
        List<Change> changes = new ArrayList<>();
        String size = ByteSize.format(deployment.layout().size());
        changes.add(addition(file, "a " + deployment.kind().word() + " " + deployment.format().name() + " of " + size));
        for (Partition partition : deployment.layout().partitions()) {
            boolean reserved = partition.type().equals(PartitionType.Gpt.MICROSOFT_RESERVED);
            String text = (reserved ? "Microsoft reserved, " : "NTFS, ") + ByteSize.format(partition.length());
            changes.add(addition(file + " partition " + partition.number(), text));
        }
        WimImage image = deployment.source();
        String content = image.contentSize().isPresent() ? ", " + ByteSize.format(image.contentSize().getAsLong()) : "";
        changes.add(addition(file + " files", "image " + image.index() + (image.name().isBlank() ? "" : " \"" + image.name() + "\"") + content));
        return changes;
    }

    private static Change addition(String subject, String text) {
        return new Change(Action.ADD, subject, Optional.empty(), Optional.of(text));
    }

    @Override
    public List<String> make(StepLines steps) throws IOException {
        deployment.apply(wimlib, mkntfs, invocation.surroundings().clock().instant(), steps);
        return List.of("Made " + target() + "; to go back, delete it.");
    }
}
