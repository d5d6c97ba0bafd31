package org.bcdkit.view;

/** Help in lines of 80 columns: text, and names beside what they are. */
public final class HelpLayout {

    private static final int WIDTH = 80;
    private static final int COLUMN = 24;

    private final StringBuilder text = new StringBuilder();

    /** A line as it is. */
    public HelpLayout line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** A line that is broken between words where it is too long. What follows is indented. */
    public HelpLayout paragraph(String line, int indent) {
        return wrapped(line, 0, indent);
    }

    /** A name and what it is, side by side where the name is short enough. */
    public HelpLayout entry(String name, String description) {
        StringBuilder start = new StringBuilder("  ").append(name);
        if (start.length() + 2 > COLUMN) {
            line(start.toString());
            start.setLength(0);
        }
        while (start.length() < COLUMN) {
            start.append(' ');
        }
        return wrapped(start + description, COLUMN, COLUMN);
    }

    /** Breaks a line between words, not before {@code from}, and indents what follows. */
    private HelpLayout wrapped(String line, int from, int indent) {
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
