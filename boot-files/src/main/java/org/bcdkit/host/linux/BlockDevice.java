package org.bcdkit.host.linux;

import java.util.List;
import java.util.Optional;

/**
 * A block device.
 *
 * @param name in {@code /sys}: {@code sda3}, {@code dm-0}
 * @param number major and minor number
 * @param partition where on which disk it is; absent when it is not a partition
 * @param mapping by whom and for what a device-mapper volume was made: {@code LVM-…}, {@code CRYPT-BITLK-…}
 * @param image the file that is the device, or the disk it is on
 * @param slaves names of the devices that it is made of
 */
record BlockDevice(
        String name, String number, Optional<PartitionPlace> partition, Optional<String> mapping, Optional<String> image, List<String> slaves) {

    /** How cryptsetup marks a BitLocker volume that it has unlocked. */
    private static final String BITLOCKER = "CRYPT-BITLK-";
    /** How LVM marks what keeps the changes of a snapshot, which is made of that and of the origin. Snapshots in thin pools have no such mark. */
    private static final String CHANGES_OF_A_SNAPSHOT = "-cow";
    private static final String LVM = "LVM-";
    /** The file in which dislocker shows a BitLocker volume that it has unlocked. */
    private static final String DISLOCKER = "/dislocker-file";

    BlockDevice {
        slaves = List.copyOf(slaves);
    }

    /** Its file: {@code /dev/sda3}. */
    String path() {
        return pathOf(name);
    }

    boolean isDeviceMapper() {
        return name.startsWith("dm-");
    }

    boolean isSoftwareRaid() {
        return name.startsWith("md");
    }

    boolean isLoop() {
        return name.startsWith("loop");
    }

    /** Whether it is a file, or served by another program as if it were a disk, or a partition on such a disk. */
    boolean isImage() {
        return isLoop() || name.startsWith("nbd") || partition.isPresent() && partition.get().isImage();
    }

    /** Whether it shows what BitLocker has encrypted. */
    boolean isUnlockedBitLocker() {
        return mapping.isPresent() && mapping.get().startsWith(BITLOCKER) || isShownByDislocker();
    }

    boolean isShownByDislocker() {
        return image.isPresent() && image.get().endsWith(DISLOCKER);
    }

    boolean holdsChangesOfSnapshot() {
        return mapping.isPresent() && mapping.get().startsWith(LVM) && mapping.get().endsWith(CHANGES_OF_A_SNAPSHOT);
    }

    /** The file of the device that is called {@code name} in {@code /sys}. There the kernel writes the slashes of a name as exclamation marks. */
    static String pathOf(String name) {
        return "/dev/" + name.replace('!', '/');
    }
}
