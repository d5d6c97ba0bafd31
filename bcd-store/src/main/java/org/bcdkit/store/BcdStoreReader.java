package org.bcdkit.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.Key;
import org.bcdkit.hive.Value;
import org.bcdkit.layout.Printable;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Pool;

/** Turns a hive into a boot store. Specification: BCD format, section 2.1. */
public final class BcdStoreReader {

    private BcdStoreReader() {}

    /**
     * @param source what to call the store in messages
     * @throws org.bcdkit.storage.MalformedException when the hive holds no boot store (no {@code Objects} key below the root)
     */
    public static BcdStore read(String source, Hive hive) throws FormatException {
        Optional<Key> objects = hive.root().key(StoreKeys.OBJECTS);
        if (objects.isEmpty()) {
            String root = Printable.of(hive.root().name());
            throw new MalformedException(
                    source, "boot store", 0, "this is a registry hive, but its root key `" + root + "` has no subkey Objects, as every boot store has");
        }
        return new BcdStore(description(hive.root()), new ArrayList<>(objects(objects.get()).values()));
    }

    /** Whether {@code store} is what would be read from {@code hive}. Objects are compared as they are read, so that no second store takes up memory. */
    public static boolean holds(Hive hive, BcdStore store) {
        Optional<Key> key = hive.root().key(StoreKeys.OBJECTS);
        if (key.isEmpty() || !description(hive.root()).equals(store.description())) {
            return false;
        }
        Set<ObjectId> seen = new HashSet<>();
        Pool<Element> known = new Pool<>();
        for (Key subkey : key.get().keys()) {
            Optional<ObjectId> id = StoreKeys.objectId(subkey.name());
            if (id.isPresent() && seen.add(id.get()) && !store.find(id.get()).equals(Optional.of(ObjectReader.read(id.get(), subkey, known)))) {
                return false;
            }
        }
        return seen.size() == store.objects().size();
    }

    private static List<Value> description(Key root) {
        Optional<Key> key = root.key(StoreKeys.DESCRIPTION);
        List<Value> values = new ArrayList<>();
        if (key.isPresent()) {
            for (Value value : key.get().values()) {
                values.add(ObjectReader.withoutFlags(value));
            }
        }
        return values;
    }

    /** The objects of the {@code Objects} key. Of two with the same identifier, which Windows will not make, the first counts. */
    private static Map<ObjectId, BcdObject> objects(Key key) {
        Map<ObjectId, BcdObject> objects = new TreeMap<>();
        Pool<Element> known = new Pool<>();
        for (Key subkey : key.keys()) {
            Optional<ObjectId> id = StoreKeys.objectId(subkey.name());
            if (id.isPresent() && !objects.containsKey(id.get())) {
                objects.put(id.get(), ObjectReader.read(id.get(), subkey, known));
            }
        }
        return objects;
    }

    /**
     * Keys and values that have no place in a boot store: sentences, each with the path of the key below the root. They are kept. Values in an
     * object's keys are in {@link BcdObject#values}; all else is not seen in {@link #read}.
     */
    public static List<String> oddities(Hive hive) {
        return StoreOddities.of(hive);
    }
}
