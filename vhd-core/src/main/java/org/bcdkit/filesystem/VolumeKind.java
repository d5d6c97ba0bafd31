package org.bcdkit.filesystem;

/** What a volume holds: a file system, or something that file systems lie in. */
public enum VolumeKind {
    NTFS("ntfs", "NTFS"),
    FAT12("fat12", "FAT12"),
    FAT16("fat16", "FAT16"),
    FAT32("fat32", "FAT32"),
    EXFAT("exfat", "exFAT"),
    REFS("refs", "ReFS"),
    /** Encrypted by Windows: of Vista, of 7 and later, and To Go on removable media. */
    BITLOCKER("bitlocker", "BitLocker"),
    /** Part of a dynamic disk; which volumes lie in it is said by a database of the disk. */
    LDM("ldm", "dynamic disk (LDM)"),
    /** Part of a pool of disks. */
    STORAGE_SPACES("storage-spaces", "Storage Spaces"),
    EXT2("ext2", "ext2"),
    EXT3("ext3", "ext3"),
    EXT4("ext4", "ext4"),
    XFS("xfs", "XFS"),
    BTRFS("btrfs", "Btrfs"),
    SQUASHFS("squashfs", "SquashFS"),
    LUKS("luks", "LUKS"),
    LVM("lvm", "LVM"),
    SWAP("swap", "Linux swap"),
    HFS_PLUS("hfsplus", "HFS+"),
    APFS("apfs", "APFS"),
    ISO9660("iso9660", "ISO 9660"),
    UDF("udf", "UDF");

    private final String word;
    private final String title;

    VolumeKind(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** Whether it is the file system of EFI system partitions, which is written to. */
    public boolean isFat() {
        return this == FAT12 || this == FAT16 || this == FAT32;
    }

    /** The word used in text and JSON. */
    public String word() {
        return word;
    }

    /** Its name in sentences. */
    public String title() {
        return title;
    }
}
