package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;

/** What is done with the identifiers or numbers that are given for a list, such as a display order. Specification: bcdedit surface, section 1.2. */
public enum ListEdit {
    /** They become the list. */
    REPLACE,
    /** They come first in it, in the order given; those that were in it already move. */
    ADD_FIRST,
    /** They come last in it, in the order given; those that were in it already move. */
    ADD_LAST,
    /** They are taken out of it. */
    REMOVE;

    /** The list that {@code ids} make of {@code old}. One that is given twice counts once. */
    public <T> List<T> apply(List<T> old, List<T> ids) {
        List<T> given = new ArrayList<>(ids.size());
        for (T id : ids) {
            if (!given.contains(id)) {
                given.add(id);
            }
        }
        List<T> others = new ArrayList<>(old);
        others.removeAll(given);
        List<T> changed = new ArrayList<>();
        changed.addAll(this == ADD_FIRST || this == REPLACE ? given : others);
        changed.addAll(this == ADD_FIRST ? others : this == ADD_LAST ? given : List.of());
        return changed;
    }
}
