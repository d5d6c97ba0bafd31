package org.bcdkit.disk;

/**
 * One place where a child says that its parent is.
 *
 * @param text as stored
 */
public record ParentPath(Form form, String text) {

    /** How a path is meant. */
    public enum Form {
        /** Relative to the child's folder: VHD {@code W2ru} and {@code Wi2r}, VHDX {@code relative_path}. */
        RELATIVE("relative path"),
        /** With a drive letter: VHD {@code W2ku} and {@code Wi2k}, VHDX {@code absolute_win32_path}. */
        ABSOLUTE("absolute path"),
        /** With a volume GUID: VHDX {@code volume_path}. */
        VOLUME("volume path"),
        /** VHD {@code MacX}: a file URL. */
        URL("file URL"),
        /** The parent's name in a VHD's dynamic header, to be looked for beside the child. */
        NAME("name");

        private final String word;

        Form(String word) {
            this.word = word;
        }

        /** What messages call it. */
        public String word() {
            return word;
        }
    }
}
