package org.bcdkit.storage;

import java.io.IOException;

/** A store or disk is no longer what it was when the plan was made. Nothing was changed; making the plan again is all that is needed. */
public final class StalePlanException extends IOException {

    private static final long serialVersionUID = 1;

    public StalePlanException(String problem) {
        super(problem);
    }
}
