package org.bcdkit.storage;

import java.io.IOException;

/** Input that cannot be read: which source, which structure in it, where, and what is wrong. */
public abstract sealed class FormatException extends IOException permits MalformedException, UnsupportedException {

    private static final long serialVersionUID = 1;

    private final String source;
    private final String structure;
    private final long position;
    private final String place;

    FormatException(String source, String structure, long position, String problem) {
        this(source, structure, position, "0x" + Long.toHexString(position), problem);
    }

    /** @param place what {@code position} is for somebody who looks for it, for instance {@code "line 3, column 7"} */
    FormatException(String source, String structure, long position, String place, String problem) {
        super(problem);
        this.source = source;
        this.structure = structure;
        this.position = position;
        this.place = place;
    }

    /** The file or disk, as a user would name it. */
    public String source() {
        return source;
    }

    /** The structure as its specification calls it, for instance {@code "base block"}. */
    public String structure() {
        return structure;
    }

    /** Position in the source, in bytes. */
    public long position() {
        return position;
    }

    /** What was found and what was expected, without source and place. */
    public String problem() {
        return super.getMessage();
    }

    @Override
    public String getMessage() {
        return source + ": " + structure + " at " + place + ": " + problem();
    }
}
