package org.bcdkit.nativeboot;

import java.util.Optional;
import org.bcdkit.windows.WindowsVersion;

/**
 * A partition that firmware starts from.
 *
 * @param name in sentences: {@code partition 1 of disk.img}, {@code /dev/sda1}
 * @param store whether it has a boot store where its kind has one
 * @param bootManager version of the boot manager on it; absent when there is none, or none that tells
 * @param holdsImage whether it is the partition that the image lies on as well
 */
public record SystemPartition(String name, Kind kind, boolean store, Optional<WindowsVersion> bootManager, boolean holdsImage) {

    /** For which firmware. */
    public enum Kind {
        /** EFI system partition, for UEFI. */
        ESP,
        /** The active partition of an MBR, for BIOS. */
        ACTIVE
    }
}
