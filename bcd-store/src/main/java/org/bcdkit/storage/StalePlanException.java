package org.bcdkit.storage;

import java.io.IOException;
import java.nio.file.Path;

/** A store or disk is no longer what it was when the plan was made. Nothing was changed; making the plan again is all that is needed. */
public final class StalePlanException extends IOException {

    private static final long serialVersionUID = 1;

    public StalePlanException(String problem) {
        super(problem);
    }

    /** For a file that does not hold any more what was read from it. */
    static StalePlanException changed(Path file) {
        return new StalePlanException(file + " was changed by somebody else since it was read. Nothing was changed. Run the command again.");
    }
}
