package org.bcdkit.bcdedit;

import java.util.Optional;

/** The kinds of entries that {@code /enum} takes. */
public enum EntryGroup {
    /** The boot manager and what is in its display order. */
    ACTIVE,
    FIRMWARE,
    BOOTAPP,
    BOOTMGR,
    OSLOADER,
    RESUME,
    INHERIT,
    ALL;

    private static final EntryGroup[] GROUPS = values();

    /** All names, for text. */
    static String list() {
        StringBuilder list = new StringBuilder();
        for (EntryGroup group : GROUPS) {
            list.append(list.length() == 0 ? "" : ", ").append(group.name());
        }
        return list.toString();
    }

    /** The group of that name, in any case. */
    static Optional<EntryGroup> named(String word) {
        for (EntryGroup group : GROUPS) {
            if (group.name().equalsIgnoreCase(word)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }
}
