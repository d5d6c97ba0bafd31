package org.bcdkit.disk;

import java.util.Optional;

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

    /** What stands behind the last slash, of either kind. */
    String lastName() {
        return text.substring(Math.max(text.lastIndexOf('\\'), text.lastIndexOf('/')) + 1);
    }

    /**
     * What it means for a child of which nothing but its volume is known: a path from the root of that volume, whichever letter or GUID it gives
     * it. Absent when it leads to another machine.
     *
     * @param folder of the child, from the root of its volume
     */
    public Optional<String> onVolume(String folder) {
        return switch (form) {
            case RELATIVE -> Optional.of(folder + "/" + text);
            case NAME -> Optional.of(folder + "/" + lastName());
            case ABSOLUTE, VOLUME -> {
                Optional<WindowsPath> parts = WindowsPath.parse(text);
                yield parts.isPresent() && parts.get().isLocal() ? Optional.of(parts.get().path()) : Optional.empty();
            }
            case URL -> {
                Optional<String> path = FileUrls.path(text);
                yield path.isPresent() ? Optional.of(path.get().startsWith("/") ? withoutLetter(path.get()) : folder + "/" + path.get()) : path;
            }
        };
    }

    /** @param path with a slash in front of its letter, as a URL has it */
    private static String withoutLetter(String path) {
        return path.length() >= 3 && WindowsPath.isLetter(path.substring(1, 3)) ? path.substring(3) : path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParentPath that && form == that.form && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return 31 * form.hashCode() + text.hashCode();
    }
}
