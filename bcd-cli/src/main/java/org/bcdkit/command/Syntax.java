package org.bcdkit.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What stands on a command line: options and parameters, each with a word for its value and a sentence for the help. */
public final class Syntax {

    static final String DETAILED_EXIT_CODE = "--detailed-exit-code";

    private final List<OptionSyntax> options = new ArrayList<>();
    private final List<ParameterSyntax> parameters = new ArrayList<>();
    private boolean verbatim;
    private Optional<String> storeRefusal = Optional.empty();

    /** An option without a value. */
    public Syntax flag(String name, String description) {
        return add(OptionSyntax.flag(name, description));
    }

    /** An option with one value. */
    public Syntax option(String name, String value, String description) {
        return add(OptionSyntax.of(name, value, description));
    }

    /** An option whose value is one of a few words. */
    public Syntax choice(String name, List<String> words, String description) {
        return add(OptionSyntax.choice(name, words, description));
    }

    /** An option whose value is one of a few words, and is empty when it is left out. */
    public Syntax optionalChoice(String name, List<String> words, String description) {
        return add(OptionSyntax.choice(name, words, description).standingAlone());
    }

    /** An option with one value that has to be given. */
    public Syntax requiredOption(String name, String value, String description) {
        return add(OptionSyntax.of(name, value, description).required());
    }

    /** An option that has to be given, and whose value is one of a few words. */
    public Syntax requiredChoice(String name, List<String> words, String description) {
        return add(OptionSyntax.choice(name, words, description).required());
    }

    /** An option with one value that may be given several times. */
    public Syntax repeatable(String name, String value, String description) {
        return add(OptionSyntax.of(name, value, description).repeatable());
    }

    /** An option without a value that also has a name of one letter. */
    Syntax flag(String shortName, String name, String description) {
        return add(OptionSyntax.flag(name, description).withShortName(shortName));
    }

    /** The next parameter; it has to be there. */
    public Syntax parameter(String value, String description) {
        return add(new ParameterSyntax(value, List.of(), true, false, Optional.empty(), description));
    }

    /** The next parameter, which is one of a few words; it has to be there. */
    public Syntax choiceParameter(List<String> words, String description) {
        return add(new ParameterSyntax(String.join("|", words), words, true, false, Optional.empty(), description));
    }

    /** The next parameter, which may be left out. */
    public Syntax optionalParameter(String value, String description) {
        return add(new ParameterSyntax(value, List.of(), false, false, Optional.empty(), description));
    }

    /** The next parameter, in the place of which an option may be given. The command itself finds out whether there are too many or too few then. */
    public Syntax parameterOr(String value, String option, String description) {
        return add(new ParameterSyntax(value, List.of(), false, false, Optional.of(option), description));
    }

    /** The last parameter, of which there may be several; one has to be there. */
    public Syntax parameters(String value, String description) {
        return add(new ParameterSyntax(value, List.of(), true, true, Optional.empty(), description));
    }

    /**
     * Everything on the command line that is no global option, just as it stands: for a command with a syntax of its own, in which words may start
     * with a dash. Such a command has no other options or parameters.
     *
     * @param value the word that stands for all of them in the help
     * @param first the words that may come first, for completion
     */
    public Syntax words(String value, List<String> first, String description) {
        verbatim = true;
        return add(new ParameterSyntax(value, first, false, true, Optional.empty(), description));
    }

    /** {@code --detailed-exit-code}, for commands that can find changes to be pending. */
    public Syntax detailedExitCode() {
        return flag(DETAILED_EXIT_CODE, "End with 10 when changes are pending, not with 0.");
    }

    /** Refuses {@code --store}: the command works on no store, or on others; {@code instead} is a sentence that says on which. */
    public Syntax withoutStore(String instead) {
        storeRefusal = Optional.of(instead);
        return this;
    }

    /** Why {@code --store} has no place on the command line; absent when it has. */
    public Optional<String> storeRefusal() {
        return storeRefusal;
    }

    /** The options in the order of the help. */
    public List<OptionSyntax> options() {
        return Collections.unmodifiableList(options);
    }

    /** The parameters in the order in which they are given. */
    public List<ParameterSyntax> parameters() {
        return Collections.unmodifiableList(parameters);
    }

    /** Whether an option stands in the place of a parameter. */
    public boolean isAlternative(OptionSyntax option) {
        for (ParameterSyntax parameter : parameters) {
            if (parameter.instead().equals(Optional.of(option.name()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the command has a syntax of its own, for which words are left as they stand. */
    public boolean isVerbatim() {
        return verbatim;
    }

    /** The option of that name, in short or in full. */
    public Optional<OptionSyntax> find(String name) {
        for (OptionSyntax option : options) {
            if (option.isCalled(name)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    /** What options can be called, in short and in full. */
    public List<String> optionNames() {
        List<String> names = new ArrayList<>();
        for (OptionSyntax option : options) {
            if (option.shortName().isPresent()) {
                names.add(option.shortName().get());
            }
            names.add(option.name());
        }
        return names;
    }

    private Syntax add(OptionSyntax option) {
        options.add(option);
        return this;
    }

    private Syntax add(ParameterSyntax parameter) {
        parameters.add(parameter);
        return this;
    }
}
