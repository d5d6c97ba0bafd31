package org.bcdkit.argument;

/** The file that firmware is to start: a path from the root of a partition, with slashes of either kind. */
public final class LoadPathArgument {

    private LoadPathArgument() {}

    /**
     * The path as firmware writes it, with backslashes.
     *
     * @param option where it stands, for messages
     */
    public static String parse(String option, String text) {
        String path = text.replace('/', '\\');
        if (path.length() < 2 || path.charAt(0) != '\\' || path.indexOf('\0') >= 0) {
            throw new UsageException(option + ": \"" + path
                    + "\" is no path from the root of a partition; write for instance '\\EFI\\BOOT\\BOOTX64.EFI'.");
        }
        return path;
    }
}
