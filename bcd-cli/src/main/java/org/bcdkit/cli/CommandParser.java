package org.bcdkit.cli;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.argument.Spelling;
import org.bcdkit.argument.UsageException;
import org.bcdkit.command.Syntax;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Matches arguments with the syntax of one command. */
final class CommandParser {

    static {
        // Values are taken as text; setting up the date and time classes that picocli could turn them into takes longer than all of the parsing.
        System.setProperty("picocli.converters.excludes", "java\\.(time|sql)\\..*");
    }

    private CommandParser() {}

    static ParseResult parse(Syntax syntax, List<String> arguments) {
        CommandLine parser = new CommandLine(syntax.spec());
        // Arguments mean what they say: file names may start with @, titles may have quotes, and an option is written out.
        parser.setExpandAtFiles(false);
        parser.setTrimQuotes(false);
        parser.setAbbreviatedOptionsAllowed(false);
        parser.setPosixClusteredShortOptionsAllowed(false);
        parser.setInterpolateVariables(false);
        checkValues(arguments, syntax);
        ParseResult parsed;
        try {
            parsed = parser.parseArgs(arguments.toArray(new String[0]));
        } catch (UnmatchedArgumentException e) {
            throw new UsageException(unmatched(e.getUnmatched().get(0), syntax));
        } catch (ParameterException e) {
            String problem = e.getMessage();
            throw new UsageException(Character.toUpperCase(problem.charAt(0)) + problem.substring(1) + ".");
        }
        checkChoices(parsed);
        return parsed;
    }

    private static String unmatched(String argument, Syntax syntax) {
        if (!argument.startsWith("-")) {
            return "Unexpected argument \"" + argument + "\".";
        }
        String option = name(argument);
        return "Unknown option " + option + "." + Spelling.didYouMean(option, new ArrayList<>(syntax.spec().optionsMap().keySet()));
    }

    /** A misspelt option must not become the value of the one before it; {@code --name=-x} says that {@code -x} is meant. */
    private static void checkValues(List<String> arguments, Syntax syntax) {
        for (int i = 0; i + 1 < arguments.size() && !arguments.get(i).equals("--"); i++) {
            OptionSpec option = syntax.spec().findOption(arguments.get(i));
            String value = arguments.get(i + 1);
            boolean looksLikeOption = value.length() > 1 && !value.equals("--") && value.charAt(0) == '-' && !Character.isDigit(value.charAt(1));
            if (option != null && option.arity().min() > 0 && looksLikeOption && syntax.spec().findOption(name(value)) == null) {
                throw new UsageException(unmatched(value, syntax));
            }
        }
    }

    private static String name(String option) {
        int equals = option.indexOf('=');
        return equals < 0 ? option : option.substring(0, equals);
    }

    private static void checkChoices(ParseResult parsed) {
        for (OptionSpec option : parsed.matchedOptions()) {
            checkChoice(option.longestName(), option);
        }
        for (PositionalParamSpec parameter : parsed.matchedPositionals()) {
            checkChoice("What to give here", parameter);
        }
    }

    private static void checkChoice(String subject, ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            List<String> words = new ArrayList<>();
            argument.completionCandidates().forEach(words::add);
            String given = argument.getValue();
            if (!words.contains(given)) {
                throw new UsageException(subject + " is " + Spelling.either(words) + ", not \"" + given + "\".");
            }
        }
    }
}
