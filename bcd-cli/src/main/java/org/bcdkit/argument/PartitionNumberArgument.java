package org.bcdkit.argument;

/** The number of a partition in its table, as {@code --partition 3} says it. */
public final class PartitionNumberArgument {

    /** More digits than any partition has, and still a number. */
    private static final int MAX_DIGITS = 9;

    private PartitionNumberArgument() {}

    /**
     * The number; 0 for a disk without a table as a whole.
     *
     * @param option where it stands, for messages
     */
    public static int parse(String option, String text) {
        if (text.length() > MAX_DIGITS || !NumberArgument.isDigits(text, 10)) {
            throw new UsageException(option + ": \"" + text + "\" is no number of a partition; bcd disk info shows those of a disk.");
        }
        return Integer.parseInt(text);
    }
}
