package org.bcdkit.filesystem;

import java.time.Instant;

/**
 * A file or folder of a file system.
 *
 * @param name as stored
 * @param size of the content in bytes
 * @param modified time of the last change of the content; the epoch when it is not recorded
 * @param position what the file system finds it by
 */
public record FileEntry(String name, Kind kind, long size, Instant modified, long position) {

    /** What an entry is. */
    public enum Kind {
        FILE("file"),
        DIRECTORY("directory"),
        /** A reparse point that leads elsewhere. */
        LINK("link");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word used in text and JSON. */
        public String word() {
            return word;
        }
    }
}
