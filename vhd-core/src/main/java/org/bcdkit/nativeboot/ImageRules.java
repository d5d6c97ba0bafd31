package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDiskLimits;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VirtualDiskStatus;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Rule;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsVersion;

/** The rules about the image file and its chain. */
final class ImageRules {

    private static final String REPAIR = "Convert the image with another program that reads it, or restore it from a backup.";
    private static final String COPY_AGAIN = "Copy the image again from where it came from, or restore it from a backup.";

    private static final int USUAL_SECTOR = 512;

    /** Those under one rule stay in their order. */
    private static final Comparator<Finding> BY_RULE = new Comparator<>() {
        @Override
        public int compare(Finding a, Finding b) {
            return a.rule().compareTo(b.rule());
        }
    };

    private ImageRules() {}

    /** IMG-01 for a file that cannot be opened. */
    static Finding notUsable(String image, FormatException problem) {
        return Finding.error(
                NativeBootRule.IMAGE,
                image + " is not a usable virtual disk: " + withoutSource(problem) + code(VirtualDiskStatus.of(problem)),
                problem instanceof UnsupportedException ? "Convert the image with the program that made it." : COPY_AGAIN);
    }

    /** IMG-01 for a file on a volume that cannot be read. */
    static Finding notReachable(FormatException problem) {
        return Finding.error(
                NativeBootRule.IMAGE,
                "the image cannot be looked into, because the volume that holds it cannot be read: " + problem.problem(),
                "Mount the volume, unlocked where it is encrypted, and name the image as a file; or copy it to an NTFS partition.");
    }

    /** What is wrong and where, for sentences that have said in what. */
    static String withoutSource(FormatException problem) {
        return problem.structure() + " at 0x" + Long.toHexString(problem.position()) + ": " + problem.problem();
    }

    /** IMG-06 for a chain that cannot be followed. */
    static Finding brokenChain(ChainException problem) {
        return Finding.error(NativeBootRule.CHAIN, problem.getMessage() + code(problem.status()), remedy(problem.status()));
    }

    private static String remedy(VirtualDiskStatus status) {
        return switch (status) {
            case PARENT_NOT_FOUND -> "Put the parent back where the image expects it, name the folder of its drive with --map, or say with bcd vdisk reparent where it is.";
            case PARENT_ID_MISMATCH, PARENT_SIZE_MISMATCH, SECTOR_SIZE_UNSUPPORTED -> "Put the parent back as it was when the image was made.";
            case PARENT_ERROR -> "Repair the parent, or restore it from a backup.";
            default -> "Restore the chain from a backup.";
        };
    }

    private static String code(VirtualDiskStatus status) {
        return " (" + status.toHex() + ")";
    }

    /** @param windows the one in the image, where it is known */
    static List<Finding> judge(VirtualDisk disk, NativeBootFacts facts, Optional<WindowsInstallation> windows) {
        List<Finding> findings = new ArrayList<>();
        for (Optional<VirtualDisk> member = Optional.of(disk); member.isPresent(); member = member.get().parent()) {
            for (Remark remark : member.get().remarks()) {
                findings.add(finding(member.get().name(), remark));
            }
        }
        Optional<WindowsVersion> version = windows.isPresent() ? windows.get().version() : Optional.empty();
        judgeBootEnvironment(disk, facts, version, findings);
        judgeFormat(disk, version, findings);
        judgeChainSizes(disk, findings);
        judgeSize(disk, findings);
        judgeSectorSize(disk, findings);
        judgeUsers(facts, findings);
        judgeKind(disk, windows.isPresent() ? windows.get().edition() : Optional.empty(), findings);
        addPassed(disk, findings);
        findings.sort(BY_RULE);
        return findings;
    }

    private static Finding finding(String name, Remark remark) {
        String text = name + ": " + remark.text();
        return switch (remark.condition()) {
            case FOOTER_MISSING, FOOTER_PADDED -> Finding.error(NativeBootRule.IMAGE, text + code(VirtualDiskStatus.FOOTER_MISSING), REPAIR);
            case SAVED_STATE, INCOMPLETE ->
                Finding.error(NativeBootRule.IMAGE_STATE, text, "Start and shut down the virtual machine, or make the image again.");
            case LOG_NOT_EMPTY ->
                Finding.error(
                        NativeBootRule.CLOSED_CLEANLY,
                        text,
                        "Run bcd vdisk repair, or attach and detach the image once in Windows: both write what is in the log.");
            case FOOTER_SHORT, FOOTER_COPY_DAMAGED, TRAILING_BYTES, HEADER_DAMAGED, REGION_TABLE_DAMAGED, LAST_BLOCK_SHORT ->
                Finding.warning(NativeBootRule.IMAGE, text, REPAIR);
            case GEOMETRY_TOO_SMALL -> Finding.warning(NativeBootRule.GEOMETRY, text, "Do not convert the image with QEMU's tools.");
            case SIZE_ROUNDED -> Finding.info(NativeBootRule.ROUNDED_SIZE, text);
            case FIXED_NOT_ALLOCATED ->
                Finding.warning(NativeBootRule.FIXED_ALLOCATED, text + "; starting it will allocate them", "Leave that much space free on the host "
                        + "volume.");
            case PARENT_TIME_STAMP ->
                Finding.warning(
                        NativeBootRule.CHAIN,
                        text + code(VirtualDiskStatus.PARENT_TIME_STAMP),
                        "Make sure that the parent's content is what it was, and make it read-only.");
            case TABLE_UNUSUAL, FIELD_UNUSUAL -> Finding.info(NativeBootRule.IMAGE, text);
            case PARENT_NAMESAKE -> Finding.info(NativeBootRule.CHAIN, text);
        };
    }

    private static void judgeBootEnvironment(VirtualDisk disk, NativeBootFacts facts, Optional<WindowsVersion> windows, List<Finding> findings) {
        if (disk.format() != DiskFormat.VHDX) {
            return;
        }
        String remedy = "Update the system partition from a newer Windows with bcdboot, or convert the image to VHD.";
        boolean refused = false;
        Optional<WindowsVersion> bootEnvironment = facts.host().disk().bootEnvironment();
        if (bootEnvironment.isPresent() && !bootEnvironment.get().isWindows8OrLater()) {
            findings.add(
                    Finding.error(NativeBootRule.VHDX_SUPPORT, "a VHDX cannot be booted by the boot environment "
                            + bootEnvironment.get() + "; Windows 8 was 6.2", remedy));
            refused = true;
        }
        if (windows.isPresent() && !windows.get().isWindows8OrLater()) {
            findings.add(
                    Finding.error(
                            NativeBootRule.VHDX_SUPPORT,
                            "the Windows in the image, " + windows.get() + ", cannot run from a VHDX; Windows 8 was 6.2",
                            "Convert the image to VHD."));
            refused = true;
        }
        if (bootEnvironment.isEmpty() && !refused) {
            findings.add(Finding.info(NativeBootRule.VHDX_SUPPORT, "a VHDX needs a boot manager of Windows 8 or later; which one there is, is not "
                    + "known"));
        }
    }

    private static void judgeFormat(VirtualDisk disk, Optional<WindowsVersion> windows, List<Finding> findings) {
        if (windows.isEmpty() || disk.format() != DiskFormat.VHD) {
            return;
        }
        findings.add(
                windows.get().isAtLeast(10, 0, 10240)
                        ? Finding.warning(
                                NativeBootRule.VHD_SUPPORT,
                                "the image is a VHD, and Microsoft documents only VHDX for the Windows in it, " + windows.get() + "; a VHD usually "
                                        + "starts all the same",
                                "Convert the image to VHDX.")
                        : Finding.ok(NativeBootRule.VHD_SUPPORT, "the Windows in the image, " + windows.get() + ", starts from a VHD"));
    }

    private static void judgeSectorSize(VirtualDisk disk, List<Finding> findings) {
        findings.add(
                disk.sectorSize() == USUAL_SECTOR
                        ? Finding.ok(NativeBootRule.SECTOR_SIZE, "the disk has sectors of 512 bytes")
                        : Finding.warning(
                                NativeBootRule.SECTOR_SIZE,
                                "the disk has sectors of " + disk.sectorSize() + " bytes, and nobody has told of starting Windows from such an image",
                                "Make an image with sectors of 512 bytes."));
    }

    private static void judgeUsers(NativeBootFacts facts, List<Finding> findings) {
        Optional<List<String>> users = facts.host().file().users();
        if (users.isEmpty()) {
            return;
        }
        findings.add(
                users.get().isEmpty()
                        ? Finding.ok(NativeBootRule.NOT_IN_USE, "nobody has the image attached or locked")
                        : Finding.error(
                                NativeBootRule.NOT_IN_USE,
                                "the image is in use by " + String.join(", ", users.get()) + code(VirtualDiskStatus.ALREADY_OWNED),
                                "Detach the image, or shut down the virtual machine that uses it."));
    }

    /** IMG-12 and IMG-13: what a disk that grows, or that depends on another, is good for. */
    private static void judgeKind(VirtualDisk disk, Optional<String> edition, List<Finding> findings) {
        boolean fixed = disk.kind() == DiskKind.FIXED;
        if (edition.isPresent()) {
            boolean server = SystemRules.isServer(edition.get());
            findings.add(
                    server && !fixed
                            ? Finding.warning(
                                    NativeBootRule.SERVER_FIXED,
                                    "a server, " + edition.get() + ", lies in a " + disk.kind().word() + " image; a fixed one is faster and "
                                            + "protects data better",
                                    "Convert the image to a fixed one.")
                            : Finding.ok(NativeBootRule.SERVER_FIXED, server ? "the server lies in a fixed image" : "the Windows in the image is no "
                                    + "server"));
        }
        if (!fixed) {
            findings.add(
                    Finding.info(
                            NativeBootRule.OUTSIDE,
                            "a " + disk.kind().word() + " image is for development and tests: keep data that matters on a partition outside it, for "
                                    + "the image may be lost when the power fails"));
        } else {
            findings.add(Finding.ok(NativeBootRule.OUTSIDE, "the image is fixed"));
        }
    }

    private static void judgeChainSizes(VirtualDisk disk, List<Finding> findings) {
        for (VirtualDisk child = disk; child.parent().isPresent(); child = child.parent().get()) {
            VirtualDisk parent = child.parent().get();
            if (child.virtualSize() != parent.virtualSize()) {
                findings.add(
                        Finding.error(
                                NativeBootRule.CHAIN,
                                child.name() + " holds " + child.virtualSize() + " bytes, its parent " + parent.name() + " " + parent.virtualSize()
                                        + code(VirtualDiskStatus.PARENT_SIZE_MISMATCH),
                                "Merge the chain into one image in Windows, for instance with diskpart's merge vdisk."));
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
                            NativeBootRule.IMAGE_SIZE,
                            "the disk has " + disk.virtualSize() + " bytes, a " + disk.format().name() + " at most "
                                    + most + (vhd ? " (2040 GiB)" : " (64 TiB)")
                                    + code(VirtualDiskStatus.INVALID_SIZE),
                            vhd ? "Convert the image to VHDX." : "Move the data to a smaller disk."));
        } else if (vhd && disk.virtualSize() < NewDiskLimits.MIN_VHD) {
            findings.add(
                    Finding.error(
                            NativeBootRule.IMAGE_SIZE,
                            "the disk has " + ByteSize.format(disk.virtualSize()) + ", a VHD at least " + ByteSize.format(NewDiskLimits.MIN_VHD)
                                    + code(VirtualDiskStatus.INVALID_SIZE),
                            "Make a larger image."));
        }
    }

    private static void addPassed(VirtualDisk disk, List<Finding> findings) {
        passed(findings, NativeBootRule.IMAGE, "the image is a "
                + disk.kind().word() + " " + disk.format().name() + " of " + ByteSize.format(disk.virtualSize()));
        boolean vhdx = disk.format() == DiskFormat.VHDX;
        passed(findings, NativeBootRule.VHDX_SUPPORT, vhdx ? "the boot environment can open a VHDX" : "any boot environment that can start an image "
                + "can open a VHD");
        passed(findings, NativeBootRule.IMAGE_STATE, "the image is complete and belongs to no saved state");
        passed(findings, NativeBootRule.CLOSED_CLEANLY, "the image was closed cleanly");
        if (disk.parentLink().isEmpty()) {
            passed(findings, NativeBootRule.CHAIN, "the image has no parent");
        } else if (disk.parent().isPresent()) {
            passed(findings, NativeBootRule.CHAIN, "the chain is complete");
        }
        passed(findings, NativeBootRule.IMAGE_SIZE, "the size is within the limits of " + disk.format().name());
    }

    /** Lists a rule as passed when nothing worse than a word of information was said under it. */
    private static void passed(List<Finding> findings, Rule rule, String message) {
        for (Finding finding : findings) {
            if (finding.rule().equals(rule.id()) && (finding.severity() != Severity.INFO || rule == NativeBootRule.VHDX_SUPPORT)) {
                return;
            }
        }
        findings.add(Finding.ok(rule, message));
    }
}
