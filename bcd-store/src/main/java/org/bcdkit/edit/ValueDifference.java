package org.bcdkit.edit;

import java.util.Optional;
import org.bcdkit.hive.Value;
import org.bcdkit.plan.Action;
import org.bcdkit.store.BcdObject;

/**
 * One difference between two stores in a registry value that is no element: of the store's {@code Description}, or of an object.
 *
 * @param object the object in the store where it is, in the second one when it is in both; absent for the store's own description
 * @param name path of the value below the object's key, or below the root: for instance {@code "Description\System"}
 * @param before the value in the first store
 * @param after the value in the second store
 */
public record ValueDifference(Optional<BcdObject> object, String name, Optional<Value> before, Optional<Value> after) {

    /** Whether it is the firmware entry that goes with the object. */
    public boolean isFirmwareVariable() {
        return object.isPresent() && BcdObject.isFirmwareVariable(name);
    }

    /** What happened on the way from the first store to the second. */
    public Action action() {
        return before.isEmpty() ? Action.ADD : after.isEmpty() ? Action.DELETE : Action.CHANGE;
    }
}
