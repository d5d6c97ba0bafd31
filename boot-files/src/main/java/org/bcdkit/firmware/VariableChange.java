package org.bcdkit.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of one variable.
 *
 * @param before absent when it is made
 * @param after absent when it is removed
 */
public record VariableChange(String name, Optional<EfiVariable> before, Optional<EfiVariable> after) {

    /** Changes so ordered that what names entries names only such as are there: entries come first and go last. */
    static List<VariableChange> ordered(List<VariableChange> changes) {
        List<VariableChange> made = new ArrayList<>();
        List<VariableChange> lists = new ArrayList<>();
        List<VariableChange> removed = new ArrayList<>();
        for (VariableChange change : changes) {
            boolean entry = BootVariable.number(change.name()).isPresent();
            (!entry ? lists : change.after().isPresent() ? made : removed).add(change);
        }
        made.addAll(lists);
        made.addAll(removed);
        return made;
    }

    /** The way back. */
    VariableChange reversed() {
        return new VariableChange(name, after, before);
    }
}
