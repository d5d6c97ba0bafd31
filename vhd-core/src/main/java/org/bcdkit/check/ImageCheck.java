package org.bcdkit.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.ImageFile;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.plan.Rule;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.Storage;
import org.bcdkit.vhd.VhdCheck;
import org.bcdkit.vhdx.VhdxCheck;

/** Checks a VHD or VHDX: goes on after the first fault, and tells all that is wrong with the file and with the chain of its parents. */
public final class ImageCheck {

    private static final String LINK = "parent link";

    private final DiskImages images;
    private final CheckLevel level;
    private final Progress progress;

    /**
     * @param images where parents are looked for
     * @param progress hears of the bytes of each disk
     */
    public ImageCheck(DiskImages images, CheckLevel level, Progress progress) {
        this.images = images;
        this.level = level;
        this.progress = progress;
    }

    /**
     * Checks the image in {@code file}.
     *
     * @throws org.bcdkit.storage.MalformedException when it is neither a VHD nor a VHDX
     */
    public ImageCheckReport check(ImageFile file) throws IOException {
        List<ImageFinding> findings = new ArrayList<>();
        List<ImageFile> parents = new ArrayList<>();
        DiskFormat format;
        try (Storage storage = file.open()) {
            format = format(storage);
            findings.addAll(findings(storage, level, progress));
        }
        if (level.includes(CheckLevel.FULL)) {
            findings.addAll(chain(file, findings, parents));
        }
        if (level.includes(CheckLevel.DEEP)) {
            for (ImageFile parent : parents) {
                try (Storage storage = parent.open()) {
                    findings.addAll(findings(storage, level, progress));
                }
            }
        }
        return new ImageCheckReport(file.name(), format, level, 1 + (level.includes(CheckLevel.DEEP) ? parents.size() : 0), findings);
    }

    private static DiskFormat format(Storage storage) throws IOException {
        return VhdxCheck.recognises(storage) ? DiskFormat.VHDX : DiskFormat.VHD;
    }

    /**
     * What is wrong with the image in {@code storage} by itself.
     *
     * @throws org.bcdkit.storage.MalformedException when it is neither a VHD nor a VHDX
     */
    static List<ImageFinding> findings(Storage storage, CheckLevel level) throws IOException {
        return findings(storage, level, Progress.NONE);
    }

    private static List<ImageFinding> findings(Storage storage, CheckLevel level, Progress progress) throws IOException {
        FoundFaults faults = new FoundFaults(storage.name());
        boolean vhdx = format(storage) == DiskFormat.VHDX;
        try {
            if (vhdx) {
                VhdxCheck.check(storage, level, faults, progress);
            } else if (!VhdCheck.check(storage, level, faults, progress)) {
                throw DiskImages.noImage(storage);
            }
        } catch (FormatException e) {
            if (e.structure().equals(DiskImages.IMAGE)) {
                throw e;
            }
            // A structure that is cut off: what it would have said is not known.
            faults.found(vhdx ? VirtualDiskRule.VHDX_FILE_END : VirtualDiskRule.VHD_FILE_END, e);
        }
        return faults.findings();
    }

    /** @param own what is wrong with the image itself: with an error there is nobody to ask for its parents */
    private List<ImageFinding> chain(ImageFile file, List<ImageFinding> own, List<ImageFile> parents) throws IOException {
        List<ImageFinding> findings = new ArrayList<>();
        VirtualDisk alone;
        try {
            alone = images.openWithoutParents(file);
        } catch (FormatException e) {
            if (!hasError(own)) {
                throw e;
            }
            return findings;
        }
        if (alone.parentLink().isEmpty()) {
            alone.close();
            return findings;
        }
        try (VirtualDisk disk = images.openParents(alone, file, parents)) {
            for (Optional<VirtualDisk> member = Optional.of(disk); member.isPresent(); member = member.get().parent()) {
                addRemarks(member.get(), findings);
                addSizes(member.get(), findings);
            }
        } catch (ChainException e) {
            findings.add(new ImageFinding(rule(e.status()), Severity.ERROR, e.child(), LINK, OptionalLong.empty(), e.problem(), Optional.of(e.status())));
        }
        return findings;
    }

    private static boolean hasError(List<ImageFinding> findings) {
        for (ImageFinding finding : findings) {
            if (finding.severity() == Severity.ERROR) {
                return true;
            }
        }
        return false;
    }

    private static Rule rule(VirtualDiskStatus status) {
        return switch (status) {
            case CHAIN_CYCLE -> VirtualDiskRule.CHAIN;
            case PARENT_SIZE_MISMATCH, SECTOR_SIZE_UNSUPPORTED -> VirtualDiskRule.PARENT_FIT;
            default -> VirtualDiskRule.PARENT;
        };
    }

    private static void addRemarks(VirtualDisk disk, List<ImageFinding> findings) {
        for (Remark remark : disk.remarks()) {
            if (remark.condition() == Condition.PARENT_TIME_STAMP) {
                findings.add(finding(VirtualDiskRule.PARENT_CHANGED, Severity.WARNING, disk, remark.text(), VirtualDiskStatus.PARENT_TIME_STAMP));
            } else if (remark.condition() == Condition.PARENT_NAMESAKE) {
                findings.add(new ImageFinding(
                        VirtualDiskRule.PARENT, Severity.INFO, disk.name(), LINK, OptionalLong.empty(), remark.text(), Optional.empty()));
            }
        }
    }

    private static void addSizes(VirtualDisk child, List<ImageFinding> findings) {
        if (child.parent().isPresent() && child.parent().get().virtualSize() != child.virtualSize()) {
            VirtualDisk parent = child.parent().get();
            String problem = "it holds " + child.virtualSize() + " bytes, its parent " + parent.name() + " " + parent.virtualSize();
            findings.add(finding(VirtualDiskRule.PARENT_FIT, Severity.WARNING, child, problem, VirtualDiskStatus.PARENT_SIZE_MISMATCH));
        }
    }

    private static ImageFinding finding(Rule rule, Severity severity, VirtualDisk disk, String problem, VirtualDiskStatus status) {
        return new ImageFinding(rule, severity, disk.name(), LINK, OptionalLong.empty(), problem, Optional.of(status));
    }
}
