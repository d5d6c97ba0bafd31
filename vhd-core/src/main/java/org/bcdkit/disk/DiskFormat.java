package org.bcdkit.disk;

/** The file format of a disk image. */
public enum DiskFormat {
    VHD("vhd"),
    VHDX("vhdx"),
    /** The sectors of the disk and nothing else. */
    RAW("raw");

    private final String word;

    DiskFormat(String word) {
        this.word = word;
    }

    /** The word used in text and JSON. */
    public String word() {
        return word;
    }
}
