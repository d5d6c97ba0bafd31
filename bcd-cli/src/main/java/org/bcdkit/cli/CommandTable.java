package org.bcdkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.command.Command;
import org.bcdkit.command.CompletionCommand;

/** All commands: their words, their place in the help and what they do. Only the class of the command that is run gets loaded. */
public enum CommandTable {
    COMPLETION("completion", CommandGroup.OTHER, "Print a script that lets bash or zsh complete bcd commands.");

    private static final CommandTable[] ALL = values();

    private final String words;
    private final CommandGroup group;
    private final String summary;

    CommandTable(String words, CommandGroup group, String summary) {
        this.words = words;
        this.group = group;
        this.summary = summary;
    }

    /** The command, ready to be asked for its syntax and run once. */
    public Command create() {
        return switch (this) {
            case COMPLETION -> new CompletionCommand();
        };
    }

    /** What the user types: one word, or two with a space between them. */
    public String words() {
        return words;
    }

    /** What it does, in one sentence. */
    public String summary() {
        return summary;
    }

    static Optional<CommandTable> find(String words) {
        for (CommandTable command : ALL) {
            if (command.words.equals(words)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    /** The commands whose first of two words this is. */
    static List<CommandTable> startingWith(String word) {
        List<CommandTable> found = new ArrayList<>();
        for (CommandTable command : ALL) {
            if (command.words.startsWith(word + " ")) {
                found.add(command);
            }
        }
        return found;
    }

    static List<CommandTable> in(CommandGroup group) {
        List<CommandTable> found = new ArrayList<>();
        for (CommandTable command : ALL) {
            if (command.group == group) {
                found.add(command);
            }
        }
        return found;
    }

    static List<String> allWords() {
        List<String> all = new ArrayList<>(ALL.length);
        for (CommandTable command : ALL) {
            all.add(command.words);
        }
        return all;
    }
}
