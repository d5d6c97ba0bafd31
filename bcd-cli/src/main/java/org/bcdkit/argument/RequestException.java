package org.bcdkit.argument;

/** What the user asked for cannot be had: it is not there, more than one thing answers to the name, or a rule stands against it. */
public final class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param problem what was asked for, why it cannot be had, and what can be done instead */
    public RequestException(String problem) {
        super(problem);
    }
}
