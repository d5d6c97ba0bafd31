package org.bcdkit.command;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.bcdkit.host.Host;

/** The same surroundings, but nobody hears the results: for commands that run as part of another one that prints one document. */
final class Unheard implements Surroundings {

    private final Surroundings surroundings;
    private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    Unheard(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public PrintStream out() {
        return nowhere;
    }

    @Override
    public void flush() {}

    @Override
    public PrintStream err() {
        return surroundings.err();
    }

    @Override
    public String program() {
        return surroundings.program();
    }

    @Override
    public Optional<String> variable(String name) {
        return surroundings.variable(name);
    }

    @Override
    public boolean isTerminal() {
        return surroundings.isTerminal();
    }

    @Override
    public boolean isResultTerminal() {
        return surroundings.isResultTerminal();
    }

    @Override
    public Host host() {
        return surroundings.host();
    }

    @Override
    public Clock clock() {
        return surroundings.clock();
    }
}
