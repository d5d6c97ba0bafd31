package org.bcdkit.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.Key;
import org.bcdkit.hive.Value;
import org.bcdkit.store.BcdObject.ExtraValue;

/**
 * What makes the keys and values of a hive other than those of a new one with the same boot store. Real stores have next to nothing of it; with it, a
 * hive can be made again from values alone. Keys are named by their paths below the root.
 *
 * @param values what is neither in an object's keys nor in {@code Description}
 * @param emptyKeys keys without values and subkeys, which hold nothing that the boot store knows
 * @param missingKeys keys that are made for every new store or object, and are not there
 */
public record HiveExtras(List<OtherValue> values, List<String> emptyKeys, List<String> missingKeys) {

    public static final HiveExtras NONE = new HiveExtras(List.of(), List.of(), List.of());

    /** @param key path below the root; empty for the root key itself */
    public record OtherValue(String key, Value value) {

        /** Throws IllegalArgumentException when {@code key} is no path. */
        public OtherValue {
            if (!isPath(key)) {
                throw new IllegalArgumentException("not the path of a key in a hive: " + key);
            }
        }
    }

    public HiveExtras {
        values = List.copyOf(values);
        emptyKeys = List.copyOf(emptyKeys);
        missingKeys = List.copyOf(missingKeys);
    }

    /** @param store what was read from {@code hive} */
    public static HiveExtras of(Hive hive, BcdStore store) {
        HiveExtras found = new Search().found(hive.root(), BcdStoreWriter.create(store, 0).root());
        return found.isEmpty() ? NONE : found;
    }

    /** Whether the hive is like a new one. */
    public boolean isEmpty() {
        return values.isEmpty() && emptyKeys.isEmpty() && missingKeys.isEmpty();
    }

    /** Whether {@code text} is the path of a key: names with backslashes between them, empty for the root key. */
    public static boolean isPath(String text) {
        return StoreKeys.isPath(text, StoreKeys.MAX_HIVE_DEPTH);
    }

    /** Whether a value in the key at {@code path} is none of the boot store's own, so that it can stand among {@link #values}. */
    public static boolean isOutside(BcdStore store, String path) {
        return !path.equalsIgnoreCase(StoreKeys.DESCRIPTION) && isOutside(store, names(path), StoreKeys.MAX_DEPTH + 1);
    }

    /** Whether making a key at {@code path} adds nothing to the boot store, so that it can stand among {@link #emptyKeys}. */
    public static boolean canBeEmpty(BcdStore store, String path) {
        return !path.isEmpty() && isOutside(store, names(path), 1);
    }

    /** Whether the boot store does without the key at {@code path}, so that it can stand among {@link #missingKeys}. */
    public static boolean canBeMissing(BcdStore store, String path) {
        if (path.equalsIgnoreCase(StoreKeys.DESCRIPTION)) {
            return store.description().isEmpty();
        }
        List<String> names = names(path);
        Optional<ObjectId> id = objectId(names);
        Optional<BcdObject> object = id.isPresent() ? store.find(id.get()) : Optional.empty();
        if (object.isEmpty() || names.size() != 3 || !names.get(2).equalsIgnoreCase(StoreKeys.ELEMENTS)) {
            return false;
        }
        boolean used = !object.get().elements().isEmpty();
        for (ExtraValue extra : object.get().values()) {
            used |= extra.isIn(StoreKeys.ELEMENTS);
        }
        return !used;
    }

    /** @param level the first level below the key of an object that is outside of it; other objects than those of the store are never */
    private static boolean isOutside(BcdStore store, List<String> names, int level) {
        Optional<ObjectId> object = objectId(names);
        return object.isEmpty() || store.find(object.get()).isPresent() && names.size() - 2 >= level;
    }

    /** The object that the path leads to or into. */
    private static Optional<ObjectId> objectId(List<String> names) {
        boolean inObjects = names.size() > 1 && names.get(0).equalsIgnoreCase(StoreKeys.OBJECTS);
        return inObjects ? StoreKeys.objectId(names.get(1)) : Optional.empty();
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int end = path.indexOf('\\'); end >= 0; end = path.indexOf('\\', start)) {
            names.add(path.substring(start, end));
            start = end + 1;
        }
        names.add(path.substring(start));
        return names;
    }

    /** {@code root}, which is that of a new hive, with all this in it. */
    Key addedTo(Key root, KeyMerge merge) {
        Key changed = root;
        for (OtherValue other : values) {
            changed = with(changed, names(other.key()), Optional.of(other.value()), merge);
        }
        for (String path : emptyKeys) {
            changed = with(changed, names(path), Optional.empty(), merge);
        }
        for (String path : missingKeys) {
            changed = without(changed, names(path));
        }
        return changed;
    }

    private static Key with(Key key, List<String> names, Optional<Value> value, KeyMerge merge) {
        if (names.isEmpty() || names.get(0).isEmpty()) {
            if (value.isEmpty()) {
                return key;
            }
            List<Value> values = new ArrayList<>(key.values());
            values.add(value.get());
            return key.withValues(values);
        }
        Optional<Key> old = key.key(names.get(0));
        Key below = old.isPresent() ? old.get() : merge.newKey(names.get(0), KeyMerge.inherited(key));
        return merge.withSubkey(key, old, with(below, names.subList(1, names.size()), value, merge));
    }

    private static Key without(Key key, List<String> names) {
        List<Key> kept = new ArrayList<>();
        for (Key subkey : key.keys()) {
            boolean named = subkey.name().equalsIgnoreCase(names.get(0));
            if (!named) {
                kept.add(subkey);
            } else if (names.size() > 1) {
                kept.add(without(subkey, names.subList(1, names.size())));
            } else if (!subkey.values().isEmpty() || !subkey.keys().isEmpty()) {
                kept.add(subkey);
            }
        }
        return key.withKeys(kept);
    }

    /** Goes through both trees at once. Of two keys of the same name, which Windows will not make, the first counts. */
    private static final class Search {

        private final List<OtherValue> values = new ArrayList<>();
        private final List<String> emptyKeys = new ArrayList<>();
        private final List<String> missingKeys = new ArrayList<>();

        HiveExtras found(Key root, Key made) {
            compare("", root, Optional.of(made));
            return new HiveExtras(values, emptyKeys, missingKeys);
        }

        /** @param made the key of a new hive in the same place */
        private void compare(String path, Key key, Optional<Key> made) {
            List<Value> known = new ArrayList<>(made.isPresent() ? made.get().values() : List.of());
            for (Value value : key.values()) {
                Value plain = ObjectReader.withoutFlags(value);
                if (!known.remove(plain) && !isMain(plain, known)) {
                    values.add(new OtherValue(path, plain));
                }
            }
            Map<String, Key> left = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (Key subkey : made.isPresent() ? made.get().keys() : List.<Key>of()) {
                left.put(subkey.name(), subkey);
            }
            for (Key subkey : StoreKeys.subkeys(key)) {
                String subpath = StoreKeys.path(path, subkey.name());
                Optional<Key> counterpart = Optional.ofNullable(left.remove(subkey.name()));
                Collection<Key> below = StoreKeys.subkeys(subkey);
                if (counterpart.isEmpty() && subkey.values().isEmpty() && below.isEmpty()) {
                    emptyKeys.add(subpath);
                } else {
                    compare(subpath, subkey, counterpart);
                }
            }
            for (Key subkey : left.values()) {
                missingKeys.add(StoreKeys.path(path, subkey.name()));
            }
        }

        /** Whether it is the type of an object or the data of an element, whose name is spelled in other letters than in a new hive. */
        private static boolean isMain(Value value, List<Value> known) {
            for (Value other : known) {
                if (other.name().equalsIgnoreCase(value.name()) && other.type().equals(value.type()) && other.data().equals(value.data())) {
                    return known.remove(other);
                }
            }
            return false;
        }
    }
}
