package org.bcdkit.storage;

/** The bytes are fine, but this version or feature of the format is not supported. */
public final class UnsupportedException extends FormatException {

    private static final long serialVersionUID = 1;

    /**
     * @param source the file or disk, as a user would name it
     * @param structure the structure as its specification calls it
     * @param position where in the source, in bytes
     * @param problem which version or feature was found, and which are supported
     */
    public UnsupportedException(String source, String structure, long position, String problem) {
        super(source, structure, position, problem);
    }

    /**
     * The same in a text file.
     *
     * @param place where that is for somebody who looks at the text, for instance {@code "line 3, column 7"}
     */
    public UnsupportedException(String source, String structure, long position, String place, String problem) {
        super(source, structure, position, place, problem);
    }
}
