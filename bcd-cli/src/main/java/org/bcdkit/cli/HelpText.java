package org.bcdkit.cli;

import java.util.List;
import org.bcdkit.command.GlobalOptions;
import org.bcdkit.command.OptionSyntax;
import org.bcdkit.command.ParameterSyntax;
import org.bcdkit.command.Syntax;

/** What {@code --help} prints. */
final class HelpText {

    private static final int WIDTH = 80;
    private static final int COLUMN = 24;

    private final StringBuilder text = new StringBuilder();

    private HelpText() {}

    /** All commands, by group. */
    static String overview() {
        HelpText help = new HelpText();
        help.line("bcd - Windows boot stores and native boot from virtual disks");
        help.line("");
        help.line("Usage: bcd [GLOBAL OPTIONS] COMMAND [ARGUMENTS]");
        for (CommandGroup group : CommandGroup.values()) {
            help.line("");
            help.line(group.title() + ":");
            for (CommandTable command : CommandTable.in(group)) {
                help.entry(command.words(), command.summary());
            }
        }
        help.globalOptions();
        help.line("");
        help.line("\"bcd COMMAND --help\" shows what a command takes.");
        return help.text.toString();
    }

    /** The commands that share a first word. */
    static String group(String word) {
        HelpText help = new HelpText();
        help.line("Usage: bcd " + word + " COMMAND [ARGUMENTS]");
        help.line("");
        for (CommandTable command : CommandTable.startingWith(word)) {
            help.entry(command.words(), command.summary());
        }
        return help.text.toString();
    }

    /** One command with everything it takes. */
    static String command(CommandTable command) {
        Syntax own = ownSyntax(command);
        HelpText help = new HelpText();
        help.line("bcd " + command.words() + " - " + command.summary());
        help.line("");
        help.wrapped("Usage: " + usage(command), 0, "       ".length());
        if (!own.parameters().isEmpty()) {
            help.line("");
            for (ParameterSyntax parameter : own.parameters()) {
                help.entry(parameter.value(), parameter.description());
            }
        }
        if (!own.options().isEmpty()) {
            help.line("");
            help.line("Options:");
            help.options(own.options());
        }
        help.globalOptions();
        return help.text.toString();
    }

    /** What a command takes beside the global options. */
    static Syntax ownSyntax(CommandTable command) {
        Syntax syntax = new Syntax();
        command.create().describe(syntax);
        return syntax;
    }

    /** {@code bcd show [OPTIONS] OBJECT}. */
    static String usage(CommandTable command) {
        Syntax own = ownSyntax(command);
        StringBuilder usage = new StringBuilder("bcd ").append(command.words());
        for (OptionSyntax option : own.options()) {
            String shown = option.isRequired() ? option.usage() : "[" + option.usage() + "]";
            usage.append(' ').append(shown).append(option.isRepeatable() ? "..." : "");
        }
        for (ParameterSyntax parameter : own.parameters()) {
            usage.append(' ').append(parameter.usage());
        }
        return usage.toString();
    }

    private void globalOptions() {
        line("");
        line("Global options, before or after the command:");
        options(GlobalOptions.describe(new Syntax()).options());
    }

    private void options(List<OptionSyntax> options) {
        for (OptionSyntax option : options) {
            entry(option.usage(), option.description());
        }
    }

    /** A name and what it is, side by side where the name is short enough. */
    private void entry(String name, String description) {
        StringBuilder start = new StringBuilder("  ").append(name);
        if (start.length() + 2 > COLUMN) {
            line(start.toString());
            start.setLength(0);
        }
        while (start.length() < COLUMN) {
            start.append(' ');
        }
        wrapped(start + description, COLUMN, COLUMN);
    }

    /** Breaks a line between words, not before {@code from}, and indents what follows. */
    private void wrapped(String line, int from, int indent) {
        String rest = line;
        while (rest.length() > WIDTH) {
            int cut = rest.lastIndexOf(' ', WIDTH);
            if (cut <= Math.max(from, indent)) {
                break;
            }
            line(rest.substring(0, cut));
            rest = " ".repeat(indent) + rest.substring(cut + 1);
        }
        line(rest);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
