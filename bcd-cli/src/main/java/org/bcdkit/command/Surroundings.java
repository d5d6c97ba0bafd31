package org.bcdkit.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** What the process gives a command beside its arguments. Tests hand in their own. */
public interface Surroundings {

    /** For results; UTF-8. */
    PrintStream out();

    /** For messages; UTF-8. */
    PrintStream err();

    /** The environment variable of that name. */
    Optional<String> variable(String name);

    /** Whether somebody reads the messages on a terminal. */
    boolean isTerminal();

    /** This machine's own boot store; absent when it has none that can be reached as a file. */
    Optional<Path> systemStore() throws IOException;
}
