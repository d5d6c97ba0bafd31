package org.bcdkit.nativeboot;

import java.util.List;
import org.bcdkit.plan.Rule;

/**
 * A sentence of Microsoft's pages about native boot, in our words, and the rules that judge by it. Specification: native boot of virtual disks, 3.7.
 *
 * @param text a sentence without its full stop
 * @param rules at least one
 */
public record DocumentedRequirement(Kind kind, String text, List<Rule> rules) {

    /** Under which heading it stands there. */
    public enum Kind {
        REQUIREMENT("requirement"),
        LIMITATION("limitation"),
        PRECAUTION("precaution"),
        /** About fixed, dynamic and differencing disks. */
        DISK("kind of disk"),
        /** Of the tools that go with it, and of the pages for later versions of Windows. */
        OTHER("further");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word used in the reference page. */
        public String word() {
            return word;
        }
    }

    /** All of them, in the order of the page for Windows 7. */
    public static final List<DocumentedRequirement> ALL = List.of(
            of(
                    Kind.REQUIREMENT,
                    "a local disk has two partitions at least: a system partition with boot environment and boot store, and one for the image",
                    NativeBootRule.SYSTEM_PARTITION,
                    NativeBootRule.SECOND_PARTITION,
                    NativeBootRule.LOCAL_DISK,
                    NativeBootRule.HOST_FILE_SYSTEM),
            of(
                    Kind.REQUIREMENT,
                    "the boot environment and the boot store are those of Windows 7 or later",
                    NativeBootRule.BOOT_ENVIRONMENT,
                    NativeBootRule.SYSTEM_PARTITION),
            of(
                    Kind.REQUIREMENT,
                    "the partition of the image has room for a dynamic disk at its full size",
                    NativeBootRule.GROWTH,
                    NativeBootRule.EXPANSION),
            of(
                    Kind.REQUIREMENT,
                    "it has room for the page file too, which lies outside the image, other than in a virtual machine",
                    NativeBootRule.PAGE_FILE_ROOM,
                    NativeBootRule.LARGEST_PAGE_FILE,
                    NativeBootRule.PAGE_FILE),
            of(
                    Kind.LIMITATION,
                    "of Windows 7 only Enterprise, Ultimate and Server 2008 R2 start from an image",
                    NativeBootRule.WINDOWS_7_EDITION,
                    NativeBootRule.LATER_EDITION,
                    NativeBootRule.WINDOWS_AGE),
            of(Kind.LIMITATION, "about 512 images can be attached at the same time", NativeBootRule.ATTACHED_IMAGES),
            of(
                    Kind.LIMITATION,
                    "the system cannot hibernate, though it can sleep",
                    NativeBootRule.HIBERNATION,
                    NativeBootRule.NOT_HIBERNATED,
                    NativeBootRule.HOST_STATE),
            of(Kind.LIMITATION, "images cannot be nested", NativeBootRule.NOT_NESTED),
            of(Kind.LIMITATION, "an image is not started from an SMB share", NativeBootRule.LOCAL_DISK),
            of(Kind.LIMITATION, "the volume that holds the image is not encrypted with BitLocker", NativeBootRule.HOST_BITLOCKER),
            of(Kind.LIMITATION, "no volume in the image is encrypted with BitLocker", NativeBootRule.NOT_ENCRYPTED),
            of(Kind.LIMITATION, "the partition that holds the image is part of no snapshot of a volume", NativeBootRule.SNAPSHOT),
            of(
                    Kind.LIMITATION,
                    "an attached image is no dynamic disk, with its spanned, striped and mirrored volumes",
                    NativeBootRule.BASIC_DISK,
                    NativeBootRule.STORAGE_SPACES),
            of(Kind.LIMITATION, "the volume that holds the image is on no dynamic disk", NativeBootRule.HOST_BASIC_DISK),
            of(Kind.PRECAUTION, "servers in production have fixed disks, for speed and for the safety of data", NativeBootRule.SERVER_FIXED),
            of(
                    Kind.PRECAUTION,
                    "dynamic and differencing disks are for development and tests",
                    NativeBootRule.OUTSIDE,
                    NativeBootRule.SERVER_FIXED),
            of(
                    Kind.PRECAUTION,
                    "data that matters is kept on a partition outside a dynamic disk, which may be lost in a power failure",
                    NativeBootRule.OUTSIDE),
            of(
                    Kind.DISK,
                    "a fixed disk is a file as large as the disk",
                    NativeBootRule.IMAGE,
                    NativeBootRule.IMAGE_SIZE,
                    NativeBootRule.FIXED_ALLOCATED,
                    NativeBootRule.FILE_ATTRIBUTES),
            of(
                    Kind.DISK,
                    "a dynamic disk is a file as large as what was written to it, and grows up to the size of the disk",
                    NativeBootRule.IMAGE,
                    NativeBootRule.GROWTH),
            of(
                    Kind.DISK,
                    "a differencing disk needs its parent, which may be of any kind, differencing too",
                    NativeBootRule.CHAIN,
                    NativeBootRule.CHAIN_VOLUME,
                    NativeBootRule.PARENT_READ_ONLY),
            of(
                    Kind.OTHER,
                    "BCDboot may be needed to bring the boot store of the system partition up to date",
                    NativeBootRule.BOOT_ENVIRONMENT,
                    NativeBootRule.NEWER_BOOT_MANAGER),
            of(Kind.OTHER, "a VHDX needs Windows 8 or later (pages for Windows 8)", NativeBootRule.VHDX_SUPPORT),
            of(Kind.OTHER, "Windows 10 and 11 start from a VHDX (pages for Windows 10)", NativeBootRule.VHD_SUPPORT),
            of(
                    Kind.OTHER,
                    "an image that is attached elsewhere, compressed, encrypted or sparse is refused (status codes of virtual disks)",
                    NativeBootRule.NOT_IN_USE,
                    NativeBootRule.FILE_ATTRIBUTES));

    public DocumentedRequirement {
        rules = List.copyOf(rules);
    }

    private static DocumentedRequirement of(Kind kind, String text, Rule... rules) {
        return new DocumentedRequirement(kind, text, List.of(rules));
    }
}
