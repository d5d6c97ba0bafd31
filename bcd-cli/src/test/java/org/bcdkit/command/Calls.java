package org.bcdkit.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.cli.Bcd;

/** Calls of commands on one store. */
final class Calls {

    private Calls() {}

    /** {@code words} and {@code --store store}. */
    static String[] on(Path store, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.add("--store");
        arguments.add(store.toString());
        return arguments.toArray(new String[0]);
    }

    static Bcd.Result run(Path store, String... words) {
        return Bcd.run(on(store, words));
    }
}
