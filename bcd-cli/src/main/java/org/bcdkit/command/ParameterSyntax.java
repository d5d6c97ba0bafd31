package org.bcdkit.command;

import java.util.List;
import java.util.Optional;

/**
 * A parameter that a command takes: what it is follows from its place.
 *
 * @param value the word that stands for it in the help
 * @param choices the words it has to be one of; empty when it is free
 * @param isRepeatable whether more of its kind may follow; only the last parameter is
 * @param instead the option that may be given in its place; a command with such a parameter counts them itself
 */
public record ParameterSyntax(
        String value, List<String> choices, boolean isRequired, boolean isRepeatable, Optional<String> instead, String description) {

    public ParameterSyntax {
        choices = List.copyOf(choices);
    }

    /** {@code OBJECT...} or {@code [FILE]}. */
    public String usage() {
        String shown = isRepeatable ? value + "..." : value;
        return isRequired ? shown : "[" + shown + "]";
    }
}
