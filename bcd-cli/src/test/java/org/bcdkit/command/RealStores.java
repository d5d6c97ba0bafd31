package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.testing.Corpus;

/** The stores of the collection, but for one that somebody made unreadable for a test. */
final class RealStores {

    private static final String DAMAGED = "bcd/systemd/corrupt.bcd";

    private RealStores() {}

    static List<Path> all() throws IOException {
        return Files.readAllLines(Corpus.folder().resolve("INDEX.tsv")).stream()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells[3].equals("bcd") && !cells[0].equals(DAMAGED))
                .map(cells -> Corpus.folder().resolve(cells[0]))
                .toList();
    }
}
