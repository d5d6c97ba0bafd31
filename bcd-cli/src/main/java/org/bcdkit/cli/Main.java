package org.bcdkit.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.Spelling;
import org.bcdkit.argument.UsageException;
import org.bcdkit.command.Arguments;
import org.bcdkit.command.Coloring;
import org.bcdkit.command.Command;
import org.bcdkit.command.GlobalOptions;
import org.bcdkit.command.Invocation;
import org.bcdkit.command.Surroundings;
import org.bcdkit.command.Syntax;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.Messages;

/** The program: finds the command, runs it and ends with its exit code. */
public final class Main {

    private final Surroundings surroundings;
    private Optional<Command> running = Optional.empty();
    private Messages messages;
    /** What to name in advice on the command line. */
    private String program = "bcd";

    private Main(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.messages = messages(GlobalOptions.Color.AUTO, false, false);
    }

    public static void main(String[] args) {
        StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        ProcessSurroundings process = new ProcessSurroundings(out, new FileOutputStream(FileDescriptor.err));
        int code = run(args, process);
        process.out().flush();
        if (out.failure().isPresent() && code == ExitCode.DONE.code()) {
            process.err().print("bcd: standard output: " + out.failure().get().getMessage() + "\n");
            code = ExitCode.MACHINE.code();
        }
        process.err().flush();
        // Nothing is left to be tidied up, and an orderly exit costs every call its time.
        Runtime.getRuntime().halt(code);
    }

    /** Everything but the exit; gives the exit code. */
    public static int run(String[] args, Surroundings surroundings) {
        return new Main(surroundings).run(Arrays.asList(args));
    }

    private int run(List<String> arguments) {
        try {
            return dispatch(arguments);
        } catch (Throwable failure) {
            messages.error(FailureText.of(failure, program));
            if (arguments.contains(GlobalOptions.DEBUG)) {
                failure.printStackTrace(surroundings.err());
            }
            return running.isPresent() ? running.get().exitCode(failure) : ExitCode.of(failure).code();
        }
    }

    private int dispatch(List<String> words) throws IOException {
        if (words.isEmpty()) {
            return print(HelpText.overview());
        }
        Syntax syntax = GlobalOptions.describe(new Syntax());
        CommandFinder.Found found = CommandFinder.find(words, syntax);
        if (found.command().isEmpty()) {
            return withoutCommand(syntax, found);
        }
        program = "bcd " + found.command().get().words();
        Command command = found.command().get().create();
        command.describe(syntax);
        Arguments arguments = CommandParser.parse(syntax, found.rest());
        GlobalOptions global = GlobalOptions.of(arguments);
        messages = messages(global.color(), global.quiet(), global.verbose());
        if (arguments.has(GlobalOptions.HELP)) {
            return print(HelpText.command(found.command().get()));
        }
        if (arguments.has(GlobalOptions.VERSION)) {
            return printVersion(global);
        }
        if (global.store().isPresent() && syntax.storeRefusal().isPresent()) {
            throw new UsageException("--store means nothing here: " + syntax.storeRefusal().get());
        }
        running = Optional.of(command);
        return command.run(new Invocation(arguments, global, surroundings, messages));
    }

    private int withoutCommand(Syntax syntax, CommandFinder.Found found) throws IOException {
        Arguments arguments = CommandParser.parse(syntax, found.rest());
        if (arguments.has(GlobalOptions.HELP)) {
            return print(found.group().isEmpty() ? HelpText.overview() : HelpText.group(found.group()));
        }
        if (arguments.has(GlobalOptions.VERSION)) {
            return printVersion(GlobalOptions.of(arguments));
        }
        if (found.group().isEmpty()) {
            throw new UsageException("There is no command among the arguments.");
        }
        List<String> whole = new ArrayList<>();
        for (CommandTable command : CommandTable.startingWith(found.group())) {
            whole.add(command.words());
        }
        throw new UsageException("\"" + found.group() + "\" is half a command: " + Spelling.either(whole) + ".");
    }

    private int print(String text) {
        surroundings.out().print(text);
        return ExitCode.DONE.code();
    }

    private int printVersion(GlobalOptions global) throws IOException {
        Version version = Version.current();
        if (!global.json()) {
            return print(version + "\n");
        }
        try (JsonDocument document = new JsonDocument(surroundings.out())) {
            document.json().writeStringField("version", version.version());
            document.json().writeStringField("commit", version.commit());
        }
        return ExitCode.DONE.code();
    }

    private Messages messages(GlobalOptions.Color color, boolean quiet, boolean verbose) {
        return new Messages(surroundings.err(), new Coloring(color, surroundings, false), quiet, verbose);
    }
}
