package org.bcdkit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.layout.StructLayout;

/**
 * A page of {@code docs/reference} that is made from the code. Its test fails when the page in the repository says something else, and writes it
 * with {@code -Dbcdkit.writeReference=true}.
 */
public final class ReferencePage {

    private static final String WRITE = "bcdkit.writeReference";
    private static final Path FOLDER = Path.of("docs", "reference");

    private ReferencePage() {}

    /**
     * @param page below {@code docs/reference}, or absolute
     * @param expected what the code gives
     */
    public static void check(Path page, String expected) throws IOException {
        Path file = folder().resolve(page);
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
            return;
        }
        String found = Files.exists(file) ? Files.readString(file) : "";
        if (!found.equals(expected)) {
            String difference = difference(page, found.lines().toList(), expected.lines().toList());
            throw new AssertionError(difference + "; run this test with -D" + WRITE + "=true to write it");
        }
    }

    /** The text of a page about on-disk structures: the introduction, and a table for each of them. */
    public static String structures(String introduction, List<StructLayout> layouts) {
        StringBuilder page = new StringBuilder(introduction);
        for (StructLayout layout : layouts) {
            page.append('\n').append(layout.toMarkdown());
        }
        return page.toString();
    }

    /** Tests run in the folder of their module, or in an editor anywhere in the repository. */
    private static Path folder() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve(FOLDER.getName(0)))) {
            root = root.getParent();
        }
        return root.resolve(FOLDER);
    }

    private static String difference(Path page, List<String> found, List<String> expected) {
        int line = 0;
        while (line < found.size() && line < expected.size() && found.get(line).equals(expected.get(line))) {
            line++;
        }
        return "The reference page " + page + " is not what the code gives: line " + (line + 1) + " is " + quoted(found, line) + ", expected "
                + quoted(expected, line);
    }

    private static String quoted(List<String> lines, int line) {
        return line < lines.size() ? "\"" + lines.get(line) + "\"" : "missing";
    }
}
