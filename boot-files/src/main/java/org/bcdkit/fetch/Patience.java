package org.bcdkit.fetch;

import org.bcdkit.storage.HostException;

/**
 * How often and after which time to try again.
 *
 * @param tries how many times in a row may bring nothing
 * @param firstWaitMillis the wait after the first of them; each that follows is twice as long
 */
public record Patience(int tries, long firstWaitMillis) {

    /** Half a minute in all. */
    public static final Patience USUAL = new Patience(7, 500);
    /** A few seconds: for the first question, when nobody sees yet that something goes on. */
    public static final Patience FOR_A_QUESTION = new Patience(4, 500);

    private static final long LONGEST_MILLIS = 30_000;

    /** How long to wait after {@code fruitless} tries that brought nothing. */
    long waitMillis(int fruitless) {
        long wait = firstWaitMillis;
        for (int i = 1; i < fruitless && wait < LONGEST_MILLIS; i++) {
            wait *= 2;
        }
        return Math.min(wait, LONGEST_MILLIS);
    }

    static void sleep(long millis) throws HostException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException("Fetching was interrupted", "");
        }
    }
}
