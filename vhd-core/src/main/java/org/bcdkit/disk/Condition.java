package org.bcdkit.disk;

/** What may be odd about a disk image that can be read nevertheless. */
public enum Condition {
    /** VHD: no footer at the end; the copy at the start was used. */
    FOOTER_MISSING,
    /** VHD: the footer is followed by bytes that do not belong to the image. */
    FOOTER_PADDED,
    /** VHD: the footer has 511 bytes, as the first versions of Virtual PC wrote it. */
    FOOTER_SHORT,
    /** VHD: the copy of the footer at the start is missing, damaged, or differs. */
    FOOTER_COPY_DAMAGED,
    /** VHD: the disk belongs to the saved state of a virtual machine. */
    SAVED_STATE,
    /** VHD: readers that trust the geometry see a smaller disk. */
    GEOMETRY_TOO_SMALL,
    /** VHD: QEMU made it, and chose a size that a geometry has instead of the one it was asked for. */
    SIZE_ROUNDED,
    /** VHD: the file holds more than the disk and its footer. */
    TRAILING_BYTES,
    /** VHD: more table entries than the virtual size needs, or unused ones that are not marked unused. */
    TABLE_UNUSUAL,
    /** VHD and VHDX: a field has a value that no known writer stores. */
    FIELD_UNUSUAL,
    /** VHDX: one of the two headers cannot be used. */
    HEADER_DAMAGED,
    /** VHDX: one of the two region tables cannot be used, or they differ. */
    REGION_TABLE_DAMAGED,
    /** VHDX: whoever created the file did not finish. */
    INCOMPLETE,
    /** VHDX: the log holds changes that have to be replayed. */
    LOG_NOT_EMPTY,
    /** VHDX: declared fixed, but not all blocks have their place in the file. */
    FIXED_NOT_ALLOCATED,
    /** VHDX: the file ends inside its last block, behind the last byte of the virtual disk. */
    LAST_BLOCK_SHORT,
    /** The parent's file was changed after the link was made, or copied. */
    PARENT_TIME_STAMP,
    /** A file of the parent's name is there, but it is another disk. */
    PARENT_NAMESAKE;

    /**
     * Whether an image of which this is true has to be repaired, or left to whoever owns it, before its disk is written to.
     *
     * @param mayGrow whether writing may give blocks their places
     */
    boolean forbidsWriting(boolean mayGrow) {
        return switch (this) {
            case SAVED_STATE, INCOMPLETE, FOOTER_MISSING, FOOTER_COPY_DAMAGED, REGION_TABLE_DAMAGED -> true;
            case FOOTER_PADDED, FOOTER_SHORT -> mayGrow; // there is no saying where the file ends
            case GEOMETRY_TOO_SMALL, SIZE_ROUNDED, TRAILING_BYTES, TABLE_UNUSUAL, FIELD_UNUSUAL, PARENT_TIME_STAMP, PARENT_NAMESAKE -> false;
            // The first is what a power failure leaves, the second is put into place first, and the others are in nobody's way.
            case HEADER_DAMAGED, LOG_NOT_EMPTY, FIXED_NOT_ALLOCATED, LAST_BLOCK_SHORT -> false;
        };
    }

    /** How an image that {@link #forbidsWriting} keeps from being written to becomes one that is: the end of a sentence, empty when there is no way. */
    String remedy() {
        return switch (this) {
            case FOOTER_MISSING, FOOTER_COPY_DAMAGED, FOOTER_PADDED, FOOTER_SHORT, REGION_TABLE_DAMAGED -> ". bcd vdisk repair mends that";
            case SAVED_STATE, INCOMPLETE -> "";
            case GEOMETRY_TOO_SMALL, SIZE_ROUNDED, TRAILING_BYTES, TABLE_UNUSUAL, FIELD_UNUSUAL, PARENT_TIME_STAMP, PARENT_NAMESAKE -> "";
            case HEADER_DAMAGED, LOG_NOT_EMPTY, FIXED_NOT_ALLOCATED, LAST_BLOCK_SHORT -> "";
        };
    }
}
