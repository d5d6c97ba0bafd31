package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.NewDiskLimits;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.UnsupportedException;

/** The rules about the image file and its chain. */
final class ImageRules {

    private static final String REPAIR = "Run `bcd vdisk repair` on the image, or convert it with `bcd vdisk convert`.";
    private static final String COPY_AGAIN = "Copy the image again from where it came from, or restore it from a backup.";

    private ImageRules() {}

    /** IMG-01 for a file that cannot be opened. */
    static Finding notUsable(String image, FormatException problem) {
        return Finding.error(
                "IMG-01",
                image + " is not a usable virtual disk: " + problem.structure() + " at 0x" + Long.toHexString(problem.position()) + ": " + problem.problem()
                        + code(VirtualDiskStatus.of(problem)),
                problem instanceof UnsupportedException ? "Convert the image with the program that made it." : COPY_AGAIN);
    }

    /** IMG-06 for a chain that cannot be followed. */
    static Finding brokenChain(ChainException problem) {
        return Finding.error("IMG-06", problem.getMessage() + code(problem.status()), remedy(problem.status()));
    }

    private static String remedy(VirtualDiskStatus status) {
        return switch (status) {
            case PARENT_NOT_FOUND -> "Put the parent back where the image expects it, or name the folder of its drive with --map.";
            case PARENT_ID_MISMATCH, PARENT_SIZE_MISMATCH, SECTOR_SIZE_UNSUPPORTED -> "Put the parent back as it was when the image was made.";
            case PARENT_ERROR -> "Repair the parent, or restore it from a backup.";
            default -> "Restore the chain from a backup.";
        };
    }

    private static String code(VirtualDiskStatus status) {
        return " (" + status.toHex() + ")";
    }

    static List<Finding> judge(VirtualDisk disk, NativeBootFacts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Optional<VirtualDisk> member = Optional.of(disk); member.isPresent(); member = member.get().parent()) {
            for (Remark remark : member.get().remarks()) {
                findings.add(finding(member.get().name(), remark));
            }
        }
        judgeBootEnvironment(disk, facts, findings);
        judgeChainSizes(disk, findings);
        judgeSize(disk, findings);
        addPassed(disk, findings);
        return findings;
    }

    private static Finding finding(String name, Remark remark) {
        String text = name + ": " + remark.text();
        return switch (remark.condition()) {
            case FOOTER_MISSING, FOOTER_PADDED -> Finding.error("IMG-01", text + code(VirtualDiskStatus.FOOTER_MISSING), REPAIR);
            case SAVED_STATE, INCOMPLETE ->
                Finding.error("IMG-04", text, "Start and shut down the virtual machine, or make the image again.");
            case LOG_NOT_EMPTY ->
                Finding.error("IMG-05", text, "Run `bcd vdisk repair` on the image, or attach and detach it once in Windows.");
            case FOOTER_SHORT, FOOTER_COPY_DAMAGED, TRAILING_BYTES, HEADER_DAMAGED, REGION_TABLE_DAMAGED, LAST_BLOCK_SHORT ->
                Finding.warning("IMG-01", text, REPAIR);
            case GEOMETRY_TOO_SMALL -> Finding.warning("VHD-C07", text, "Do not convert the image with QEMU's tools.");
            case FIXED_NOT_ALLOCATED ->
                Finding.warning("IMG-14", text + "; starting it will allocate them", "Leave that much space free on the host volume.");
            case PARENT_TIME_STAMP ->
                Finding.warning(
                        "IMG-06",
                        text + code(VirtualDiskStatus.PARENT_TIME_STAMP),
                        "Make sure that the parent's content is what it was, and make it read-only.");
            case TABLE_UNUSUAL, FIELD_UNUSUAL -> Finding.info("IMG-01", text);
            case PARENT_NAMESAKE -> Finding.info("IMG-06", text);
        };
    }

    private static void judgeBootEnvironment(VirtualDisk disk, NativeBootFacts facts, List<Finding> findings) {
        if (disk.format() != DiskFormat.VHDX) {
            return;
        }
        String remedy = "Update the system partition from a newer Windows with bcdboot, or convert the image to VHD.";
        boolean refused = false;
        if (facts.bootEnvironment().isPresent() && !facts.bootEnvironment().get().opensVhdx()) {
            findings.add(
                    Finding.error("IMG-02", "a VHDX cannot be booted by the boot environment " + facts.bootEnvironment().get() + "; Windows 8 was 6.2", remedy));
            refused = true;
        }
        if (facts.generation().isPresent() && !facts.generation().get().isWindows8OrLater()) {
            findings.add(Finding.error("IMG-02", "a VHDX cannot be booted by the " + facts.generation().get().title() + " in it", remedy));
            refused = true;
        }
        if (facts.bootEnvironment().isEmpty() && !refused) {
            findings.add(Finding.info("IMG-02", "a VHDX needs a boot manager of Windows 8 or later; which one there is, is not known"));
        }
    }

    private static void judgeChainSizes(VirtualDisk disk, List<Finding> findings) {
        for (VirtualDisk child = disk; child.parent().isPresent(); child = child.parent().get()) {
            VirtualDisk parent = child.parent().get();
            if (child.virtualSize() != parent.virtualSize()) {
                findings.add(
                        Finding.error(
                                "IMG-06",
                                child.name() + " holds " + child.virtualSize() + " bytes, its parent " + parent.name() + " " + parent.virtualSize()
                                        + code(VirtualDiskStatus.PARENT_SIZE_MISMATCH),
                                "Merge the chain into one image with `bcd vdisk convert`."));
            }
        }
    }

    private static void judgeSize(VirtualDisk disk, List<Finding> findings) {
        boolean vhd = disk.format() == DiskFormat.VHD;
        long most = vhd ? NewDiskLimits.MAX_VHD : NewDiskLimits.MAX_VHDX;
        if (disk.virtualSize() > most) {
            // In bytes: a disk that is a sector too large looks like one that is not.
            findings.add(
                    Finding.error(
                            "IMG-09",
                            "the disk has " + disk.virtualSize() + " bytes, a " + disk.format().name() + " at most " + most + (vhd ? " (2040 GiB)" : " (64 TiB)")
                                    + code(VirtualDiskStatus.INVALID_SIZE),
                            vhd ? "Convert the image to VHDX." : "Move the data to a smaller disk."));
        } else if (vhd && disk.virtualSize() < NewDiskLimits.MIN_VHD) {
            findings.add(
                    Finding.error(
                            "IMG-09",
                            "the disk has " + ByteSize.format(disk.virtualSize()) + ", a VHD at least " + ByteSize.format(NewDiskLimits.MIN_VHD)
                                    + code(VirtualDiskStatus.INVALID_SIZE),
                            "Make a larger image."));
        }
    }

    private static void addPassed(VirtualDisk disk, List<Finding> findings) {
        passed(findings, "IMG-01", "the image is a " + disk.kind().word() + " " + disk.format().name() + " of " + ByteSize.format(disk.virtualSize()));
        boolean vhdx = disk.format() == DiskFormat.VHDX;
        passed(findings, "IMG-02", vhdx ? "the boot environment can open a VHDX" : "any boot environment that can start an image can open a VHD");
        passed(findings, "IMG-04", "the image is complete and belongs to no saved state");
        passed(findings, "IMG-05", "the image was closed cleanly");
        if (disk.parentLink().isEmpty()) {
            passed(findings, "IMG-06", "the image has no parent");
        } else if (disk.parent().isPresent()) {
            passed(findings, "IMG-06", "the chain is complete");
        }
        passed(findings, "IMG-09", "the size is within the limits of " + disk.format().name());
    }

    /** Lists a rule as passed when nothing worse than a word of information was said under it. */
    private static void passed(List<Finding> findings, String rule, String message) {
        for (Finding finding : findings) {
            if (finding.rule().equals(rule) && (finding.severity() != Severity.INFO || rule.equals("IMG-02"))) {
                return;
            }
        }
        findings.add(Finding.ok(rule, message));
    }
}
