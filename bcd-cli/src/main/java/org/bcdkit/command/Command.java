package org.bcdkit.command;

import java.io.IOException;
import org.bcdkit.cli.ExitCode;

/** One thing that bcd does. An instance serves one invocation. */
public interface Command {

    /** Says which options and parameters the command takes beside the global options, which are there already. */
    void describe(Syntax syntax);

    /**
     * Does it. What the user asked for and cannot have is a {@link org.bcdkit.argument.RequestException}, a wrong command line a
     * {@link org.bcdkit.argument.UsageException}; neither is printed here.
     *
     * @return the exit code, for native commands one of {@link ExitCode}
     */
    int run(Invocation invocation) throws IOException;

    /** The exit code for what {@link #run} threw; commands in Microsoft's syntax have codes of their own. */
    default int exitCode(Throwable failure) {
        return ExitCode.of(failure).code();
    }
}
