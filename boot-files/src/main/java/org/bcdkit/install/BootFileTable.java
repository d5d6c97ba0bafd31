package org.bcdkit.install;

import java.util.List;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.nativeboot.SystemPartition;

/**
 * Which folders of a Windows go where on a system partition. Specification: BCD format, section 8.
 *
 * @param bootManager in the Windows folder
 * @param folders in the order in which they are copied
 * @param kind of system partition, which says where the boot manager and the store are
 */
record BootFileTable(FirmwareKind firmware, String bootManager, List<Folder> folders, SystemPartition.Kind kind) {

    /**
     * A folder of boot files.
     *
     * @param from in the Windows folder; with {@code _EX} behind it is where those for the authority of 2023 are
     * @param to on the system partition
     * @param hasPrograms whether the files themselves are boot programs, and those in its folders are languages; else it is all support
     */
    record Folder(String from, String to, boolean hasPrograms) {}

    static final BootFileTable UEFI = new BootFileTable(
            FirmwareKind.UEFI,
            "Boot/EFI/bootmgfw.efi",
            List.of(
                    new Folder("Boot/Fonts", "EFI/Microsoft/Boot/Fonts", false),
                    new Folder("Boot/Resources", "EFI/Microsoft/Boot/Resources", false),
                    new Folder("Boot/EFI", "EFI/Microsoft/Boot", true)),
            SystemPartition.Kind.ESP);

    static final BootFileTable BIOS = new BootFileTable(
            FirmwareKind.BIOS,
            "Boot/PCAT/bootmgr",
            List.of(
                    new Folder("Boot/Fonts", "Boot/Fonts", false),
                    new Folder("Boot/Resources", "Boot/Resources", false),
                    new Folder("Boot/PCAT", "Boot", true)),
            SystemPartition.Kind.ACTIVE);

    static final FilePath RECOVERY_STORE = FilePath.parse("EFI/Microsoft/Recovery/BCD");
    /** What Windows 8 called {@code BOOTNXT}. */
    static final FilePath OLD_NEXT = FilePath.parse("BOOTTGT");

    private static final String BOOT_NEXT = "bootnxt";

    static BootFileTable of(FirmwareKind firmware) {
        return switch (firmware) {
            case UEFI -> UEFI;
            case BIOS -> BIOS;
        };
    }

    /** Where a file of a folder goes: for BIOS two of them lie in the root. */
    FilePath target(Folder folder, String below) {
        if (firmware == FirmwareKind.BIOS && folder.hasPrograms()) {
            if (below.equalsIgnoreCase(kind.bootManagerPath().name())) {
                return kind.bootManagerPath();
            }
            if (below.equalsIgnoreCase(BOOT_NEXT)) {
                return FilePath.parse("BOOTNXT");
            }
        }
        return FilePath.parse(folder.to()).resolve(below);
    }
}
