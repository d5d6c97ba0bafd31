package org.bcdkit.nativeboot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.ntfs.BootGeometry;
import org.bcdkit.partition.LdmHeader;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;
import org.bcdkit.windows.WindowsInstallation;

/** The rules about the partitions in the image. */
final class PartitionRules {

    private static final String INSTALL = "Partition the disk and put Windows on it.";

    private PartitionRules() {}

    /** PRT-01 for a table that cannot be read. */
    static Finding damaged(FormatException problem) {
        return Finding.error(NativeBootRule.PARTITION_TABLE, "the partition table in the image is damaged: " + problem.getMessage(), "Repair the "
                + "partition table, or use a backup of the image.");
    }

    static List<Finding> judge(String image, PartitionTable table, Storage contents) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (String remark : table.remarks()) {
            findings.add(Finding.warning(NativeBootRule.PARTITION_TABLE, image + ": " + remark, "Repair the partition table, for instance with "
                    + "gdisk."));
        }
        if (table instanceof PartitionTable.None none) {
            String found = none.volume() ? "; the disk is one volume as a whole" : "";
            findings.add(Finding.error(NativeBootRule.PARTITION_TABLE, "there is no partition table in " + image + found, INSTALL));
            return findings;
        }
        if (table.partitions().isEmpty()) {
            findings.add(Finding.error(NativeBootRule.PARTITION_TABLE, "the partition table in " + image + " has no partitions", INSTALL));
        } else if (findings.isEmpty()) {
            findings.add(Finding.ok(NativeBootRule.PARTITION_TABLE, "the image has " + style(table)));
        }
        findings.add(judgeDynamicDisk(image, table, contents));
        findings.add(judgeStorageSpaces(image, table));
        return findings;
    }

    private static Finding judgeStorageSpaces(String image, PartitionTable table) {
        for (Partition partition : table.partitions()) {
            if (partition.type().equals(PartitionType.Gpt.STORAGE_SPACES)) {
                return Finding.error(
                        NativeBootRule.STORAGE_SPACES,
                        "the disk in " + image + " is part of a pool (Storage Spaces): partition " + partition.number() + " is of type "
                                + partition.type().text(),
                        "Copy the volumes to a basic disk.");
            }
        }
        return Finding.ok(NativeBootRule.STORAGE_SPACES, "the disk in the image is in no pool");
    }

    /**
     * PRT-02, and the volume it decides for.
     *
     * @param volumes all of the image
     */
    static Finding judgeWindows(List<ExaminedVolume> volumes) {
        List<String> found = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (ExaminedVolume volume : volumes) {
            String kind = volume.kind().isPresent() ? volume.kind().get().title() : "nothing known here";
            if (volume.windows().isPresent()) {
                found.add(volume.title() + " (" + described(volume.windows().get()) + ")");
            } else if (volume.mayHideWindows()) {
                hidden.add(volume.title() + " (" + kind + ")");
            } else {
                others.add(volume.title() + " holds " + kind);
            }
        }
        if (found.size() > 1) {
            return Finding.error(
                    NativeBootRule.WINDOWS_PARTITION,
                    "there are several Windows in the image, and which one is to start is not known: " + String.join(", ", found),
                    "Leave only one Windows in the image.");
        }
        if (found.size() == 1) {
            return Finding.ok(NativeBootRule.WINDOWS_PARTITION, "there is a Windows on " + found.get(0));
        }
        if (!hidden.isEmpty()) {
            return Finding.info(
                    NativeBootRule.WINDOWS_PARTITION, "whether there is a Windows in the image is not known: "
                            + String.join(", ", hidden) + " cannot be looked into");
        }
        return Finding.error(
                NativeBootRule.WINDOWS_PARTITION,
                "there is no Windows in the image" + (others.isEmpty() ? "" : ": " + String.join(", ", others)),
                "Put Windows on a partition of the image.");
    }

    private static String described(WindowsInstallation windows) {
        String version = windows.version().isPresent() ? windows.version().get().toString() : "of unknown version";
        return windows.edition().isPresent() ? version + " " + windows.edition().get() : version;
    }

    /** PRT-05 and PRT-06: what does not matter, though people wonder about it. */
    static List<Finding> judgeStyle(PartitionTable table, Optional<FirmwareKind> firmware) {
        List<Finding> findings = new ArrayList<>();
        boolean bootable = false;
        for (Partition partition : table.partitions()) {
            bootable |= partition.type().isEfiSystem() || partition.isActive();
        }
        findings.add(
                bootable
                        ? Finding.ok(NativeBootRule.BOOT_PARTITION, "the image has a boot partition of its own, which native boot does not use")
                        : Finding.info(
                                NativeBootRule.BOOT_PARTITION,
                                "the image has no boot partition of its own, so it starts natively, but not in a virtual machine"));
        if (firmware.isPresent()) {
            boolean usual = (table.kind() == PartitionTable.Kind.GPT) == (firmware.get() == FirmwareKind.UEFI);
            String text = style(table) + " in the image and " + firmware.get().title() + " in the machine";
            findings.add(
                    usual
                            ? Finding.ok(NativeBootRule.PARTITION_STYLE, "there is " + text)
                            : Finding.info(NativeBootRule.PARTITION_STYLE, "there is " + text + ", which native boot does not mind"));
        }
        return findings;
    }

    private static String style(PartitionTable table) {
        return table.kind() == PartitionTable.Kind.GPT ? "a GPT" : "an MBR";
    }

    /** PRT-07 and PRT-08, about the partition of the Windows that is to start. */
    static List<Finding> judgeWindowsPartition(ExaminedVolume volume) {
        List<Finding> findings = new ArrayList<>();
        if (volume.partition().isEmpty()) {
            return findings;
        }
        Partition partition = volume.partition().get();
        Optional<String> mark = mark(partition);
        findings.add(
                mark.isPresent()
                        ? Finding.warning(
                                NativeBootRule.VISIBLE_PARTITION,
                                "the Windows partition, " + partition.number() + ", is marked " + mark.get(),
                                "Set its type to 0x07, or clear the attribute in the GPT.")
                        : Finding.ok(NativeBootRule.VISIBLE_PARTITION, "the Windows partition is not hidden"));
        if (volume.boot().isPresent()) {
            judgeGeometry(partition, volume.boot().get(), findings);
        }
        return findings;
    }

    private static Optional<String> mark(Partition partition) {
        if (partition.type() instanceof PartitionType.Mbr type) {
            return type.isHidden() ? Optional.of("hidden (type " + type.text() + ")") : Optional.empty();
        }
        if ((partition.attributes() & Partition.GPT_HIDDEN) != 0) {
            return Optional.of("hidden (attribute bit 62)");
        }
        return (partition.attributes() & Partition.GPT_NO_LETTER) != 0 ? Optional.of("as one without a drive letter (attribute bit "
                + "63)") : Optional.empty();
    }

    private static void judgeGeometry(Partition partition, BootGeometry boot, List<Finding> findings) {
        long start = partition.start() / boot.sectorSize();
        List<String> wrong = new ArrayList<>();
        if (boot.hiddenSectors() != start) {
            wrong.add(boot.hiddenSectors() + " sectors before the volume, and its partition starts at sector " + start);
        }
        if (boot.heads() == 0 || boot.sectorsPerTrack() == 0) {
            wrong.add(boot.heads() + " heads and " + boot.sectorsPerTrack() + " sectors per track");
        }
        findings.add(
                wrong.isEmpty()
                        ? Finding.ok(NativeBootRule.HIDDEN_SECTORS, "the boot sector of the Windows volume says where its partition starts")
                        : Finding.warning(
                                NativeBootRule.HIDDEN_SECTORS,
                                "the boot sector of the Windows volume says " + String.join("; and ", wrong) + ": starting this volume by BIOS fails"
                                        + " (native boot does not use it)",
                                "Nothing has to be done for native boot; for a virtual machine write the numbers anew, for instance with "
                                        + "partclone.ntfsfixboot."));
    }

    private static Finding judgeDynamicDisk(String image, PartitionTable table, Storage contents) throws IOException {
        for (Partition partition : table.partitions()) {
            if (partition.type().isDynamicDisk()) {
                return dynamicDisk(image, "partition " + partition.number() + " is of type " + partition.type().text());
            }
        }
        if (table.kind() == PartitionTable.Kind.MBR && LdmHeader.isOn(contents)) {
            return dynamicDisk(image, "there is an LDM header in sector 6");
        }
        return Finding.ok(NativeBootRule.BASIC_DISK, "the disk in the image is a basic disk");
    }

    private static Finding dynamicDisk(String image, String evidence) {
        return Finding.error(
                NativeBootRule.BASIC_DISK,
                "dynamic disks (LDM) inside an image are not supported, and the disk in " + image + " is one: " + evidence,
                "Copy the volumes to a basic disk.");
    }
}
