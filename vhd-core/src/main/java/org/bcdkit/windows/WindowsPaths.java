package org.bcdkit.windows;

import org.bcdkit.filesystem.FilePath;

/** Paths of files in a Windows, as it writes them itself. */
final class WindowsPaths {

    private WindowsPaths() {}

    /** The path of {@code names}, with slashes between them, in {@code folder}. */
    static FilePath below(FilePath folder, String names) {
        return folder.resolve(names);
    }

    /** From the root of the volume: {@code \Windows\System32}. */
    static String text(FilePath path) {
        return path.windowsText();
    }
}
