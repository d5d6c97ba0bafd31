package org.bcdkit.command;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Optional;
import org.bcdkit.host.Host;

/** What the process gives a command beside its arguments. Tests hand in their own. */
public interface Surroundings {

    /** For results; UTF-8. */
    PrintStream out();

    /**
     * Sends the results that were printed so far on their way.
     *
     * @throws IOException when they cannot be written; that a reader has seen enough is no such case
     */
    void flush() throws IOException;

    /** For messages; UTF-8. */
    PrintStream err();

    /** How the user started the program: what to type for doing it again. */
    String program();

    /** The environment variable of that name. */
    Optional<String> variable(String name);

    /** Whether somebody reads the messages on a terminal. */
    boolean isTerminal();

    /** Whether somebody reads the results on a terminal. */
    boolean isResultTerminal();

    /** The machine; asked only by commands that need to know something of it. */
    Host host();

    /** For time stamps in stores, and in the names of copies. */
    Clock clock();
}
