package org.bcdkit.nativeboot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.partition.LdmHeader;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;

/** The rules about the partitions in the image. */
final class PartitionRules {

    private static final String INSTALL = "Partition the disk and put Windows on it.";

    private PartitionRules() {}

    /** PRT-01 for a table that cannot be read. */
    static Finding damaged(FormatException problem) {
        return Finding.error(NativeBootRule.PARTITION_TABLE, "the partition table in the image is damaged: " + problem.getMessage(), "Repair the partition table, or use a backup of the image.");
    }

    static List<Finding> judge(String image, PartitionTable table, Storage contents) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (String remark : table.remarks()) {
            findings.add(Finding.warning(NativeBootRule.PARTITION_TABLE, image + ": " + remark, "Repair the partition table, for instance with gdisk."));
        }
        if (table instanceof PartitionTable.None none) {
            String found = none.volume() ? "; the disk is one volume as a whole" : "";
            findings.add(Finding.error(NativeBootRule.PARTITION_TABLE, "there is no partition table in " + image + found, INSTALL));
            return findings;
        }
        if (table.partitions().isEmpty()) {
            findings.add(Finding.error(NativeBootRule.PARTITION_TABLE, "the partition table in " + image + " has no partitions", INSTALL));
        } else if (findings.isEmpty()) {
            findings.add(Finding.ok(NativeBootRule.PARTITION_TABLE, "the image has " + (table.kind() == PartitionTable.Kind.GPT ? "a GPT" : "an MBR")));
        }
        findings.add(judgeDynamicDisk(image, table, contents));
        return findings;
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
