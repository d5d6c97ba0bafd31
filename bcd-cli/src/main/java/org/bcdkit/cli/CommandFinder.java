package org.bcdkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.Spelling;
import org.bcdkit.argument.UsageException;
import org.bcdkit.command.OptionSyntax;
import org.bcdkit.command.Syntax;

/**
 * Finds the command among the arguments. Global options may stand before it, so this comes before parsing: only then is it known what else the
 * command takes.
 */
final class CommandFinder {

    private final Syntax global;
    private final List<String> rest = new ArrayList<>();
    private CommandTable command;
    /** The first word of a command of two, while the second is missing. */
    private String group = "";

    private CommandFinder(Syntax global) {
        this.global = global;
    }

    /**
     * @param command absent when the arguments name none
     * @param group the first word of a command of two words whose second is missing; empty otherwise
     * @param rest the arguments without the words of the command
     */
    record Found(Optional<CommandTable> command, String group, List<String> rest) {}

    static Found find(List<String> arguments, Syntax global) {
        CommandFinder finder = new CommandFinder(global);
        int i = 0;
        while (i < arguments.size() && finder.command == null) {
            String argument = arguments.get(i);
            boolean option = argument.length() > 1 && argument.charAt(0) == '-';
            i += option ? finder.option(arguments, i) : finder.word(argument);
        }
        finder.rest.addAll(arguments.subList(i, arguments.size()));
        return new Found(Optional.ofNullable(finder.command), finder.command == null ? finder.group : "", finder.rest);
    }

    /** Takes an option before the command, with its value; gives the number of arguments that are. */
    private int option(List<String> arguments, int at) {
        String argument = arguments.get(at);
        int equals = argument.indexOf('=');
        Optional<OptionSyntax> option = global.find(equals < 0 ? argument : argument.substring(0, equals));
        if (option.isEmpty()) {
            throw new UsageException("Unknown option " + argument + " before the command." + Spelling.didYouMean(argument, global.optionNames()));
        }
        // In full: some commands have one-letter options of their own.
        rest.add(equals < 0 ? option.get().name() : argument);
        boolean valueFollows = equals < 0 && option.get().value().isPresent() && at + 1 < arguments.size();
        if (valueFollows) {
            rest.add(arguments.get(at + 1));
        }
        return valueFollows ? 2 : 1;
    }

    private int word(String word) {
        String words = group.isEmpty() ? word : group + " " + word;
        Optional<CommandTable> found = CommandTable.find(words);
        if (found.isPresent()) {
            command = found.get();
        } else if (group.isEmpty() && !CommandTable.startingWith(word).isEmpty()) {
            group = word;
        } else {
            List<String> inGroups = group.isEmpty() ? inGroups(word) : List.of();
            throw new UsageException("Unknown command \"" + words + "\"."
                    + (inGroups.isEmpty() ? Spelling.didYouMean(words, CommandTable.allWords()) : " Did you mean " + Spelling.either(inGroups) + "?"));
        }
        return 1;
    }

    /** Commands of two words of which only the second was given: DiskPart's {@code merge} is {@code vdisk merge}. */
    private static List<String> inGroups(String second) {
        List<String> found = new ArrayList<>();
        for (String words : CommandTable.allWords()) {
            if (words.endsWith(" " + second)) {
                found.add(words);
            }
        }
        return found;
    }
}
