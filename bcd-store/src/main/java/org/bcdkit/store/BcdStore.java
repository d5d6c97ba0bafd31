package org.bcdkit.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.Value;

/**
 * A boot store as a value.
 *
 * @param description the values of the store's own {@code Description} key, in the order of the file
 * @param objects in the order of their identifiers, whatever order they are given in
 */
public record BcdStore(List<Value> description, List<BcdObject> objects) {

    private static final Comparator<BcdObject> ORDER = new Comparator<>() {
        @Override
        public int compare(BcdObject a, BcdObject b) {
            return a.id().compareTo(b.id());
        }
    };

    /** Throws IllegalArgumentException when two objects have the same identifier. */
    public BcdStore {
        description = List.copyOf(description);
        List<BcdObject> sorted = new ArrayList<>(objects);
        sorted.sort(ORDER);
        for (int i = 1; i < sorted.size(); i++) {
            if (ORDER.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
                throw new IllegalArgumentException("two objects have the identifier " + sorted.get(i).id());
            }
        }
        objects = List.copyOf(sorted);
    }

    /** The object with that identifier, found by halves: stores of ten thousand objects are searched for each of their references. */
    public Optional<BcdObject> find(ObjectId id) {
        int low = 0;
        int high = objects.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = objects.get(middle).id().compareTo(id);
            if (order == 0) {
                return Optional.of(objects.get(middle));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /** What {@code {bootmgr}} starts when nobody chooses, whether there is such an object or not. */
    public Optional<ObjectId> defaultEntry() {
        Optional<BcdObject> bootManager = find(WellKnown.BOOT_MANAGER);
        List<ObjectId> named = bootManager.isPresent() ? bootManager.get().ids(ElementType.DEFAULT) : List.of();
        return named.isEmpty() ? Optional.empty() : Optional.of(named.get(0));
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

    // Written out for the sake of start-up, as in ValueType.
    @Override
    public boolean equals(Object other) {
        return other instanceof BcdStore that
                && description.equals(that.description)
                && objects.equals(that.objects);
    }

    @Override
    public int hashCode() {
        return 31 * description.hashCode() + objects.hashCode();
    }
}
