package org.bcdkit.view;

import java.io.PrintStream;
import java.util.List;
import org.bcdkit.layout.Printable;

/** The form that bcdedit gave to objects in text: a heading, a line of dashes under it, and names with their values in a second column. */
final class ObjectLayout {

    private static final int COLUMN = 24;

    private final PrintStream out;

    ObjectLayout(PrintStream out) {
        this.out = out;
    }

    void heading(String heading) {
        line(heading);
        line("-".repeat(heading.length()));
    }

    /** A name and its values below one another. */
    void entry(String name, List<String> values) {
        StringBuilder line = new StringBuilder(name);
        for (String value : values) {
            do {
                line.append(' ');
            } while (line.length() < COLUMN);
            line(line.append(value).toString());
            line.setLength(0);
        }
        if (values.isEmpty()) {
            line(name);
        }
    }

    void line(String line) {
        out.print(Printable.of(line));
        out.print('\n');
    }
}
