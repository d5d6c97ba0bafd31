package org.bcdkit.storage;

import java.io.IOException;

/** The machine refused: permission, in use, missing tool, read or write error. */
public sealed class HostException extends IOException permits FolderException {

    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * @param problem what could not be done, and the machine's own words for why
     * @param remedy what the user can do about it; empty when nothing is known
     */
    public HostException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    public HostException(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** What the user can do about it; empty when nothing is known. */
    public String remedy() {
        return remedy;
    }
}
