package org.bcdkit.install;

import org.bcdkit.plan.Rule;
import org.bcdkit.plan.RuleTable;

/** What has to hold for a system partition to be initialised. Specification: BCD format, section 8. */
public final class InstallRule {

    public static final RuleTable TABLE = new RuleTable();

    static final Rule SOURCE = TABLE.error(
            "INS-01",
            "the source is the folder of a Windows",
            "It has no `System32\\config\\SYSTEM`, and no loader in `System32`.",
            "Name the Windows folder itself, such as `/mnt/win/Windows` or `disk.raw:2/Windows`.");
    static final Rule BOOT_FILES = TABLE.error(
            "INS-02",
            "the Windows has boot files for the firmware",
            "`Boot\\EFI\\bootmgfw.efi` or `Boot\\PCAT\\bootmgr` is not in the Windows folder, or cannot be read.",
            "Choose the other firmware, or another Windows: WinPE images and stripped ones lack these files.");
    static final Rule PROGRAM = TABLE.error(
            "INS-03",
            "the boot managers are programs that the firmware starts",
            "`bootmgfw.efi` or `bootmgr.efi` is no whole program of UEFI for x86, x64, ARM or ARM64, or `bootmgr` is empty. It is a warning when `bootmgr`"
                    + " does not start as those for a BIOS do.",
            "Look at the source: the files may be damaged. `sfc /scannow`, or the image that the Windows came from, has whole ones.");
    static final Rule LOADER = TABLE.warning(
            "INS-04",
            "the Windows has the loader that its entry starts",
            "`System32\\winload.efi` (UEFI) or `System32\\winload.exe` (BIOS) is not there.",
            "The boot manager will stop with 0xc0000225 or 0xc000000f until it is.");
    static final Rule ROOM = TABLE.error(
            "INS-05",
            "the system partition has room for all files before the first is written",
            "More bytes are needed than are free; a file that is replaced needs room before the old one is gone.",
            "Free some, take fewer languages with `--locales`, or make a larger partition.");
    static final Rule WINDOWS_DEVICE = TABLE.error(
            "INS-06",
            "what the loader's device is, is known",
            "The partition of the source cannot be told, and `--windows-device` does not say it.",
            "Say it with `--windows-device`: `gpt:{disk},{partition}`, `mbr:SIGNATURE,OFFSET`, `locate` or a `vhd=`.");
    static final Rule SYSTEM_DEVICE = TABLE.info(
            "INS-07",
            "what the boot manager's device is, is known",
            "The partition behind the target folder cannot be told. A fresh store says `boot`, the device it was started from, as Windows' own disk images"
                    + " do; a store that is there keeps what it says.",
            "Nothing has to be done.");
    static final Rule NEWER = TABLE.info(
            "INS-08",
            "no file is replaced by an older one",
            "A file on the system partition has a later version than that of the Windows, or belongs to a boot manager that has. It stays.",
            "Nothing has to be done: a newer boot manager starts older Windows.");
    static final Rule OTHER_LOADER = TABLE.warning(
            "INS-09",
            "`\\EFI\\Boot\\boot*.efi` is Windows' own or is not there",
            "The file there is another loader's: it is neither signed as part of Windows nor the same as a boot manager of this Windows. It stays.",
            "Start Windows through that loader, or through a firmware entry, which `bcd firmware add` makes.");
    static final Rule SECURE_BOOT = TABLE.warning(
            "INS-10",
            "the boot managers are of the Secure Boot authority that the machine trusts",
            "A note says which set was chosen and why. It is a warning when the boot manager that is there was signed by Windows UEFI CA 2023 and the"
                    + " Windows has none that was: the boot managers stay.",
            "Update the Windows first.");
    static final Rule BOOT_EX = TABLE.error(
            "INS-11",
            "a Windows that shall give boot managers of 2023 has them",
            "`--bootex` was given, and there is no `Boot\\EFI_EX\\bootmgfw_EX.efi`.",
            "Leave `--bootex` out, or update the Windows first.");
    static final Rule TARGET = TABLE.error(
            "INS-12",
            "the volume of the system partition can be written to",
            "Something else has the name of a file or folder that is needed, or a name does not fit.",
            "Move it away.");
    static final Rule TEMPLATE = TABLE.warning(
            "INS-13",
            "the settings come from the `BCD-Template` of the Windows",
            "The file is there and cannot be read. The settings are those that Windows of its generation has.",
            "Nothing has to be done.");
    static final Rule LANGUAGE = TABLE.info(
            "INS-14",
            "the menu speaks the language that was asked for",
            "The description of the memory tester is English; its locale is set all the same.",
            "Change it with `bcd rename '{memdiag}' TEXT`.");
    static final Rule BIOS_START = TABLE.warning(
            "INS-15",
            "a BIOS finds `bootmgr`: active partition, boot code in the MBR and in the boot sector of the partition",
            "For a folder that is only said; for a disk it is looked at. Boot sectors are not written.",
            "ms-sys writes them (`ms-sys -7`, `ms-sys --fat32pe` or `--ntfs`), and `sfdisk --activate` sets the flag.");
    static final Rule FIRMWARE_ENTRY = TABLE.info(
            "INS-16",
            "the firmware starts the boot manager",
            "No firmware entry is made, so that firmware starts `\\EFI\\Boot\\boot*.efi`. Said when one would be expected: for a system partition of this"
                    + " machine, or with `--add-last` or `--keep-position`.",
            "Make the entry with `bcd firmware add` on the machine itself, or name a folder with its variables with `--efivars`.");
    static final Rule VIRTUAL_DISK = TABLE.warning(
            "INS-17",
            "a partition inside a VHD is named only for a machine that has that disk as its own",
            "The source lies in a VHD or VHDX, the system partition does not, and no `--windows-device` was given.",
            "For native boot, name the image: `--windows-device 'vhd=[WHERE]\\path'`, or use `bcd add vhd`.");

    static final Rule UNCLOSED = TABLE.warning(
            "INS-18",
            "the volume of the system partition was closed when it was written to last",
            "Its dirty flag is set: the machine stopped while it was written to, or something else uses it now. All of it was looked through and leads where it"
                    + " should, so that it is written to and closed; a volume that is damaged is not. Copies of its FAT that differ are made the same, and"
                    + " clusters that belong to nothing stay taken.",
            "Make sure that nothing else uses the disk. `fsck.fat -a` or `chkdsk /f` frees clusters that belong to nothing.");

    static final Rule UNJUDGED = TABLE.info(
            "INS-19",
            "of every entry it is known whether its device is there, when entries without a device are to go",
            "Its disk was not looked at, or it is searched for at each start. The entry stays.",
            "Delete it with `bcd delete` if nothing needs it.");

    static final Rule PROCESSOR = TABLE.warning(
            "INS-20",
            "the boot files are for the processor of the machine",
            "It is a warning when the boot manager that is there is for another processor than that of this Windows: a machine starts one of them only. It is an"
                    + " error when the Windows is for ARM or ARM64 and the firmware is a BIOS, which such machines do not have.",
            "Take a system partition of its own for each processor, and `--firmware uefi` for ARM64.");

    static final Rule REGISTRY = TABLE.warning(
            "INS-21",
            "the registry of the Windows can be read",
            "`System32\\config\\SOFTWARE` or `SYSTEM` is damaged or missing. The version and the title come from the loader then, or are those of"
                    + " Windows 10.",
            "Say the title with `--name`. A Windows whose registry is damaged does not start: restore it first.");

    static final Rule LOCALES = TABLE.warning(
            "INS-22",
            "the Windows has files of the languages that were asked for",
            "`--locales` names a language, and no folder of boot files is called so.",
            "Name languages that the Windows has: the folders in `Boot\\EFI` or `Boot\\PCAT`.");

    private InstallRule() {}
}
