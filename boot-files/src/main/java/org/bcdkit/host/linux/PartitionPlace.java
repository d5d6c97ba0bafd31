package org.bcdkit.host.linux;

import java.util.Optional;

/**
 * Where a partition is, as the kernel says.
 *
 * @param disk name of the disk in {@code /sys}
 * @param diskNumber major and minor number of the disk
 * @param sectorSize of the disk, in bytes: the unit of its partition table
 * @param start in bytes from the start of the disk
 * @param removable whether the disk is a medium that can be taken out
 * @param linuxRaid whether the disk is a RAID that only Linux knows; one of the firmware's kind Windows knows too
 * @param partitionUuid GUID, or disk signature and number; only newer kernels tell, and only of tables that they read themselves
 */
record PartitionPlace(
        String disk, String diskNumber, int sectorSize, long start, boolean removable, boolean linuxRaid, Optional<String> partitionUuid) {

    /** The disk's file: {@code /dev/sda}. */
    String diskPath() {
        return BlockDevice.pathOf(disk);
    }

    /** Whether the disk stays with this machine. */
    boolean isBuiltIn() {
        return !removable && !isImage();
    }

    /** Whether the disk is a file, or on another machine, and not a disk of this one. */
    boolean isImage() {
        return disk.startsWith("loop") || disk.startsWith("nbd");
    }
}
