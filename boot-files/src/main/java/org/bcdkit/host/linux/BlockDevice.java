package org.bcdkit.host.linux;

import java.util.Optional;

/**
 * A block device.
 *
 * @param name in {@code /sys}: {@code sda3}, {@code dm-0}
 * @param number major and minor number
 * @param partition where on which disk it is; absent when it is not a partition
 */
record BlockDevice(String name, String number, Optional<PartitionPlace> partition) {

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

    /** The file of the device that is called {@code name} in {@code /sys}. There the kernel writes the slashes of a name as exclamation marks. */
    static String pathOf(String name) {
        return "/dev/" + name.replace('!', '/');
    }
}
