package org.bcdkit.command;

import java.util.List;

/**
 * A parameter that a command takes: what it is follows from its place.
 *
 * @param value the word that stands for it in the help
 * @param choices the words it has to be one of; empty when it is free
 * @param isRepeatable whether all further arguments belong to it; only the last one can be
 */
public record ParameterSyntax(String value, List<String> choices, boolean isRequired, boolean isRepeatable, String description) {

    public ParameterSyntax {
        choices = List.copyOf(choices);
    }
}
