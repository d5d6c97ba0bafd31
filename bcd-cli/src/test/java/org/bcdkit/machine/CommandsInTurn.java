package org.bcdkit.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.cli.Bcd;

/** Runs commands one after the other in one process, to be watched. */
final class CommandsInTurn {

    private CommandsInTurn() {}

    /** @param args a file with a command in each line, its words separated by tabs */
    public static void main(String[] args) throws IOException {
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            Bcd.Result result = new Bcd().with("PATH", System.getenv("PATH")).call(line.split("\t"));
            if (result.code() != 0) {
                System.err.println(line.replace('\t', ' ') + ": " + result.err());
                System.exit(result.code());
            }
        }
    }
}
