package org.bcdkit.storage;

import java.io.IOException;

/** A step of a change failed, and what was done before it is still there. The message says what that is. */
public final class PartlyAppliedException extends IOException {

    private static final long serialVersionUID = 1;

    public PartlyAppliedException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
