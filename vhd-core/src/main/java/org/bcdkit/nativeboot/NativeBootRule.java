package org.bcdkit.nativeboot;

import org.bcdkit.plan.Rule;
import org.bcdkit.plan.RuleTable;

/** The rules about an image and the machine it lies on. Specification: native boot of virtual disks, section 3. */
public final class NativeBootRule {

    /** All of them. */
    public static final RuleTable TABLE = new RuleTable();

    static final Rule IMAGE = TABLE.error("IMG-01", "the image is a whole VHD or VHDX");
    static final Rule VHDX_SUPPORT = TABLE.error("IMG-02", "a VHDX is started by a boot manager of Windows 8 or later, and holds Windows 8 or later");
    static final Rule IMAGE_STATE = TABLE.error("IMG-04", "the image belongs to no saved virtual machine, and making it was finished");
    static final Rule CLOSED_CLEANLY = TABLE.error("IMG-05", "the log of a VHDX is empty");
    static final Rule CHAIN = TABLE.error("IMG-06", "the parents of a differencing disk are there, readable, and what they were when the link was made");
    static final Rule IMAGE_SIZE = TABLE.error("IMG-09", "a VHD has 3 MiB to 2040 GiB, a VHDX at most 64 TiB");
    static final Rule FIXED_ALLOCATED = TABLE.warning("IMG-14", "a fixed VHDX has all its blocks");
    static final Rule GEOMETRY = TABLE.warning("VHD-C07", "the geometry in a VHD covers the whole disk");
    static final Rule PARTITION_TABLE = TABLE.error("PRT-01", "the disk in the image has a sound MBR or GPT with partitions");
    static final Rule BASIC_DISK = TABLE.error("PRT-03", "the disk in the image is no dynamic disk (LDM)");
    static final Rule SYSTEM_PARTITION = TABLE.error("HST-01", "the disk has a system partition with a boot environment of Windows 7 or later, and a partition for the image");
    static final Rule SECOND_PARTITION = TABLE.warning("HST-02", "the image lies on another partition than the system partition");
    static final Rule HOST_FILE_SYSTEM = TABLE.forceableError("HST-03", "the host volume holds NTFS");
    static final Rule HOST_BITLOCKER = TABLE.error("HST-04", "BitLocker does not encrypt the host volume: an error for Windows 7, a warning for later ones");
    static final Rule HOST_BASIC_DISK = TABLE.error("HST-05", "the disk that holds the image is no dynamic disk (LDM)");
    static final Rule LOCAL_DISK = TABLE.error("HST-06", "the image lies on a disk of the machine, not across the network");
    static final Rule NOT_NESTED = TABLE.error("HST-07", "the image does not lie in another image");
    static final Rule SNAPSHOT = TABLE.error("HST-08", "the image lies in no snapshot, and the host volume has no shadow copies");
    static final Rule FILE_ATTRIBUTES = TABLE.error("HST-09", "the image file is not compressed, encrypted, sparse or elsewhere");
    static final Rule IMAGE_PATH = TABLE.warning("HST-10", "the path of the image has at most 260 characters, all of ASCII");
    static final Rule HOST_STATE = TABLE.error("HST-11", "no hibernated Windows has the host volume in use, and it is not dirty");
    static final Rule ATTACHED_IMAGES = TABLE.warning("HST-12", "the boot store names fewer images than Windows attaches at the same time");
    static final Rule BOOT_ENVIRONMENT = TABLE.error("HST-13", "the boot manager is of Windows 7 or later, and not older than the Windows in the image");
    static final Rule HOST_SECTOR_SIZE = TABLE.warning("HST-14", "a VHD lies on a disk with sectors of 512 bytes");
    static final Rule GROWTH = TABLE.error("SPC-01", "the host volume has room for the image at its full size");
    static final Rule PAGE_FILE_ROOM = TABLE.warning("SPC-02", "it also has room for the smallest page file and a reserve");
    static final Rule LARGEST_PAGE_FILE = TABLE.info("SPC-03", "it has room for the largest page file");
    static final Rule PAGE_FILE = TABLE.info("SPC-04", "the page file of Windows lies outside the image, on a host volume");

    private NativeBootRule() {}
}
