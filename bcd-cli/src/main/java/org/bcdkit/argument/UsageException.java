package org.bcdkit.argument;

/** The command line is wrong: an option or argument that does not exist, is missing, or is not written as it must be. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param problem what was found on the command line, and what was expected there */
    public UsageException(String problem) {
        super(problem);
    }
}
