package org.bcdkit.catalog;

import java.util.List;
import java.util.Optional;
import org.bcdkit.store.ElementType;

/**
 * What is known of an element in one group of objects.
 *
 * @param appliesTo the objects in which the number means this
 * @param name as bcdedit prints and accepts it; {@code custom:xxxxxxxx} for elements it has no name for
 * @param since the Windows release that brought it
 * @param values names of an enumeration's values, the name of 0 first; empty when it is none
 * @param style how a value without a name is printed
 * @param constant Microsoft's name of the number in programs
 * @param meaning in a few words
 */
public record ElementDefinition(
        ElementType type,
        AppliesTo appliesTo,
        String name,
        String since,
        List<String> values,
        NumberStyle style,
        Optional<String> constant,
        String meaning) {

    public ElementDefinition {
        values = List.copyOf(values);
    }

    /** The name of an enumeration's value. */
    public Optional<String> valueName(long value) {
        return value >= 0 && value < values.size() ? Optional.of(values.get((int) value)) : Optional.empty();
    }

    /** One of the element's numbers, by its name or in the element's style. Some names are numbers too: 1394 is the name of 1. */
    String text(long number) {
        Optional<String> name = valueName(number);
        if (name.isPresent()) {
            return name.get();
        }
        String text = style.text(number);
        return values.contains(text) ? NumberStyle.HEXADECIMAL.text(number) : text;
    }
}
