package org.bcdkit.windows;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.filesystem.FilePath;

/** Paths of files in a Windows, as it writes them itself. */
final class WindowsPaths {

    private WindowsPaths() {}

    /** The path of {@code names}, with slashes between them, in {@code folder}. */
    static FilePath below(FilePath folder, String names) {
        List<String> all = new ArrayList<>(folder.names());
        all.addAll(FilePath.parse(names).names());
        return new FilePath(all);
    }

    /** From the root of the volume: {@code \Windows\System32}. */
    static String text(FilePath path) {
        return "\\" + String.join("\\", path.names());
    }
}
