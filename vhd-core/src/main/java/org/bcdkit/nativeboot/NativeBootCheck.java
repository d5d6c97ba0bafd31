package org.bcdkit.nativeboot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.ImageFile;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;
import org.bcdkit.windows.WindowsInstallation;

/**
 * Applies the rules of native boot to an image: host, container, chain, space, partitions, volumes, Windows. All findings are collected; what lies in
 * a layer that cannot be read is not judged. Specification: native boot of virtual disks, section 3.
 */
public final class NativeBootCheck {

    private final NativeBootFacts facts;
    /** That of the image and those of its parents. */
    private final List<ImageFile> files = new ArrayList<>();
    private Optional<ChainException> brokenChain = Optional.empty();

    private NativeBootCheck(NativeBootFacts facts) {
        this.facts = facts;
    }

    /**
     * Judges the image in a file. An image that is damaged or is none gives a finding.
     *
     * @throws IOException when the file is not there or cannot be read
     */
    public static NativeBootReport check(ImageFile image, DiskImages images, NativeBootFacts facts) throws IOException {
        return new NativeBootCheck(facts).check(image, images);
    }

    /** As {@link #check(ImageFile, DiskImages, NativeBootFacts)}, for a file of this machine. */
    public static NativeBootReport check(Path image, DiskImages images, NativeBootFacts facts) throws IOException {
        return check(images.file(image), images, facts);
    }

    /**
     * Judges an image that lies on a volume that cannot be read here: by where it lies, and for no more than that.
     *
     * @param why the volume cannot be read
     */
    public static NativeBootReport unreachable(FormatException why, NativeBootFacts facts) {
        List<Finding> findings = new ArrayList<>(HostRules.judge(facts, Optional.empty(), Optional.empty()));
        findings.add(ImageRules.notReachable(why));
        return NativeBootReport.unreadable(findings);
    }

    /**
     * Judges where an image is to lie that is still to be made.
     *
     * @param virtualSize what its disk will hold: in the end its file has about that size, whatever it starts with
     */
    public static List<Finding> checkHost(NativeBootFacts facts, OptionalLong virtualSize) {
        List<Finding> findings = new ArrayList<>(HostRules.judge(facts, Optional.empty(), Optional.empty()));
        OptionalLong free = facts.host().volume().free();
        if (virtualSize.isPresent() && free.isPresent()) {
            findings.add(SpaceRules.judgeNew(free.getAsLong(), virtualSize.getAsLong()));
        }
        return findings;
    }

    private NativeBootReport check(ImageFile image, DiskImages images) throws IOException {
        VirtualDisk alone;
        try {
            alone = images.openWithoutParents(image);
        } catch (FormatException e) {
            return NativeBootReport.unreadable(List.of(ImageRules.notUsable(image.name(), e)));
        }
        files.add(image);
        try (VirtualDisk disk = openParents(alone, image, images)) {
            return judge(disk);
        }
    }

    /** The disk with its parents; without them, and a finding, when they are not what they should be. */
    private VirtualDisk openParents(VirtualDisk disk, ImageFile image, DiskImages images) throws IOException {
        try {
            return images.openParents(disk, image, files);
        } catch (ChainException e) {
            brokenChain = Optional.of(e);
            return disk; // closed by now, but what was learned by opening it still holds
        }
    }

    /**
     * What is deepest in the image is read first, since rules about its file depend on the Windows in it; they are listed from the outside inwards.
     */
    private NativeBootReport judge(VirtualDisk disk) throws IOException {
        List<Finding> inside = new ArrayList<>();
        Optional<PartitionTable> table = Optional.empty();
        Optional<ExaminedVolume> chosen = Optional.empty();
        if (brokenChain.isEmpty()) {
            table = partitions(disk, inside);
            if (table.isPresent()) {
                chosen = volumes(disk, table.get(), inside);
            }
        }
        Optional<WindowsInstallation> windows = chosen.isPresent() ? chosen.get().windows() : Optional.empty();
        List<Finding> findings = new ArrayList<>(HostRules.judge(facts, Optional.of(disk), windows));
        findings.addAll(ImageRules.judge(disk, facts, windows));
        if (brokenChain.isPresent()) {
            findings.add(ImageRules.brokenChain(brokenChain.get()));
        } else {
            findings.addAll(ChainRules.judge(ChainFile.of(files), windows.isPresent() ? windows.get().version() : Optional.empty()));
        }
        SpacePicture space = SpaceRules.picture(disk, facts, windows);
        findings.addAll(SpaceRules.judge(disk, space, facts, windows));
        findings.addAll(inside);
        return new NativeBootReport(
                findings,
                Optional.of(ImageFacts.of(disk, table)),
                Optional.of(space),
                windows,
                chosen.isPresent() ? OptionalInt.of(chosen.get().number()) : OptionalInt.empty(),
                chosen.isPresent() ? chosen.get().state() : Optional.empty());
    }

    private Optional<PartitionTable> partitions(VirtualDisk disk, List<Finding> findings) throws IOException {
        Storage contents = disk.contents();
        try {
            PartitionTable table = PartitionTables.read(contents, disk.sectorSize());
            findings.addAll(PartitionRules.judge(disk.name(), table, contents));
            return Optional.of(table);
        } catch (FormatException e) {
            findings.add(PartitionRules.damaged(e));
            return Optional.empty();
        }
    }

    /** The volume whose Windows will start; empty when there is none, or more than one. */
    private Optional<ExaminedVolume> volumes(VirtualDisk disk, PartitionTable table, List<Finding> findings) throws IOException {
        List<ExaminedVolume> volumes = ImageSurvey.of(disk.contents(), table);
        Optional<ExaminedVolume> chosen = onlyWindows(volumes);
        if (!volumes.isEmpty()) {
            findings.add(PartitionRules.judgeWindows(volumes));
        }
        if (!table.partitions().isEmpty()) {
            findings.addAll(PartitionRules.judgeStyle(table, facts.target().firmware()));
        }
        if (chosen.isPresent()) {
            findings.addAll(PartitionRules.judgeWindowsPartition(chosen.get()));
        }
        findings.addAll(VolumeRules.judge(volumes, chosen));
        if (chosen.isPresent()) {
            findings.addAll(SystemRules.judge(chosen.get().windows().get(), facts, disk.kind()));
        }
        return chosen;
    }

    private static Optional<ExaminedVolume> onlyWindows(List<ExaminedVolume> volumes) {
        Optional<ExaminedVolume> only = Optional.empty();
        for (ExaminedVolume volume : volumes) {
            if (volume.windows().isPresent()) {
                if (only.isPresent()) {
                    return Optional.empty();
                }
                only = Optional.of(volume);
            }
        }
        return only;
    }
}
