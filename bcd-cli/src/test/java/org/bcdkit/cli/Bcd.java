package org.bcdkit.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.command.Surroundings;
import org.bcdkit.host.Host;
import org.bcdkit.storage.HostException;

/** Runs the program in this process and keeps what it printed. */
public final class Bcd implements Surroundings {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
    private final PrintStream errStream = new PrintStream(err, false, StandardCharsets.UTF_8);
    private final Map<String, String> variables = new HashMap<>();
    private boolean terminal;
    private boolean resultTerminal;
    private int flushes = Integer.MAX_VALUE;
    private Clock clock = Clock.systemUTC();
    private final FakeHost host = new FakeHost();

    /** What a call ended with and printed. */
    public record Result(int code, String out, String err) {

        /** The same with {@code name} wherever {@code text}, a regular expression, stands: for what differs from call to call. */
        public Result with(String text, String name) {
            return new Result(code, out.replaceAll(text, name), err.replaceAll(text, name));
        }
    }

    public static Result run(String... args) {
        return new Bcd().call(args);
    }

    public Result call(String... args) {
        out.reset();
        err.reset();
        int code = Main.run(args, this);
        outStream.flush();
        errStream.flush();
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What the last call printed, byte for byte. */
    public byte[] bytes() {
        return out.toByteArray();
    }

    /** From now on results go to {@code stream}. */
    public Bcd printingTo(PrintStream stream) {
        outStream = stream;
        return this;
    }

    public Bcd onTerminal() {
        terminal = true;
        return this;
    }

    /** Results are read on a terminal, messages somewhere else. */
    public Bcd withResultsOnTerminal() {
        resultTerminal = true;
        return this;
    }

    /** Results can be sent on their way that many times; then where they go is full. */
    public Bcd fullAfter(int times) {
        flushes = times;
        return this;
    }

    public Bcd with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** From now on it is that time. */
    public Bcd at(Instant time) {
        clock = Clock.fixed(time, ZoneOffset.UTC);
        return this;
    }

    /** The machine the program sees; change it before calling. */
    public FakeHost machine() {
        return host;
    }

    @Override
    public PrintStream out() {
        return outStream;
    }

    @Override
    public void flush() throws IOException {
        if (flushes-- == 0) {
            throw new HostException("standard output: full", "");
        }
    }

    @Override
    public PrintStream err() {
        return errStream;
    }

    @Override
    public String program() {
        return "bcd";
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public boolean isTerminal() {
        return terminal;
    }

    @Override
    public boolean isResultTerminal() {
        return resultTerminal;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public Clock clock() {
        return clock;
    }
}
