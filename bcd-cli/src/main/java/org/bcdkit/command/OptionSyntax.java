package org.bcdkit.command;

import java.util.List;
import java.util.Optional;

/**
 * An option that a command takes.
 *
 * @param shortName one letter after one dash; most have none
 * @param name with its two dashes
 * @param value the word that stands for its value in the help; absent for an option without a value
 * @param choices the words that the value has to be one of; empty when it is free
 * @param canStandAlone whether the value may be left out: then the next argument is the value only when it is one of the choices
 */
public record OptionSyntax(
        Optional<String> shortName,
        String name,
        Optional<String> value,
        List<String> choices,
        boolean canStandAlone,
        boolean isRequired,
        boolean isRepeatable,
        String description) {

    public OptionSyntax {
        choices = List.copyOf(choices);
    }

    static OptionSyntax flag(String name, String description) {
        return new OptionSyntax(Optional.empty(), name, Optional.empty(), List.of(), false, false, false, description);
    }

    static OptionSyntax of(String name, String value, String description) {
        return new OptionSyntax(Optional.empty(), name, Optional.of(value), List.of(), false, false, false, description);
    }

    static OptionSyntax choice(String name, List<String> words, String description) {
        return new OptionSyntax(Optional.empty(), name, Optional.of(String.join("|", words)), words, false, false, false, description);
    }

    OptionSyntax withShortName(String letter) {
        return new OptionSyntax(Optional.of(letter), name, value, choices, canStandAlone, isRequired, isRepeatable, description);
    }

    OptionSyntax standingAlone() {
        return new OptionSyntax(shortName, name, value, choices, true, isRequired, isRepeatable, description);
    }

    OptionSyntax required() {
        return new OptionSyntax(shortName, name, value, choices, canStandAlone, true, isRepeatable, description);
    }

    OptionSyntax repeatable() {
        return new OptionSyntax(shortName, name, value, choices, canStandAlone, isRequired, true, description);
    }

    /** Whether it is called that, in short or in full. */
    boolean isCalled(String called) {
        return name.equals(called) || shortName.isPresent() && shortName.get().equals(called);
    }

    /** {@code -h, --help}, {@code --store FILE} or {@code --inherit [TYPE]}. */
    public String usage() {
        String names = shortName.isPresent() ? shortName.get() + ", " + name : name;
        if (value.isEmpty()) {
            return names;
        }
        return names + " " + (canStandAlone ? "[" + value.get() + "]" : value.get());
    }
}
