package org.bcdkit.edit;

import java.util.Optional;
import org.bcdkit.plan.Action;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;

/**
 * One difference between two stores: an element that is new, gone or has other data, or a whole object when {@code element} is absent.
 *
 * @param object the object in the store where it is; in the second store when it is in both
 * @param before the element in the first store
 * @param after the element in the second store
 */
public record Difference(BcdObject object, Kind kind, Optional<ElementType> element, Optional<Element> before, Optional<Element> after) {

    /** What happened on the way from the first store to the second. */
    public enum Kind {
        ADDED,
        CHANGED,
        DELETED
    }

    /** The same as a preview shows it. */
    public Action action() {
        return switch (kind) {
            case ADDED -> Action.ADD;
            case CHANGED -> Action.CHANGE;
            case DELETED -> Action.DELETE;
        };
    }
}
