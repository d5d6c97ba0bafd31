package org.bcdkit.view;

/** Lines of 80 columns: text, and names beside what they are. */
public final class ColumnLayout {

    private static final int WIDTH = 80;
    private static final int COLUMN = 24;

    private final StringBuilder text = new StringBuilder();

    /** A line as it is. */
    public ColumnLayout line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** A line that is broken between words where it is too long. What follows is indented. */
    public ColumnLayout paragraph(String line, int indent) {
        return wrapped(line, 0, indent);
    }

    /** A name and what it is, side by side where the name is short enough. */
    public ColumnLayout entry(String name, String description) {
        StringBuilder start = new StringBuilder("  ").append(name);
        if (start.length() + 2 > COLUMN) {
            line(start.toString());
            start.setLength(0);
        }
        return beside(start.toString(), COLUMN, description);
    }

    /** Text that starts in {@code column} and stays right of it; {@code start} stands before it in the first line. */
    public ColumnLayout beside(String start, int column, String description) {
        return wrapped(start + " ".repeat(Math.max(0, column - start.length())) + description, column, column);
    }

    /** Breaks a line between words, not before {@code from}, and indents what follows. */
    private ColumnLayout wrapped(String line, int from, int indent) {
        String rest = line;
        while (rest.length() > WIDTH) {
            int cut = rest.lastIndexOf(' ', WIDTH);
            if (cut <= Math.max(from, indent)) {
                break;
            }
            line(rest.substring(0, cut));
            rest = " ".repeat(indent) + rest.substring(cut + 1);
        }
        return line(rest);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
