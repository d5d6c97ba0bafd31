package org.bcdkit.disk;

import java.util.Locale;
import java.util.Optional;

/**
 * An absolute Windows path in its two parts.
 *
 * @param volume {@code C:} or {@code Volume{guid}}, as written; of a network path what follows its slashes
 * @param path from the root of the volume, with its first backslash
 */
record WindowsPath(String volume, String path) {

    /** Takes off the prefixes of device paths; empty when {@code text} is not absolute. */
    static Optional<WindowsPath> parse(String text) {
        String path = text;
        if (path.startsWith("\\\\?\\") || path.startsWith("\\??\\") || path.startsWith("\\\\.\\")) {
            path = path.substring(4);
        }
        int root = path.indexOf('\\');
        return root < 0 ? Optional.empty() : Optional.of(new WindowsPath(path.substring(0, root), path.substring(root)));
    }

    /** Whether it starts with a drive letter or the GUID of a volume, and so is not on another machine. */
    boolean isLocal() {
        return isLetter(volume) || volume.toLowerCase(Locale.ROOT).startsWith("volume{");
    }

    /** Whether this is a drive letter with its colon. */
    static boolean isLetter(String text) {
        return text.length() == 2 && text.charAt(1) == ':' && Character.isLetter(text.charAt(0));
    }
}
