package org.bcdkit.disk;

/** How a virtual disk keeps its sectors. */
public enum DiskKind {
    /** Every sector has its place in the file. */
    FIXED("fixed"),
    /** Blocks get their place in the file when they are first written. */
    DYNAMIC("dynamic"),
    /** Holds what differs from its parent. */
    DIFFERENCING("differencing");

    private final String word;

    DiskKind(String word) {
        this.word = word;
    }

    /** The word used in text and JSON. */
    public String word() {
        return word;
    }
}
