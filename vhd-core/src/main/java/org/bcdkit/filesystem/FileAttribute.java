package org.bcdkit.filesystem;

/** How a file system keeps a file, as far as it matters to whoever reads its blocks. NTFS says it of files and of their data. */
public enum FileAttribute {
    /** By NTFS itself, with LZNT1. */
    COMPRESSED("compressed"),
    /** With EFS. */
    ENCRYPTED("encrypted"),
    SPARSE("sparse"),
    /** A link, or content that a filter supplies: WOF compression, deduplication, the cloud. */
    REPARSE_POINT("reparse point"),
    /** The content is elsewhere. */
    OFFLINE("offline");

    private final String word;

    FileAttribute(String word) {
        this.word = word;
    }

    /** The word used in text and JSON. */
    public String word() {
        return word;
    }
}
