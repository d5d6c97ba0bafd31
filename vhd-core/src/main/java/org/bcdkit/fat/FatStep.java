package org.bcdkit.fat;

import java.util.List;

/**
 * Changes that are made together. After a crash each of them was made as a whole or not at all, some of them perhaps and others not; of the steps
 * before all changes were made, and of the steps behind none.
 *
 * @param title what it does, to say how far one came
 */
public record FatStep(String title, List<FatChange> changes) {

    public FatStep {
        changes = List.copyOf(changes);
    }
}
