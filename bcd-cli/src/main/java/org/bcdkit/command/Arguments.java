package org.bcdkit.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was given on one command line.
 *
 * @param options the values given for each option, which has its full name here; an option without a value has none
 * @param parameters in their order
 */
public record Arguments(Map<String, List<String>> options, List<String> parameters) {

    public Arguments {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> option : options.entrySet()) {
            copy.put(option.getKey(), List.copyOf(option.getValue()));
        }
        options = Collections.unmodifiableMap(copy);
        parameters = List.copyOf(parameters);
    }

    /** Whether the option was given. */
    public boolean has(String option) {
        return options.containsKey(option);
    }

    /** The value of an option that is given once. */
    Optional<String> value(String option) {
        return has(option) ? Optional.of(values(option).get(0)) : Optional.empty();
    }

    /** The values of an option that may be repeated, in their order. */
    public List<String> values(String option) {
        return options.getOrDefault(option, List.of());
    }
}
