package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.windows.WindowsVersion;

/**
 * The rules about the disk and its system partition: what starts, and finds the image. Specification: native boot of virtual disks, HST-01, HST-02
 * and HST-12 to HST-14.
 */
final class BootEnvironmentRules {

    private static final int SECTOR_OF_VHD = 512;

    /** Windows attaches about 512. */
    private static final int MANY_IMAGES = 500;

    private BootEnvironmentRules() {}

    /** HST-01 and HST-02. */
    static List<Finding> judgeSystemPartitions(NativeBootFacts facts) {
        List<Finding> findings = new ArrayList<>();
        if (facts.host().disk().systemPartitions().isEmpty()) {
            return findings;
        }
        List<SystemPartition> all = facts.host().disk().systemPartitions().get();
        List<SystemPartition> fitting = ofFirmware(all, facts.target().firmware());
        Finding presence = judgePresence(all, fitting, facts.target().firmware());
        boolean only = !facts.host().disk().startedElsewhere() || presence.severity() == Severity.OK;
        findings.add(only ? presence : withOtherDisks(presence));
        for (SystemPartition partition : all) {
            if (partition.holdsImage()) {
                findings.add(
                        Finding.warning(
                                NativeBootRule.SECOND_PARTITION,
                                "the image lies on the system partition itself, " + partition.name() + "; Microsoft asks for a second one",
                                "Make another NTFS partition on the disk, and move the image there."));
                return findings;
            }
        }
        if (!all.isEmpty()) {
            findings.add(Finding.ok(NativeBootRule.SECOND_PARTITION, "the image lies on another partition than the system partition"));
        }
        return findings;
    }

    /** What this disk lacks may be on one that was not looked at. */
    private static Finding withOtherDisks(Finding missing) {
        return Finding.warning(
                NativeBootRule.SYSTEM_PARTITION,
                missing.message() + ", on the disk that holds the image; another disk may have what starts the machine",
                missing.remedy().get());
    }

    private static Finding judgePresence(List<SystemPartition> all, List<SystemPartition> fitting, Optional<FirmwareKind> firmware) {
        String bootEnvironment = "a boot environment on it in Windows with bcdboot, for instance bcdboot C:\\Windows /s S: /f "
                + (firmware.isPresent() ? firmware.get().title() : "ALL") + ".";
        String partition =
                firmware.isPresent() ? titleOfPartition(firmware.get()) : "an EFI system partition for UEFI, an active primary partition for BIOS";
        String make = "Make " + partition + ", and put " + bootEnvironment;
        if (all.isEmpty()) {
            return Finding.error(
                    NativeBootRule.SYSTEM_PARTITION, "there is no system partition: no EFI system partition, and no active one in an MBR", make);
        }
        if (fitting.isEmpty()) {
            return Finding.error(
                    NativeBootRule.SYSTEM_PARTITION,
                    "the machine starts with " + firmware.get().title() + ", which needs " + partition + ", and there is only " + names(all),
                    make);
        }
        for (SystemPartition system : fitting) {
            if (system.store()) {
                return Finding.ok(NativeBootRule.SYSTEM_PARTITION, system.name() + " is a system partition with a boot store");
            }
        }
        return Finding.error(
                NativeBootRule.SYSTEM_PARTITION,
                "there is no boot environment of Windows on " + names(fitting) + ": it has no boot store",
                "Put " + bootEnvironment);
    }

    /** Those that the firmware starts from; all when it is not known. */
    private static List<SystemPartition> ofFirmware(List<SystemPartition> all, Optional<FirmwareKind> firmware) {
        if (firmware.isEmpty()) {
            return all;
        }
        SystemPartition.Kind kind = firmware.get() == FirmwareKind.UEFI ? SystemPartition.Kind.ESP : SystemPartition.Kind.ACTIVE;
        List<SystemPartition> fitting = new ArrayList<>();
        for (SystemPartition partition : all) {
            if (partition.kind() == kind) {
                fitting.add(partition);
            }
        }
        return fitting;
    }

    private static String titleOfPartition(FirmwareKind firmware) {
        return firmware == FirmwareKind.UEFI ? "an EFI system partition" : "an active primary partition";
    }

    private static String names(List<SystemPartition> partitions) {
        List<String> names = new ArrayList<>();
        for (SystemPartition partition : partitions) {
            names.add(partition.name());
        }
        return String.join(", ", names);
    }

    /** HST-12 to HST-14. */
    static List<Finding> judge(HostDiskFacts disk, VirtualDisk image) {
        List<Finding> findings = new ArrayList<>();
        if (disk.vhdEntries().isPresent()) {
            findings.add(judgeNumber(disk.vhdEntries().getAsInt()));
        }
        if (disk.bootEnvironment().isPresent()) {
            judgeVersion(disk.bootEnvironment().get(), image, findings);
        }
        if (disk.sectorSize().isPresent()) {
            findings.add(judgeSectorSize(disk.sectorSize().getAsInt(), image));
        }
        return findings;
    }

    private static Finding judgeNumber(int images) {
        String names = "the boot store names " + images + (images == 1 ? " image" : " images");
        if (images >= MANY_IMAGES) {
            return Finding.warning(
                    NativeBootRule.ATTACHED_IMAGES,
                    names + ", and Windows attaches about 512 at the same time",
                    "Delete the entries that are not needed, with bcd delete.");
        }
        return Finding.ok(NativeBootRule.ATTACHED_IMAGES, names + "; Windows attaches about 512 at the same time");
    }

    /** Whether it is older than the loader in the image is another rule's question. */
    private static void judgeVersion(WindowsVersion bootManager, VirtualDisk image, List<Finding> findings) {
        if (!bootManager.isAtLeast(6, 1, 7600)) {
            findings.add(
                    Finding.error(
                            NativeBootRule.BOOT_ENVIRONMENT,
                            "the boot manager " + bootManager + " starts no images; Windows 7, 6.1.7600, was the first that does",
                            "Update the system partition with bcdboot of a newer Windows, for instance bcdboot V:\\Windows /s S: for the one in the"
                                    + " attached image."));
            return;
        }
        if (image.format() == DiskFormat.VHDX && !bootManager.isWindows8OrLater()) {
            return; // which IMG-02 is about
        }
        findings.add(Finding.ok(NativeBootRule.BOOT_ENVIRONMENT, "the boot manager " + bootManager + " starts images"));
    }

    private static Finding judgeSectorSize(int bytes, VirtualDisk image) {
        if (image.format() == DiskFormat.VHD && bytes > SECTOR_OF_VHD) {
            return Finding.warning(
                    NativeBootRule.HOST_SECTOR_SIZE,
                    "the disk that holds the image has sectors of " + bytes + " bytes, and a VHD is laid out for " + SECTOR_OF_VHD,
                    "Convert the image to VHDX, in Windows for instance with Convert-VHD, or move it to another disk.");
        }
        return Finding.ok(NativeBootRule.HOST_SECTOR_SIZE, "a " + image.format().name() + " fits on a disk with sectors of " + bytes + " bytes");
    }
}
