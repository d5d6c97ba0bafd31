package org.bcdkit.fat;

import java.util.Set;

/** What FAT notes about a file or folder beside its content. A file that is written also becomes one to be archived, as always. */
public enum FatAttribute {
    READ_ONLY(0x01),
    HIDDEN(0x02),
    SYSTEM(0x04);

    private final int bit;

    FatAttribute(int bit) {
        this.bit = bit;
    }

    /** Whether the attribute byte has it. */
    boolean isIn(long attributes) {
        return (attributes & bit) != 0;
    }

    /** The attribute byte with these set, and the others of them not. */
    static long in(long attributes, Set<FatAttribute> set) {
        long changed = attributes;
        for (FatAttribute attribute : values()) {
            changed = set.contains(attribute) ? changed | attribute.bit : changed & ~attribute.bit;
        }
        return changed;
    }
}
