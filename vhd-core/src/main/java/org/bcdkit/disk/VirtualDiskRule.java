package org.bcdkit.disk;

import org.bcdkit.plan.Rule;
import org.bcdkit.plan.RuleTable;

/** What holds in a whole VHD or VHDX. Specification: VHD images, sections 1.9 and 2. */
public final class VirtualDiskRule {

    /** All of them. */
    public static final RuleTable TABLE = new RuleTable();

    private static final String BACKUP = "Copy the image again from where it came from, or restore it from a backup.";
    private static final String REPAIR = "`bcd vdisk repair` mends it.";
    private static final String CONVERT = "Convert the image with the program that made it.";

    // VHD

    public static final Rule FOOTER = TABLE.error(
            "VHD-C01",
            "a VHD ends with its footer",
            "The last 512 bytes of the file; when there is no intact footer, its copy at the start, or a footer before bytes that a copying program added. "
                    + "A footer of 511 bytes, as the first versions of Virtual PC left it, is a warning.",
            "`bcd vdisk repair` puts the footer back from its copy, and ends the file with it.");
    public static final Rule FOOTER_CHECKSUM = TABLE.error(
            "VHD-C02",
            "the checksum of a footer is that of its bytes",
            "The footer and its copy, each where it is.",
            "`bcd vdisk repair` writes an intact one over the other; where both are equal, it corrects the checksum.");
    public static final Rule FOOTER_VALUES = TABLE.error(
            "VHD-C03",
            "version, type and size in the footer are those of a VHD",
            "The footer that counts: version 1; fixed, dynamic or differencing; whole sectors; a dynamic header inside the file; a fixed disk inside "
                    + "the file.",
            BACKUP);
    public static final Rule FOOTER_COPY = TABLE.warning(
            "VHD-C04",
            "the copy of the footer at the start of a dynamic or differencing VHD is equal to the footer",
            "The first 512 bytes. The footer at the end counts; QEMU needs the copy to know that the file is a VHD.",
            REPAIR);
    public static final Rule FOOTER_UNUSUAL = TABLE.info(
            "VHD-C05",
            "the footer holds what known writers store",
            "Features and creator's system of the footer, the data offset of a fixed disk.",
            "Nothing has to be done.");
    public static final Rule VHD_SIZE = TABLE.error(
            "VHD-C06",
            "a VHD holds 3 MiB to 2040 GiB",
            "The virtual size. Windows does not attach a larger one; a smaller one it only does not make, which is a note.",
            "Convert the image to VHDX.");
    public static final Rule GEOMETRY = TABLE.warning(
            "VHD-C07",
            "the geometry in a VHD covers the whole disk",
            "Cylinders, heads and sectors in the footer, when the creator is none whose geometry readers ignore.",
            "Do not convert the image with QEMU's tools: they would cut off its end.");
    public static final Rule SAVED_STATE = TABLE.warning(
            "VHD-C08",
            "the disk belongs to no saved virtual machine",
            "The saved state in the footer. Such a disk is not repaired: the machine goes on with what it remembers of it.",
            "Start and shut down the virtual machine.");
    public static final Rule DYNAMIC_HEADER = TABLE.error(
            "VHD-C09",
            "the dynamic header is whole",
            "Cookie, checksum and version of the header of a dynamic or differencing VHD.",
            "`bcd vdisk repair --force` corrects the checksum when everything in the header fits the file; there is no copy of it.");
    public static final Rule TABLE_PLACE = TABLE.error(
            "VHD-C10",
            "the dynamic header describes blocks and a table for the whole disk",
            "Block size, number of entries, and place of the block allocation table in the dynamic header.",
            BACKUP);
    public static final Rule BLOCK_PLACE = TABLE.forceableError(
            "VHD-C11",
            "every block lies in the file, behind the metadata and before the footer",
            "Every entry of the block allocation table that is in use.",
            "Copy the image again, or restore it. When there is no other, `bcd vdisk repair --force` lets blocks go that the file does not have; blocks over "
                    + "other structures stay.");
    public static final Rule BITMAP = TABLE.warning(
            "VHD-C12",
            "sectors that hold something are marked in the bitmap of their block",
            "Level deep: the sectors of a dynamic VHD whose bit is not set. This program and QEMU read what is there, libvhdi reads zeros.",
            "`bcd vdisk repair --level deep` marks them.");
    public static final Rule BLOCK_OVERLAP = TABLE.error(
            "VHD-C13",
            "no two blocks share a byte of the file",
            "The places of all blocks. Which of the two has the right one cannot be told, so nothing is repaired.",
            BACKUP);
    public static final Rule TABLE_UNUSUAL = TABLE.info(
            "VHD-C14",
            "the block allocation table has as many entries as the disk has blocks, and the rest of its last sector is unused",
            "The number of entries, and the entries behind the last block. What fills up a sector has to be marked unused by the time the disk grows.",
            REPAIR);
    public static final Rule LOCATOR = TABLE.error(
            "VHD-C15",
            "the paths to the parent lie in the file",
            "The parent locators of a differencing VHD: length, room and place of each path.",
            "Restore the image from a backup, or link it to its parent anew.");
    public static final Rule PARENT_FIELDS = TABLE.info(
            "VHD-C16",
            "only a differencing VHD names a parent",
            "Identifier, time stamp, name and locators of a parent in the header of a dynamic disk.",
            "Nothing has to be done.");
    public static final Rule UNUSED_BYTES = TABLE.info(
            "VHD-C17",
            "the file holds nothing but metadata, blocks and footer",
            "The bytes between the last block, or the end of a fixed disk, and the footer: what an interrupted program had begun to add.",
            "Nothing has to be done; convert the image to get the room back.");
    public static final Rule ALIGNMENT = TABLE.info(
            "VHD-C18",
            "blocks lie on borders of 4 KiB when the first one does",
            "The places of all blocks. Windows 8 and later lay files out so, because most disks have sectors of 4 KiB by now.",
            "Nothing has to be done; convert the image to make it faster.");

    public static final Rule VHD_FILE_END = TABLE.error(
            "VHD-C19", "the file of a VHD reaches to the end of every structure in it", "Every structure that is read.", BACKUP);

    // VHDX

    public static final Rule IDENTIFIER = TABLE.error(
            "VHDX-X01",
            "a VHDX starts with `vhdxfile`",
            "The first 8 bytes of a file that has the headers of a VHDX.",
            REPAIR);
    public static final Rule HEADER = TABLE.error(
            "VHDX-X02",
            "both headers are whole, and one is newer",
            "Signature, checksum and sequence number of the two headers. One that is damaged is a warning: they are written in turn.",
            "`bcd vdisk repair` writes the intact header over the other; without an intact one, restore the image from a backup.");
    public static final Rule VERSION = TABLE.error("VHDX-X03", "the version is 1, that of the log 0", "The header that counts.", CONVERT);
    public static final Rule LOG_PLACE = TABLE.error(
            "VHDX-X04", "the log lies in the file, in whole MiB behind the first", "Length and place of the log in the header that counts.", BACKUP);
    public static final Rule LOG_EMPTY = TABLE.error(
            "VHDX-X05",
            "the image was closed cleanly: its log is empty",
            "The log identifier in the header. Everything else is judged as it will be when the log is replayed.",
            "`bcd vdisk repair` replays the log; so does Windows when it attaches the image.");
    public static final Rule LOG = TABLE.forceableError(
            "VHDX-X06",
            "a log that is in use can be replayed",
            "The entries that carry the log identifier of the header: a whole sequence of them, for a file that is no shorter than it was.",
            "Copy the image again, or restore it. When there is no other, `bcd vdisk repair --force` gives up what is in a log without a valid entry.");
    public static final Rule REGION_TABLE = TABLE.error(
            "VHDX-X07",
            "both region tables are whole and equal",
            "Signature and checksum of the two region tables. When one can be used, it is a warning.",
            "`bcd vdisk repair` writes the one that counts over the other; without an intact one, restore the image from a backup.");
    public static final Rule REGION = TABLE.error(
            "VHDX-X08",
            "regions lie in the file apart from one another, and the two that are needed are there",
            "Every entry of the region table: whole MiB, behind the first, over nothing else, listed once.",
            BACKUP);
    public static final Rule UNKNOWN_REGION = TABLE.error(
            "VHDX-X09", "every region that is required is known", "The regions that readers must know, by the mark in the region table.", CONVERT);
    public static final Rule METADATA_TABLE = TABLE.error(
            "VHDX-X10",
            "the metadata table lists items that lie apart from one another in the metadata region",
            "Signature and every entry of the metadata table: flags, place and length, listed once.",
            BACKUP);
    public static final Rule METADATA = TABLE.error(
            "VHDX-X11",
            "the metadata describes a disk that a VHDX can hold",
            "Block size, flags, virtual size and sector sizes: present, of the right length, and of values that the format has.",
            BACKUP);
    public static final Rule UNKNOWN_ITEM = TABLE.error(
            "VHDX-X12", "every metadata item that is required is known", "The items that readers must know, by the mark in the metadata table.", CONVERT);
    public static final Rule INCOMPLETE = TABLE.error(
            "VHDX-X13",
            "making the image was finished",
            "The mark of an unfinished file in the metadata.",
            "Make the image again.");
    public static final Rule PARENT_LOCATOR = TABLE.error(
            "VHDX-X14",
            "the parent locator says which disk the parent is",
            "The keys and values of the parent locator of a differencing VHDX. One in a disk without parent is a note.",
            "Restore the image from a backup, or link it to its parent anew.");
    public static final Rule TABLE_ROOM = TABLE.error(
            "VHDX-X15",
            "the block allocation table has an entry for every block of the disk",
            "The length of its region, for the virtual size and the block size.",
            BACKUP);
    public static final Rule BLOCK_STATE = TABLE.error(
            "VHDX-X16",
            "every block is in a state that exists, with nothing in reserved bits",
            "Every entry of the block allocation table, those of sector bitmaps included.",
            BACKUP);
    public static final Rule BLOCK_IN_FILE = TABLE.forceableError(
            "VHDX-X17",
            "every block that is in the file lies in it whole",
            "The places of all blocks and sector bitmaps.",
            "Copy the image again, or restore it. When there is no other, `bcd vdisk repair --force` lets blocks go that the file does not have.");
    public static final Rule BLOCK_APART = TABLE.error(
            "VHDX-X18",
            "no two blocks share a MiB of the file, with one another or with a region",
            "The places of all blocks, sector bitmaps and regions. Which of the two is right cannot be told, so nothing is repaired.",
            BACKUP);
    public static final Rule BITMAP_MISSING = TABLE.error(
            "VHDX-X19",
            "a block that is partially present has a sector bitmap",
            "The sector bitmaps of a differencing VHDX.",
            BACKUP);
    public static final Rule FIXED = TABLE.warning(
            "VHDX-X20",
            "a fixed VHDX has all its blocks",
            "Blocks of a VHDX that is declared fixed and have no place in the file.",
            "Leave that much space free on the host volume: starting the image allocates them.");
    public static final Rule LAST_BLOCK = TABLE.warning(
            "VHDX-X21",
            "the last block is whole",
            "A file that ends in its last block, behind the last byte of the disk, as old versions of QEMU left it.",
            REPAIR);
    public static final Rule ZERO_PLACE = TABLE.error(
            "VHDX-X22",
            "a block of zeros has no place in the file",
            "Entries in state 2. Hyper-V refuses an image in which one has a place.",
            REPAIR);
    public static final Rule BITMAP_EMPTY = TABLE.info(
            "VHDX-X23",
            "of a block that is partially present some sectors are marked",
            "Level deep: the sector bitmaps of a differencing VHDX. A block without marks takes room and holds nothing.",
            "Nothing has to be done.");
    public static final Rule VHDX_SIZE =
            TABLE.error("VHDX-X24", "a VHDX holds at most 64 TiB", "The virtual size.", "Move the data to a smaller disk.");

    public static final Rule VHDX_FILE_END = TABLE.error(
            "VHDX-X25", "the file of a VHDX reaches to the end of every structure in it", "Every structure that is read.", BACKUP);

    // The parents

    public static final Rule PARENT = TABLE.error(
            "CHN-01",
            "every parent is there, readable, and the disk that the link means",
            "Levels full and deep: each parent is looked for where the link says; its identifier is compared.",
            "Put the parent back as it was when the link was made, name the folder of its drive with `--map`, or say with `bcd vdisk reparent` where it is.");
    public static final Rule PARENT_FIT = TABLE.error(
            "CHN-02",
            "a child and its parent have the same size and sectors",
            "Sector sizes; sizes too, which a VHDX may have different: then it is a warning.",
            "Put the parent back as it was when the link was made.");
    public static final Rule PARENT_CHANGED = TABLE.warning(
            "CHN-03",
            "the parent was not changed since the link was made",
            "The time stamp of the parent's file in the link of a differencing VHD. Copying a file changes it too.",
            "Make sure that the parent holds what it held, and make it read-only.");
    public static final Rule CHAIN = TABLE.error(
            "CHN-04",
            "a chain ends, after at most 256 disks, with a disk that has no parent",
            "The files of all parents.",
            "Restore the chain from a backup.");

    private VirtualDiskRule() {}
}
