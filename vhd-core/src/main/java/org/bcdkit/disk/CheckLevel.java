package org.bcdkit.disk;

/** How much of an image a check reads. Each level does what those before it do. */
public enum CheckLevel {
    /** Footers, headers, logs and the tables of regions and metadata. */
    QUICK("quick"),
    /** Every entry of the block allocation table, and who the parents are. */
    FULL("full"),
    /** Every bitmap, and all of the parents. */
    DEEP("deep");

    private final String word;

    CheckLevel(String word) {
        this.word = word;
    }

    /** The word of the command line and of JSON. */
    public String word() {
        return word;
    }

    public boolean includes(CheckLevel other) {
        return compareTo(other) >= 0;
    }
}
