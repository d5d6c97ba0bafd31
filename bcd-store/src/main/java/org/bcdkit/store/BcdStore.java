package org.bcdkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.Value;

/**
 * A boot store as a value.
 *
 * @param description the values of the store's own {@code Description} key, in the order of the file
 * @param objects in the order of their identifiers
 */
public record BcdStore(List<Value> description, List<BcdObject> objects) {

    public BcdStore {
        description = List.copyOf(description);
        objects = List.copyOf(objects);
    }

    public Optional<BcdObject> find(ObjectId id) {
        for (BcdObject object : objects) {
            if (object.id().equals(id)) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    /** This store with {@code object} in the place of the one with the same identifier, or added where its identifier belongs. */
    public BcdStore with(BcdObject object) {
        List<BcdObject> changed = new ArrayList<>(objects.size() + 1);
        boolean placed = false;
        for (BcdObject old : objects) {
            int order = old.id().compareTo(object.id());
            if (order >= 0 && !placed) {
                changed.add(object);
                placed = true;
            }
            if (order != 0) {
                changed.add(old);
            }
        }
        if (!placed) {
            changed.add(object);
        }
        return new BcdStore(description, changed);
    }

    public BcdStore without(ObjectId id) {
        List<BcdObject> changed = new ArrayList<>(objects.size());
        for (BcdObject old : objects) {
            if (!old.id().equals(id)) {
                changed.add(old);
            }
        }
        return new BcdStore(description, changed);
    }
}
