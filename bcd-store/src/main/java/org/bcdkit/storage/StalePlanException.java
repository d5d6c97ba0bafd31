package org.bcdkit.storage;

import java.io.IOException;

/** A store or disk is no longer what it was when the plan was made. Nothing was changed; making the plan again is all that is needed. */
public final class StalePlanException extends IOException {

    private static final long serialVersionUID = 1;

    public StalePlanException(String problem) {
        super(problem);
    }

    /**
     * For what does not hold any more what was read from it.
     *
     * @param name what to call it
     */
    public static StalePlanException changed(String name) {
        return new StalePlanException(name + " was changed by somebody else since it was read. Nothing was changed. Run the command again.");
    }
}
