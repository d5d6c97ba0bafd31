package org.bcdkit.bcdedit;

import java.util.List;

/** A bcdedit command that failed, with the lines that bcdedit prints in that case and a sentence of ours. */
public final class EditException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    /**
     * @param lines bcdedit's own
     * @param detail what was found, what was expected, what to do
     */
    public EditException(List<String> lines, String detail) {
        super(detail);
        this.lines = List.copyOf(lines);
    }

    public EditException(List<String> lines, String detail, Throwable cause) {
        super(detail, cause);
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }
}
