package org.bcdkit.storage;

/** The bytes contradict the format. */
public final class MalformedException extends FormatException {

    private static final long serialVersionUID = 1;

    /**
     * @param source the file or disk, as a user would name it
     * @param structure the structure as its specification calls it
     * @param position where in the source, in bytes
     * @param problem what was found and what was expected
     */
    public MalformedException(String source, String structure, long position, String problem) {
        super(source, structure, position, problem);
    }

    /**
     * The same in a text file.
     *
     * @param place where that is for somebody who looks at the text, for instance {@code "line 3, column 7"}
     */
    public MalformedException(String source, String structure, long position, String place, String problem) {
        super(source, structure, position, place, problem);
    }
}
