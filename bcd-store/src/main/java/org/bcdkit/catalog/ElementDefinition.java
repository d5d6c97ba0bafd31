package org.bcdkit.catalog;

import java.util.Map;
import java.util.Optional;
import org.bcdkit.store.ElementType;

/**
 * What is known of an element in one kind of object.
 *
 * @param name as bcdedit prints and accepts it
 * @param meaning Microsoft's constant or constants
 * @param since the Windows release that brought it
 * @param values names of an enumeration's values, in their order; empty when it is none
 */
public record ElementDefinition(ElementType type, String name, String meaning, String since, Map<Long, String> values) {

    /** The name of an enumeration's value. */
    public Optional<String> valueName(long value) {
        return Optional.ofNullable(values.get(value));
    }
}
