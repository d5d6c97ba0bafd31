package org.bcdkit.disk;

/** How a range of a disk is kept by an image and its parents. */
public enum RangeState {
    /** Its bytes are in a file. */
    ALLOCATED("allocated"),
    /** Its bytes are in a file, in a block of which that file holds only some sectors. */
    PARTIAL("partial"),
    /** Marked as zeros, or as given back by the system inside: it reads as zeros, whatever a parent has there. */
    ZERO("zero"),
    /** In no file: it reads as zeros. */
    ABSENT("absent"),
    /** Left to a parent that is not open. */
    PARENT("parent");

    private final String word;

    RangeState(String word) {
        this.word = word;
    }

    /** The word used in text and JSON. */
    public String word() {
        return word;
    }
}
