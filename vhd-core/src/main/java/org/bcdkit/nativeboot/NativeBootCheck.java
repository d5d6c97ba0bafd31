package org.bcdkit.nativeboot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.ImageFile;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;

/** Applies the rules of native boot to an image: container, chain, partitions, host volume, space. All findings are collected. */
public final class NativeBootCheck {

    private final List<Finding> findings = new ArrayList<>();
    private final NativeBootFacts facts;

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

    private NativeBootReport check(ImageFile image, DiskImages images) throws IOException {
        VirtualDisk alone;
        try {
            alone = images.openWithoutParents(image);
        } catch (FormatException e) {
            findings.add(ImageRules.notUsable(image.toString(), e));
            return NativeBootReport.unreadable(findings);
        }
        try (VirtualDisk disk = openParents(alone, image, images)) {
            return judge(disk);
        }
    }

    /** The disk with its parents; without them, and a finding, when they are not what they should be. */
    private VirtualDisk openParents(VirtualDisk disk, ImageFile image, DiskImages images) throws IOException {
        try {
            return images.openParents(disk, image);
        } catch (ChainException e) {
            findings.add(ImageRules.brokenChain(e));
            return disk; // closed by now, but what was learned by opening it still holds
        }
    }

    private NativeBootReport judge(VirtualDisk disk) throws IOException {
        findings.addAll(ImageRules.judge(disk, facts, Optional.empty()));
        Optional<PartitionTable> table = Optional.empty();
        if (disk.parentLink().isEmpty() || disk.parent().isPresent()) {
            table = partitions(disk);
        }
        findings.addAll(HostRules.judge(facts, disk, Optional.empty()));
        SpacePicture space = SpaceRules.picture(disk, facts);
        findings.addAll(SpaceRules.judge(disk, space));
        return new NativeBootReport(findings, Optional.of(ImageFacts.of(disk, table)), Optional.of(space), Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    private Optional<PartitionTable> partitions(VirtualDisk disk) throws IOException {
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
}
