package org.bcdkit.view;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.layout.Printable;

/** What is in a folder of a volume, as text: a line for each entry. */
public final class DirectoryText {

    private static final int KIND = 9;
    private static final int SIZE = 16;
    private static final int TIME = "2026-11-30 00:00:00".length();

    private DirectoryText() {}

    public static void print(PrintStream out, List<FileEntry> entries) {
        for (FileEntry entry : entries) {
            StringBuilder line = new StringBuilder(entry.kind().word());
            fill(line, KIND);
            String size = entry.kind() == FileEntry.Kind.FILE ? Long.toString(entry.size()) : "-";
            fill(line, KIND + SIZE - size.length());
            line.append(size).append("  ").append(time(entry.modified()));
            fill(line, KIND + SIZE + 2 + TIME);
            out.print(line.append("  ").append(Printable.of(entry.name())));
            out.print('\n');
        }
    }

    private static String time(Instant modified) {
        if (modified.equals(Instant.EPOCH)) {
            return "-";
        }
        String text = modified.truncatedTo(ChronoUnit.SECONDS).toString();
        return text.substring(0, text.length() - 1).replace('T', ' ');
    }

    private static void fill(StringBuilder line, int length) {
        while (line.length() < length) {
            line.append(' ');
        }
    }
}
