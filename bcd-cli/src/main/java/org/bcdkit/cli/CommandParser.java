package org.bcdkit.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.bcdkit.argument.Spelling;
import org.bcdkit.argument.UsageException;
import org.bcdkit.command.Arguments;
import org.bcdkit.command.GlobalOptions;
import org.bcdkit.command.OptionSyntax;
import org.bcdkit.command.ParameterSyntax;
import org.bcdkit.command.Syntax;

/** Matches arguments with the syntax of one command. */
final class CommandParser {

    private static final String END_OF_OPTIONS = "--";

    private final Syntax syntax;
    /** Those that the command does not have. */
    private final List<String> unknownOptions = new ArrayList<>();

    private CommandParser(Syntax syntax) {
        this.syntax = syntax;
    }

    static Arguments parse(Syntax syntax, List<String> arguments) {
        return new CommandParser(syntax).parse(arguments);
    }

    private Arguments parse(List<String> given) {
        if (syntax.isVerbatim()) {
            return withWords(given);
        }
        Arguments arguments = match(known(given));
        checkChoices(arguments);
        // Who asks for help may not know yet what has to be given.
        if (!arguments.has(GlobalOptions.HELP) && !arguments.has(GlobalOptions.VERSION)) {
            if (!unknownOptions.isEmpty()) {
                throw unknown(unknownOptions.get(0));
            }
            checkNumber(arguments);
        }
        return arguments;
    }

    /** Options are taken out wherever they stand, if written in full, and all the rest is left as it is; behind {@code --} everything is. */
    private Arguments withWords(List<String> given) {
        List<String> options = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int i = 0;
        for (; i < given.size() && !given.get(i).equals(END_OF_OPTIONS); i++) {
            String argument = given.get(i);
            Optional<OptionSyntax> option = argument.startsWith(END_OF_OPTIONS) ? syntax.find(name(argument)) : Optional.empty();
            if (option.isEmpty()) {
                words.add(argument);
            } else {
                options.add(argument);
                if (expectsValue(option.get(), argument) && i + 1 < given.size()) {
                    options.add(given.get(++i));
                }
            }
        }
        if (i < given.size()) {
            words.addAll(given.subList(i + 1, given.size()));
        }
        Arguments matched = match(options);
        checkChoices(matched);
        return new Arguments(matched.options(), words);
    }

    /**
     * The arguments without options that the command does not have. Options are written out, with two dashes: the library takes {@code -store} for
     * {@code --store}, and {@code -hV} for {@code -h -V}.
     */
    private List<String> known(List<String> given) {
        List<String> known = new ArrayList<>(given.size());
        boolean expectsValue = false;
        String before = "";
        int i = 0;
        for (; i < given.size() && !given.get(i).equals(END_OF_OPTIONS); i++) {
            String argument = given.get(i);
            Optional<OptionSyntax> option = syntax.find(name(argument));
            if (option.isPresent() && option.get().canStandAlone() && argument.indexOf('=') < 0) {
                boolean valueFollows = i + 1 < given.size() && option.get().choices().contains(given.get(i + 1));
                known.add(argument + "=" + (valueFollows ? given.get(++i) : ""));
                expectsValue = false;
            } else if (option.isPresent()) {
                known.add(argument);
                expectsValue = expectsValue(option.get(), argument);
                before = option.get().name();
            } else if (!startsWithDash(argument) || expectsValue && isNumber(argument)) {
                known.add(argument);
                expectsValue = false;
            } else if (expectsValue) {
                // A misspelt option must not become the value of the one before it.
                throw new UsageException(unknown(argument).getMessage() + " To give it to " + before + " as its value, write " + before + "=" + argument
                        + ".");
            } else {
                unknownOptions.add(argument);
            }
        }
        known.addAll(given.subList(i, given.size()));
        return known;
    }

    /** Whether the next argument is the value of this one. */
    private static boolean expectsValue(OptionSyntax option, String argument) {
        boolean hasValue = argument.indexOf('=') >= 0;
        if (hasValue && option.value().isEmpty()) {
            throw new UsageException(option.name() + " takes no value.");
        }
        return !hasValue && option.value().isPresent();
    }

    private static boolean startsWithDash(String argument) {
        return argument.length() > 1 && argument.charAt(0) == '-';
    }

    /** No option starts with a dash and a digit. */
    private static boolean isNumber(String argument) {
        return Character.isDigit(argument.charAt(1));
    }

    private UsageException unknown(String argument) {
        String option = name(argument);
        return new UsageException("Unknown option " + option + "." + Spelling.didYouMean(option, syntax.optionNames()));
    }

    private static String name(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }

    private Arguments match(List<String> known) {
        CommandLine parsed;
        try {
            parsed = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .setStripLeadingAndTrailingQuotes(false)
                    .build()
                    .parse(options(), known.toArray(new String[0]));
        } catch (MissingArgumentException e) {
            OptionSyntax option = syntax.find(fullName(e.getOption())).orElseThrow();
            throw new UsageException(option.name() + " needs a value: " + option.value().orElseThrow() + ".");
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Option option : parsed.getOptions()) {
            String name = fullName(option);
            List<String> before = values.get(name);
            if (before == null) {
                values.put(name, option.getValuesList());
            } else if (syntax.find(name).orElseThrow().isRepeatable()) {
                before.addAll(option.getValuesList());
            } else {
                throw new UsageException(name + " can be given only once.");
            }
        }
        return new Arguments(values, parsed.getArgList());
    }

    /** The options as the library wants them: without dashes. Which of them are required is none of its business, since {@code --help} goes first. */
    private Options options() {
        Options options = new Options();
        for (OptionSyntax option : syntax.options()) {
            String letter = option.shortName().isPresent() ? option.shortName().get().substring(1) : null;
            options.addOption(new Option(letter, option.name().substring(2), option.value().isPresent(), ""));
        }
        return options;
    }

    private static String fullName(Option option) {
        return "--" + option.getLongOpt();
    }

    private void checkChoices(Arguments arguments) {
        for (OptionSyntax option : syntax.options()) {
            for (String value : arguments.values(option.name())) {
                if (!(option.canStandAlone() && value.isEmpty())) {
                    checkChoice(option.name(), option.choices(), value);
                }
            }
        }
        List<String> given = arguments.parameters();
        for (int i = 0; i < Math.min(given.size(), syntax.parameters().size()); i++) {
            checkChoice("What to give here", syntax.parameters().get(i).choices(), given.get(i));
        }
    }

    private static void checkChoice(String subject, List<String> words, String given) {
        if (!words.isEmpty() && !words.contains(given)) {
            throw new UsageException(subject + " is " + Spelling.either(words) + ", not \"" + given + "\".");
        }
    }

    /** Nothing that has to be given may be missing, and there must be no more parameters than the command has. */
    private void checkNumber(Arguments arguments) {
        List<ParameterSyntax> parameters = syntax.parameters();
        int given = arguments.parameters().size();
        boolean endless = !parameters.isEmpty() && parameters.get(parameters.size() - 1).isRepeatable();
        if (given > parameters.size() && !endless) {
            throw new UsageException("Unexpected argument \"" + arguments.parameters().get(parameters.size()) + "\".");
        }
        List<String> missing = new ArrayList<>();
        // Where an option may take the place of the first, the command counts them itself.
        boolean isJudgedHere = parameters.isEmpty() || parameters.get(0).instead().isEmpty();
        for (int i = given; i < parameters.size(); i++) {
            if (isJudgedHere && parameters.get(i).isRequired()) {
                missing.add(parameters.get(i).value());
            }
        }
        for (OptionSyntax option : syntax.options()) {
            if (option.isRequired() && !arguments.has(option.name())) {
                missing.add(option.usage());
            }
        }
        if (!missing.isEmpty()) {
            throw new UsageException("Missing: " + String.join(", ", missing) + ".");
        }
    }
}
