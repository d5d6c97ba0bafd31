package org.bcdkit.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.bcdkit.command.Surroundings;
import org.bcdkit.host.Host;
import org.bcdkit.host.Hosts;
import org.bcdkit.storage.HostException;

/** The real process: its streams, environment and machine. */
final class ProcessSurroundings implements Surroundings {

    /** Set by the launcher, which can ask about standard error; the JDK can only be asked about all streams together. */
    private static final String TERMINAL = "bcd.terminal";

    /** The same of standard output. */
    private static final String RESULT_TERMINAL = "bcd.terminal.out";

    /** Set by the launcher: the name by which it was called. */
    private static final String PROGRAM = "bcd.program";

    private static final int BUFFER = 1 << 14;

    private final StandardOutput standardOutput;
    private final PrintStream out;
    private final PrintStream err;

    ProcessSurroundings(StandardOutput out, OutputStream err) {
        this.standardOutput = out;
        this.out = utf8(out);
        this.err = utf8(err);
    }

    private static PrintStream utf8(OutputStream to) {
        return new PrintStream(new BufferedOutputStream(to, BUFFER), false, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
        Optional<IOException> failure = standardOutput.failure();
        if (failure.isPresent()) {
            throw new HostException("standard output: " + failure.get().getMessage(), "", failure.get());
        }
    }

    @Override
    public PrintStream err() {
        return err;
    }

    @Override
    public String program() {
        return System.getProperty(PROGRAM, "bcd");
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    @Override
    public boolean isTerminal() {
        return isTerminal(TERMINAL);
    }

    @Override
    public boolean isResultTerminal() {
        return isTerminal(RESULT_TERMINAL);
    }

    private static boolean isTerminal(String property) {
        String launcher = System.getProperty(property);
        return launcher == null ? System.console() != null : Boolean.parseBoolean(launcher);
    }

    @Override
    public Host host() {
        return Hosts.current();
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }
}
