package org.bcdkit.nativeboot;

import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.plan.Rule;
import org.bcdkit.plan.RuleTable;

/** The rules about an image and the machine it lies on. Specification: native boot of virtual disks, section 3. */
public final class NativeBootRule {

    /** All of them. */
    public static final RuleTable TABLE = new RuleTable();

    // The image file

    static final Rule IMAGE = TABLE.error(
            "IMG-01",
            "the image is a whole VHD or VHDX",
            "Footer, headers, tables and blocks of the file. What contradicts the format or is cut off is an error with the status that Windows "
                    + "gives; what readers get along with is a warning or a note. An error as well is a volume around the file that cannot be read.",
            "Copy the image again from where it came from, or convert it with a program that reads it.");
    static final Rule VHDX_SUPPORT = TABLE.error(
            "IMG-02",
            "a VHDX is started by a boot manager of Windows 8 or later, and holds Windows 8 or later",
            "For a VHDX, the oldest boot manager on the disk of the image, and the Windows in it. A note when no boot manager's version is known.",
            "Put a newer boot environment on the system partition, or convert the image to VHD when the Windows in it is older.");
    static final Rule VHD_SUPPORT = TABLE.warning(
            "IMG-03",
            "Windows 10 and later lie in a VHDX",
            "A VHD with Windows 10 (build 10240) or later in it. Microsoft documents only VHDX for them; a VHD usually starts all the same.",
            "Convert the image to VHDX.");
    static final Rule IMAGE_STATE = TABLE.error(
            "IMG-04",
            "the image belongs to no saved virtual machine, and making it was finished",
            "The saved state in the footer of a VHD, the mark of an unfinished file in the metadata of a VHDX; in parents too.",
            "Start and shut down the virtual machine, or make the image again.");
    static final Rule CLOSED_CLEANLY = TABLE.error(
            "IMG-05",
            "the log of a VHDX is empty",
            "The log identifier in the headers: changes wait in the log that are not in their place yet.",
            "Run `bcd vdisk repair`, or attach and detach the image once in Windows: both write what is in the log.");
    static final Rule CHAIN = TABLE.error(
            "IMG-06",
            "the parents of a differencing disk are there, readable, and what they were when the link was made",
            "Every parent is looked for where the link says; identifier, size and sector size are compared. Time stamps that differ are a warning, "
                    + "because copying changes them.",
            "Put the parents back as they were, or name the folder of their drive with `--map`.");
    static final Rule CHAIN_VOLUME = TABLE.error(
            "IMG-07",
            "an image and its parents lie on the same volume",
            "error for Windows 7, warning for later ones",
            "The volume of each file of the chain. The boot manager knows only the one that the boot entry names.",
            "Move the parents to the volume of the image.");
    static final Rule PARENT_READ_ONLY = TABLE.warning(
            "IMG-08",
            "the parents of an image cannot be written to",
            "The permissions and attributes of each parent's file. A parent that is changed makes all its children useless.",
            "Make the file of the parent read-only.");
    static final Rule IMAGE_SIZE = TABLE.error(
            "IMG-09",
            "a VHD has 3 MiB to 2040 GiB, a VHDX at most 64 TiB",
            "The virtual size.",
            "Make an image of another size, or of the other format.");
    static final Rule SECTOR_SIZE = TABLE.warning(
            "IMG-10",
            "the disk in the image has sectors of 512 bytes",
            "The logical sector size of a VHDX. Nobody has told of starting Windows from an image with sectors of 4096 bytes.",
            "Make an image with sectors of 512 bytes.");
    static final Rule NOT_IN_USE = TABLE.error(
            "IMG-11",
            "nobody has the image attached or locked",
            "What the machine says about who uses the file: loop and network block devices, locks of virtual machines.",
            "Detach the image, or shut down the virtual machine that uses it.");
    static final Rule SERVER_FIXED = TABLE.warning(
            "IMG-12",
            "a server starts from a fixed disk",
            "A dynamic or differencing image whose Windows is a server edition.",
            "Convert the image to a fixed one: it is faster, and loses less when the power fails.");
    static final Rule OUTSIDE = TABLE.info(
            "IMG-13",
            "data that matters lies outside a dynamic or differencing disk",
            "The kind of the image is not fixed: Microsoft means such images for development and tests.",
            "Keep important files on a partition outside the image; it may be of no use after a power failure.");
    static final Rule FIXED_ALLOCATED = TABLE.warning(
            "IMG-14",
            "a fixed VHDX has all its blocks",
            "Blocks of a VHDX that is declared fixed and have no place in the file.",
            "Leave that much space free on the host volume: starting the image allocates them.");
    static final Rule ROUNDED_SIZE = TABLE.info(
            "IMG-15",
            "the size of the disk was chosen by its maker, not rounded to a geometry",
            "QEMU as creator in the footer of a VHD, and a size that is exactly that of its cylinders, heads and sectors.",
            "Nothing has to be done; `force_size=on` makes QEMU keep the size that was asked for.");
    static final Rule GEOMETRY = TABLE.shared(VirtualDiskRule.GEOMETRY);

    // The partitions in it

    static final Rule PARTITION_TABLE = TABLE.error(
            "PRT-01",
            "the disk in the image has a sound MBR or GPT with partitions",
            "The table and its backup. What can be read in spite of a fault is a warning.",
            "Repair the partition table, or partition the disk and put Windows on it.");
    static final Rule WINDOWS_PARTITION = TABLE.error(
            "PRT-02",
            "exactly one partition of the image holds a Windows",
            "A Windows folder with its registry on each volume. None, or several of them, is an error. A note when a volume cannot be looked into, "
                    + "so that it may hold one.",
            "Put Windows on a partition of the image, or leave only one in it.");
    static final Rule BASIC_DISK = TABLE.error(
            "PRT-03",
            "the disk in the image is no dynamic disk (LDM)",
            "The types of the partitions, and the header of a dynamic disk in sector 6.",
            "Copy the volumes to a basic disk.");
    static final Rule STORAGE_SPACES = TABLE.error(
            "PRT-04",
            "the disk in the image is no part of a pool (Storage Spaces)",
            "The types of the partitions.",
            "Copy the volumes to a basic disk.");
    static final Rule BOOT_PARTITION = TABLE.info(
            "PRT-05",
            "only a virtual machine needs a boot partition in the image",
            "Whether there is an active partition or an EFI system partition: native boot uses neither.",
            "Add one when the same image is to start in a virtual machine.");
    static final Rule PARTITION_STYLE = TABLE.info(
            "PRT-06",
            "the image may have another partition style than the machine's firmware likes",
            "MBR in the image with UEFI, GPT with BIOS: native boot works with either.",
            "Nothing has to be done.");
    static final Rule VISIBLE_PARTITION = TABLE.warning(
            "PRT-07",
            "the partition of Windows is not hidden and gets a drive letter",
            "The type in an MBR (0x17, 0x27), the attributes hidden and no drive letter in a GPT.",
            "Set the type to 0x07, or clear the attributes.");
    static final Rule HIDDEN_SECTORS = TABLE.warning(
            "PRT-08",
            "the boot sector of the Windows volume says where its partition starts",
            "Hidden sectors, heads and sectors per track in the boot sector. Starting the same image by BIOS in a virtual machine fails when they "
                    + "are wrong; native boot does not use them.",
            "Nothing for native boot. For a virtual machine write them anew, for instance with `partclone.ntfsfixboot`.");

    // The volume of Windows

    static final Rule WINDOWS_VOLUME = TABLE.error(
            "VOL-01",
            "the volume of Windows is NTFS 3.1 and can be read",
            "The file systems in the image. Damage is an error, or a warning when the Windows is on another volume.",
            "Install Windows on NTFS, or repair the volume with chkdsk.");
    static final Rule NOT_ENCRYPTED = TABLE.forceableError(
            "VOL-02",
            "no volume in the image is encrypted with BitLocker",
            "error for Windows 7; error that can be forced for later ones and where the Windows cannot be told",
            "The signatures of BitLocker on each volume. Microsoft supports none in an image that is started; what is inside cannot be judged then.",
            "Decrypt the volume in Windows.");
    static final Rule CLEAN_VOLUME = TABLE.warning(
            "VOL-03",
            "the Windows volume is not marked dirty",
            "The flag in the volume's own record.",
            "Attach the image in Windows and run chkdsk on it.");
    static final Rule NOT_HIBERNATED = TABLE.warning(
            "VOL-04",
            "the Windows in the image was shut down, not hibernated",
            "The first bytes of hiberfil.sys, which fast startup writes too.",
            "Start the image where it was hibernated and shut it down with shutdown /s /t 0, or accept that its state is lost.");

    // The Windows itself

    static final Rule LOADER = TABLE.error(
            "OS-01",
            "there is a loader for the firmware of the machine",
            "winload.efi for UEFI, winload.exe for BIOS: there, and neither damaged nor encrypted. When the firmware is not known, either is enough. "
                    + "Entries that are made here look in the folder Windows: another is a warning.",
            "Repair the Windows in the image (`sfc /scannow /offbootdir=…`), or apply it again.");
    static final Rule REGISTRY = TABLE.error(
            "OS-02",
            "the registry of the Windows can be read",
            "The hives SYSTEM and SOFTWARE. One that is missing, damaged, or was not closed cleanly and has no log that completes it, is an error; "
                    + "one that its logs complete is a note.",
            "Restore the hive from a backup, or apply Windows again.");
    static final Rule WINDOWS_7_EDITION = TABLE.error(
            "OS-03",
            "a Windows 7 is Enterprise or Ultimate, or Windows Server 2008 R2",
            "EditionID of a Windows 6.1. Its boot manager refuses to start other editions from an image.",
            "Use one of these editions, or a later Windows.");
    static final Rule LATER_EDITION = TABLE.warning(
            "OS-04",
            "a later Windows is no Home edition",
            "EditionID of Windows 8 and later: Core, Starter and Cloud editions. Nothing is documented for them.",
            "Use Pro, Enterprise, Education or Server where support matters.");
    static final Rule WINDOWS_AGE = TABLE.error(
            "OS-05",
            "the Windows in the image is Windows 7 or later",
            "Its version.",
            "Use a later Windows: Vista and XP do not start from an image.");
    static final Rule ARCHITECTURE = TABLE.error(
            "OS-06",
            "the Windows is made for the processor and the firmware of the machine",
            "The machine in the header of the loader. UEFI starts only loaders of its own width, and no machine for ARM has a BIOS. "
                    + "A note when the machine is not known.",
            "Use a Windows for this machine.");
    static final Rule BOOT_DRIVERS = TABLE.error(
            "OS-07",
            "the drivers that open the image are there and not disabled",
            "vhdmp, vdrvroot and FsDepends: their files, which are there and can be read, and Start of their services.",
            "Restore the files, or set Start of the service back to what the same Windows has elsewhere.");
    static final Rule STORAGE_DRIVERS = TABLE.warning(
            "OS-08",
            "a driver for the disk controllers of real machines starts with the kernel",
            "Start of storahci, stornvme, msahci and the drivers of Intel, AMD and NVIDIA: 0 for one of them; a note when their "
                    + "files are missing. An image from a virtual machine may "
                    + "have none; then Windows stops with 0x7B.",
            "Set Start of storahci (Windows 7: msahci) to 0 in the image.");
    static final Rule EXPANSION = TABLE.warning(
            "OS-09",
            "Windows expands a dynamic disk to its full size when it starts",
            "VirtualDiskExpandOnMount of FsDepends. 4 keeps the file as it is: it starts with less room, and a host volume that fills up later "
                    + "stops Windows.",
            "Keep the host volume from filling up, or remove the value.");
    static final Rule GENERALISED = TABLE.warning(
            "OS-10",
            "an image for many machines was generalised",
            "SystemSetupInProgress and ImageState in the registry.",
            "Run sysprep /generalize before an image is copied to other machines.");
    static final Rule UPGRADE = TABLE.info(
            "OS-11",
            "a Windows in an image gets no upgrade to another version",
            "Always: Setup refuses it in a Windows that runs from an image.",
            "Make a new image for a new version.");
    static final Rule HIBERNATION = TABLE.info(
            "OS-12",
            "Windows does without hibernation and fast startup",
            "Always: native boot has sleep only.",
            "Use sleep.");
    static final Rule NEWER_BOOT_MANAGER = TABLE.warning(
            "OS-13",
            "the boot manager of the machine is not older than the Windows in the image",
            "The version of the boot manager on the system partition and that of the loader in the image. Secure Boot may refuse an old boot "
                    + "manager, and an old one may refuse a new loader.",
            "Update the system partition from the image with bcdboot.");

    // The volume and the disk that hold the image

    static final Rule SYSTEM_PARTITION = TABLE.error(
            "HST-01",
            "the disk has a system partition with a boot store, and another partition that holds the image",
            "EFI system partitions, the active partition, and the boot store and boot manager on them. A warning when the machine may start "
                    + "from a disk that was not looked at, or from a store that is named.",
            "Make a system partition and put a boot environment on it.");
    static final Rule SECOND_PARTITION = TABLE.warning(
            "HST-02",
            "the image does not lie on the system partition",
            "Whether both are the same partition. Microsoft asks for two.",
            "Move the image to another partition.");
    static final Rule HOST_FILE_SYSTEM = TABLE.forceableError(
            "HST-03",
            "the host volume holds NTFS",
            "The file system of the volume that holds the image.",
            "Move the image to an NTFS partition of the same machine.");
    static final Rule HOST_BITLOCKER = TABLE.error(
            "HST-04",
            "the host volume is not encrypted with BitLocker",
            "error for Windows 7, warning for later ones",
            "The signatures of BitLocker on the volume that holds the image. Microsoft supports none; later boot managers unlock one such volume, "
                    + "not two.",
            "Decrypt the host volume, or move the image.");
    static final Rule HOST_BASIC_DISK = TABLE.error(
            "HST-05",
            "the host disk is no dynamic disk (LDM)",
            "The types of its partitions, and the header of a dynamic disk in sector 6.",
            "Keep the image on a basic disk.");
    static final Rule LOCAL_DISK = TABLE.error(
            "HST-06",
            "the image lies on a disk of this machine",
            "Mounts of network file systems.",
            "Copy the image to an NTFS partition of this machine.");
    static final Rule NOT_NESTED = TABLE.error(
            "HST-07",
            "the host volume does not lie in another image",
            "Loop and network block devices, virtual disks. Images are not nested for native boot.",
            "Copy the image to a partition of a real disk.");
    static final Rule SNAPSHOT = TABLE.error(
            "HST-08",
            "the host volume is part of no snapshot",
            "A path inside a snapshot is an error; shadow copies on the volume are a warning.",
            "Remove the snapshots and turn system protection off for the host volume.");
    static final Rule FILE_ATTRIBUTES = TABLE.error(
            "HST-09",
            "the image file is not compressed, encrypted, sparse, offline or a link",
            "The attributes of the file, and of folders on its way. Windows refuses to attach such a file (0xC03A001A).",
            "Copy the image to a plain file.");
    static final Rule IMAGE_PATH = TABLE.warning(
            "HST-10",
            "the path of the image is short and has only letters that the boot manager compares",
            "Its length, at most 260 characters, and characters beyond ASCII.",
            "Give the file and its folders short names without special letters.");
    static final Rule HOST_STATE = TABLE.error(
            "HST-11",
            "the host volume belongs to no hibernated Windows, and is not marked dirty",
            "hiberfil.sys on it, and the flag in the volume's own record.",
            "Shut down that Windows with shutdown /s /t 0, and run chkdsk.");
    static final Rule ATTACHED_IMAGES = TABLE.warning(
            "HST-12",
            "fewer than about 512 images are attached at the same time",
            "The entries of the boot store that name an image: 500 and more.",
            "Attach fewer images.");
    static final Rule BOOT_ENVIRONMENT = TABLE.error(
            "HST-13",
            "the boot manager is that of Windows 7 or later, for a VHDX of Windows 8 or later",
            "The version of the boot manager on the system partition.",
            "Update the system partition with bcdboot.");
    static final Rule HOST_SECTOR_SIZE = TABLE.warning(
            "HST-14",
            "a disk with sectors of 4096 bytes holds no VHD",
            "The logical sector size of the host disk, and the format of the image.",
            "Convert the image to VHDX.");

    // Room on the host volume

    static final Rule GROWTH = TABLE.error(
            "SPC-01",
            "the host volume has room for the image at its full size",
            "Free space against what the file grows by. A warning when the free space is not known, when the image says that it is not expanded "
                    + "(OS-09), and for a differencing disk.",
            "Free space on the host volume, move the image to a larger one, or make a smaller image.");
    static final Rule PAGE_FILE_ROOM = TABLE.warning(
            "SPC-02",
            "it also has room for the smallest page file and a reserve",
            "The page file as set in the image, or from the memory of the machine: Windows 7 takes as much as there is, later ones an eighth.",
            "Free space on the host volume, or put the page file elsewhere.");
    static final Rule LARGEST_PAGE_FILE = TABLE.info(
            "SPC-03",
            "it has room for the largest page file",
            "What the page file may grow to.",
            "Limit the page file in Windows, or free space.");
    static final Rule PAGE_FILE = TABLE.warning(
            "SPC-04",
            "the page file of Windows lies outside the image, on a host volume",
            "How large it is, and where the image asks for it; a drive letter is a warning.",
            "Let Windows choose the volume of the page file.");

    private NativeBootRule() {}
}
