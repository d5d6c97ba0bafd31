package org.bcdkit.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What stands on a command line: options and parameters, each with a word for its value and a sentence for the help. */
public final class Syntax {

    static final String DETAILED_EXIT_CODE = "--detailed-exit-code";

    private final CommandSpec spec;

    public Syntax(String name) {
        spec = CommandSpec.create().name(name);
    }

    /** An option without a value. */
    public Syntax flag(String name, String description) {
        return add(option(name, description).arity("0").type(boolean.class));
    }

    /** An option with one value. */
    public Syntax option(String name, String value, String description) {
        return add(option(name, description).arity("1").type(String.class).paramLabel(value));
    }

    /** An option whose value is one of a few words. */
    public Syntax choice(String name, List<String> words, String description) {
        return add(option(name, description)
                .arity("1")
                .type(String.class)
                .paramLabel(String.join("|", words))
                .completionCandidates(words));
    }

    /** An option with one value that has to be given. */
    public Syntax requiredOption(String name, String value, String description) {
        return add(option(name, description).arity("1").type(String.class).paramLabel(value).required(true));
    }

    /** An option that has to be given, and whose value is one of a few words. */
    public Syntax requiredChoice(String name, List<String> words, String description) {
        return add(option(name, description)
                .arity("1")
                .type(String.class)
                .paramLabel(String.join("|", words))
                .completionCandidates(words)
                .required(true));
    }

    /** An option with one value that may be given several times. */
    public Syntax repeatable(String name, String value, String description) {
        return add(option(name, description).arity("1").type(List.class).auxiliaryTypes(String.class).paramLabel(value));
    }

    /** {@code --help} or {@code --version}: with it, nothing else has to be right. */
    Syntax info(String shortName, String name, boolean help, String description) {
        OptionSpec.Builder option = OptionSpec.builder(shortName, name).description(description).arity("0").type(boolean.class);
        return add(help ? option.usageHelp(true) : option.versionHelp(true));
    }

    /** The next parameter; it has to be there. */
    public Syntax parameter(String name, String description) {
        return add(parameter(name, description, true).type(String.class));
    }

    /** The next parameter, which is one of a few words; it has to be there. */
    public Syntax choiceParameter(List<String> words, String description) {
        return add(parameter(String.join("|", words), description, true).type(String.class).completionCandidates(words));
    }

    /** The next parameter, which may be left out. */
    public Syntax optionalParameter(String name, String description) {
        return add(parameter(name, description, false).type(String.class));
    }

    /** All further parameters, at least one. */
    public Syntax parameters(String name, String description) {
        int index = spec.positionalParameters().size();
        return add(PositionalParamSpec.builder()
                .index(index + "..*")
                .arity("1..*")
                .required(true)
                .paramLabel(name)
                .description(description)
                .type(List.class)
                .auxiliaryTypes(String.class));
    }

    /** {@code --detailed-exit-code}, for commands that can find changes to be pending. */
    public Syntax detailedExitCode() {
        return flag(DETAILED_EXIT_CODE, "End with 10 when changes are pending, not with 0.");
    }

    /** The model that parsing, help and completion work on. */
    public CommandSpec spec() {
        return spec;
    }

    private static OptionSpec.Builder option(String name, String description) {
        return OptionSpec.builder(name).description(description);
    }

    private PositionalParamSpec.Builder parameter(String name, String description, boolean required) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(spec.positionalParameters().size()))
                .arity(required ? "1" : "0..1")
                .required(required)
                .paramLabel(name)
                .description(description);
    }

    private Syntax add(OptionSpec.Builder option) {
        spec.addOption(option.build());
        return this;
    }

    private Syntax add(PositionalParamSpec.Builder parameter) {
        spec.addPositional(parameter.build());
        return this;
    }
}
