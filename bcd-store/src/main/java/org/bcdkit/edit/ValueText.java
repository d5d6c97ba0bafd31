package org.bcdkit.edit;

import java.util.Optional;
import org.bcdkit.hive.Value;

/** Knows what values say that are no elements, and that a boot store only keeps for others. */
public interface ValueText {

    /** Values as their bytes. */
    ValueText BYTES = new ValueText() { // not a lambda: linking one costs more than a preview
        @Override
        public Optional<String> of(ValueDifference difference, Value value) {
            return Optional.empty();
        }
    };

    /** What {@code value} says, in a line; empty when that is not known. */
    Optional<String> of(ValueDifference difference, Value value);
}
