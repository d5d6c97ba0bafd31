package org.bcdkit.cli;

import java.util.List;
import org.bcdkit.command.GlobalOptions;
import org.bcdkit.command.OptionSyntax;
import org.bcdkit.command.ParameterSyntax;
import org.bcdkit.command.Syntax;
import org.bcdkit.view.ColumnLayout;

/** What {@code --help} prints. */
final class HelpText {

    private final ColumnLayout text = new ColumnLayout();

    private HelpText() {}

    /** All commands, by group. */
    static String overview() {
        HelpText help = new HelpText();
        help.text.line("bcd - Windows boot stores and native boot from virtual disks");
        help.text.line("");
        help.text.line("Usage: bcd [GLOBAL OPTIONS] COMMAND [ARGUMENTS]");
        for (CommandGroup group : CommandGroup.values()) {
            help.text.line("");
            help.text.line(group.title() + ":");
            for (CommandTable command : CommandTable.in(group)) {
                help.text.entry(command.words(), command.summary());
            }
        }
        help.globalOptions();
        help.text.line("");
        help.text.line("\"bcd COMMAND --help\" shows what a command takes.");
        return help.text.toString();
    }

    /** The commands that share a first word. */
    static String group(String word) {
        HelpText help = new HelpText();
        help.text.line("Usage: bcd " + word + " COMMAND [ARGUMENTS]");
        help.text.line("");
        for (CommandTable command : CommandTable.startingWith(word)) {
            help.text.entry(command.words(), command.summary());
        }
        return help.text.toString();
    }

    /** One command with everything it takes. */
    static String command(CommandTable command) {
        Syntax own = ownSyntax(command);
        HelpText help = new HelpText();
        help.text.line("bcd " + command.words() + " - " + command.summary());
        help.text.line("");
        help.text.paragraph("Usage: " + usage(command), "       ".length());
        if (!own.parameters().isEmpty()) {
            help.text.line("");
            for (ParameterSyntax parameter : own.parameters()) {
                help.text.entry(parameter.value(), parameter.description());
            }
        }
        if (!own.options().isEmpty()) {
            help.text.line("");
            help.text.line("Options:");
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
            if (own.isAlternative(option)) {
                continue; // it stands beside the parameter
            }
            String shown = option.isRequired() ? option.usage() : "[" + option.usage() + "]";
            usage.append(' ').append(shown).append(option.isRepeatable() ? "..." : "");
        }
        for (ParameterSyntax parameter : own.parameters()) {
            usage.append(' ').append(usage(own, parameter));
        }
        return usage.toString();
    }

    private static String usage(Syntax own, ParameterSyntax parameter) {
        return parameter.instead().isPresent()
                ? "(" + parameter.value() + " | " + own.find(parameter.instead().get()).orElseThrow().usage() + ")"
                : parameter.usage();
    }

    private void globalOptions() {
        text.line("");
        text.line("Global options, before or after the command:");
        options(GlobalOptions.describe(new Syntax()).options());
    }

    private void options(List<OptionSyntax> options) {
        for (OptionSyntax option : options) {
            text.entry(option.usage(), option.description());
        }
    }
}
