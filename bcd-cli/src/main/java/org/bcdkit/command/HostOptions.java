package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.argument.FirmwareArgument;
import org.bcdkit.argument.HostArgument;
import org.bcdkit.argument.MapArgument;
import org.bcdkit.argument.PageFileArgument;
import org.bcdkit.argument.PartitionNumberArgument;
import org.bcdkit.argument.SizeArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.nativeboot.PageFileChoice;
import org.bcdkit.nativeboot.TargetFacts;

/** The options that say where an image will be started and by what machine; those that add an entry for an image and those that only judge one share them. */
final class HostOptions {

    static final String HOST = "--host";
    static final String PATH = "--path";
    static final String DISK = "--disk";
    static final String PARTITION = "--partition";

    private static final String FIRMWARE = "--firmware";
    private static final String RAM = "--ram";
    private static final String PAGE_FILE = "--page-file";
    private static final String IMAGE = "IMAGE";

    private final Invocation invocation;
    private final MapArgument drives;
    private final int image;

    HostOptions(Invocation invocation) {
        this(invocation, 0);
    }

    /** @param image which parameter names the image; counted from 0 */
    HostOptions(Invocation invocation, int image) {
        this.invocation = invocation;
        this.image = image;
        this.drives = MapArgument.parse(invocation.global().maps());
    }

    /**
     * Adds them to what a command takes, and the image itself.
     *
     * @param firmware what is taken when the firmware is not said, to follow "without it,"
     */
    static Syntax describe(Syntax syntax, String firmware) {
        syntax.parameterOr(IMAGE, DISK, "The VHD or VHDX file, on this machine; with --disk, there is none.");
        describePlace(syntax)
                .option(DISK, "DISK", "A disk, or the image of one, that holds the image in one of its partitions, which need not be mounted.")
                .option(PARTITION, "N", "With --disk: the number of the partition that holds the image; --path says where in it.");
        return describeMachine(syntax, firmware);
    }

    /** Adds to what a command takes those that say where the image will lie. */
    static Syntax describePlace(Syntax syntax) {
        return syntax.option(
                        HOST,
                        "PARENT",
                        "Where the boot manager finds the image: gpt:{disk},{partition}, mbr:SIGNATURE,OFFSET (in bytes), boot, locate (search all"
                                + " volumes), or a drive letter with --map; without it, the partition that IMAGE lies on.")
                .option(PATH, "PATH", "The path of the image on that volume, for instance '\\vhds\\w11.vhdx'; without it, where IMAGE is now.");
    }

    /**
     * Adds to what a command takes those about the machine that will start the image.
     *
     * @param firmware what is taken when the firmware is not said, to follow "without it,"
     */
    static Syntax describeMachine(Syntax syntax, String firmware) {
        return syntax.choice(FIRMWARE, FirmwareArgument.words(), "The firmware that will start it; without it, " + firmware + ".")
                .option(RAM, "SIZE", "The memory of the machine that will start it, for the size of the page file; without it, that of this machine.")
                .option(PAGE_FILE, "SIZE|auto|none", "The page file that the host volume has to hold as well: a size, what Windows chooses (auto), or none.");
    }

    /** What {@code --host} says. */
    Optional<HostArgument> host() {
        Optional<String> word = invocation.value(HOST);
        return word.isPresent() ? Optional.of(HostArgument.parse(word.get(), drives)) : Optional.empty();
    }

    /** What {@code --firmware} says. */
    Optional<FirmwareKind> firmware() {
        Optional<String> word = invocation.value(FIRMWARE);
        return word.isPresent() ? Optional.of(FirmwareArgument.parse(word.get())) : Optional.empty();
    }

    /** Whether the image lies inside a disk. */
    boolean isInsideDisk() {
        return invocation.has(DISK);
    }

    /**
     * Finds the image, and what is known about where it is.
     *
     * @param host what {@link #host} says, or more
     */
    ImagePlace place(Optional<HostArgument> host) throws IOException {
        Optional<String> path = invocation.value(PATH);
        if (isInsideDisk()) {
            refuseWithDisk();
            int partition = PartitionNumberArgument.parse(PARTITION, required(PARTITION));
            return ImageInDisk.open(invocation, Path.of(invocation.requiredValue(DISK)), partition, required(PATH));
        }
        if (invocation.has(PARTITION)) {
            throw new UsageException(PARTITION + " says which partition of a disk is meant; name the disk with " + DISK + ".");
        }
        if (invocation.optionalParameter(image).isEmpty()) {
            throw new UsageException(IMAGE + " is missing: a VHD or VHDX file, or " + DISK + ", " + PARTITION + " and " + PATH + " for one inside a disk.");
        }
        Path file = invocation.existingFile(image);
        return ImageOnMachine.find(file, images().file(file), host, path, invocation.surroundings().host());
    }

    /** An image of this machine that is still to be made. */
    ImageOnMachine expected(Path image, Optional<HostArgument> host) throws IOException {
        return ImageOnMachine.expected(image, images().file(image), host, invocation.value(PATH), invocation.surroundings().host());
    }

    /** The same when it was made. */
    ImageOnMachine made(Path image, Optional<HostArgument> host) throws IOException {
        return ImageOnMachine.find(image, images().file(image), host, invocation.value(PATH), invocation.surroundings().host());
    }

    /** Whether anything was said about where the image will lie, or about the machine that will start it. */
    boolean isGiven() {
        return invocation.has(HOST) || invocation.has(PATH) || invocation.has(RAM) || invocation.has(PAGE_FILE);
    }

    private void refuseWithDisk() {
        if (invocation.optionalParameter(image).isPresent()) {
            throw new UsageException(
                    "With " + DISK + " there is no " + IMAGE + ": " + PARTITION + " and " + PATH + " say where in the disk it is.");
        }
        if (invocation.has(HOST)) {
            throw new UsageException(HOST + " and " + DISK + " both say where the image is; give one of them.");
        }
    }

    private String required(String option) {
        if (!invocation.has(option)) {
            throw new UsageException(DISK + " needs " + option + ": " + PARTITION + " says which partition holds the image, and " + PATH + " where in it.");
        }
        return invocation.requiredValue(option);
    }

    private DiskImages images() {
        return DiskImages.inFiles(drives.volumes());
    }

    /**
     * Judges an image by the rules, and under {@code --force} less strictly.
     *
     * @param facts what is known beforehand
     */
    NativeBootReport judge(ImagePlace place, NativeBootFacts facts) throws IOException {
        NativeBootReport report = place.judge(images(), facts);
        return invocation.global().force() ? report.forced() : report;
    }

    /**
     * What the command line says about the start of an image, and what this machine says about itself where the command line says nothing.
     *
     * @param firmware that is known otherwise; absent for that of this machine, when this is the one that starts the image
     */
    NativeBootFacts facts(ImagePlace place, Optional<FirmwareKind> firmware) throws IOException {
        TargetFacts wanted = TargetFacts.UNKNOWN;
        if (invocation.has(PAGE_FILE)) {
            wanted = wanted.withPageFile(PageFileArgument.parse(invocation.requiredValue(PAGE_FILE)));
        }
        if (invocation.has(RAM)) {
            wanted = wanted.withMemory(SizeArgument.parse(RAM, invocation.requiredValue(RAM)));
        }
        Optional<FirmwareKind> known = firmware().isPresent() ? firmware() : firmware;
        if (known.isPresent()) {
            wanted = wanted.withFirmware(known.get());
        }
        return new NativeBootFacts(place.facts(), withMachine(wanted, place.isStartedHere()));
    }

    private TargetFacts withMachine(TargetFacts wanted, boolean here) throws IOException {
        boolean dependsOnMemory = wanted.pageFile() instanceof PageFileChoice.Automatic && wanted.memory().isEmpty();
        if (!dependsOnMemory && !here) {
            return wanted;
        }
        TargetFacts machine = invocation.surroundings().host().target();
        OptionalLong memory = dependsOnMemory ? machine.memory() : OptionalLong.empty();
        TargetFacts facts = memory.isPresent() ? wanted.withMemory(memory.getAsLong()) : wanted;
        if (here && wanted.firmware().isEmpty() && machine.firmware().isPresent()) {
            facts = facts.withFirmware(machine.firmware().get());
        }
        boolean sameFirmware = facts.firmware().equals(machine.firmware());
        return here && sameFirmware && machine.architecture().isPresent() ? facts.withArchitecture(machine.architecture().get()) : facts;
    }
}
