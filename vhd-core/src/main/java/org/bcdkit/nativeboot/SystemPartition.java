package org.bcdkit.nativeboot;

import java.util.Optional;
import org.bcdkit.filesystem.FilePath;
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
        ESP("EFI/Microsoft/Boot/BCD", "EFI/Microsoft/Boot/bootmgfw.efi"),
        /** The active partition of an MBR, for BIOS. */
        ACTIVE("Boot/BCD", "bootmgr");

        private final FilePath store;
        private final FilePath bootManager;

        Kind(String store, String bootManager) {
            this.store = FilePath.parse(store);
            this.bootManager = FilePath.parse(bootManager);
        }

        /** Where the boot store is on one. */
        public FilePath storePath() {
            return store;
        }

        /** Where the boot manager is on one. */
        public FilePath bootManagerPath() {
            return bootManager;
        }
    }
}
