package org.bcdkit.fetch;

import java.io.IOException;

/** A source that cannot be reached or broke off: it may go better another time. */
final class LostConnectionException extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean unreachable;
    private final long waitMillis;

    /**
     * @param unreachable whether there may be no such server at all
     * @param waitMillis how long the source wants to be left alone; 0 when it does not say
     */
    LostConnectionException(String problem, boolean unreachable, long waitMillis, Throwable cause) {
        super(problem, cause);
        this.unreachable = unreachable;
        this.waitMillis = waitMillis;
    }

    boolean isUnreachable() {
        return unreachable;
    }

    long waitMillis() {
        return waitMillis;
    }
}
