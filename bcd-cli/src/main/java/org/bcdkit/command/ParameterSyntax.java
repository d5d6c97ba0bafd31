package org.bcdkit.command;

import java.util.List;

/**
 * A parameter that a command takes: what it is follows from its place.
 *
 * @param value the word that stands for it in the help
 * @param choices the words it has to be one of; empty when it is free
 */
public record ParameterSyntax(String value, List<String> choices, boolean isRequired, String description) {

    public ParameterSyntax {
        choices = List.copyOf(choices);
    }
}
