package org.bcdkit.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bcdkit.hive.Key;
import org.bcdkit.hive.Value;
import org.bcdkit.storage.Bytes;

/**
 * Makes of the key of an object one that holds what is wanted, with as little change as possible. A key that stays as it is comes out as the
 * same instance; as in the registry, a key gets a new time when its values change or subkeys come and go, not when those change.
 */
final class KeyMerge {

    private final long fileTime;

    /** @param fileTime FILETIME for the keys that change */
    KeyMerge(long fileTime) {
        this.fileTime = fileTime;
    }

    Key merged(Key key, WantedKey wanted) {
        return merged(key, wanted, 0);
    }

    private Key merged(Key key, WantedKey wanted, int depth) {
        List<Value> values = values(key, wanted);
        Map<String, WantedKey> missing = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        missing.putAll(wanted.keys());
        Map<String, Boolean> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<Key> subkeys = new ArrayList<>();
        for (Key subkey : key.keys()) {
            if (depth == StoreKeys.MAX_DEPTH || !StoreKeys.isPathName(subkey.name())) {
                subkeys.add(subkey);
                continue;
            }
            WantedKey subkeyWanted = missing.remove(subkey.name());
            Boolean kept = seen.get(subkey.name());
            if (kept == null) {
                kept = subkeyWanted != null || !hasValues(subkey, depth + 1);
                seen.put(subkey.name(), kept);
            }
            if (kept) {
                subkeys.add(subkeyWanted == null ? subkey : merged(subkey, subkeyWanted, depth + 1));
            }
        }
        for (WantedKey subkeyWanted : missing.values()) {
            if (!subkeyWanted.isEmpty()) {
                subkeys.add(merged(newKey(subkeyWanted.name(), inherited(key)), subkeyWanted, depth + 1));
            }
        }
        return changed(key, values, subkeys);
    }

    /** Whether the reader saw anything in that key: what it did not see cannot have been deleted. */
    private static boolean hasValues(Key key, int depth) {
        if (!key.values().isEmpty()) {
            return true;
        }
        if (depth < StoreKeys.MAX_DEPTH) {
            for (Key subkey : StoreKeys.subkeys(key)) {
                if (hasValues(subkey, depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The values of {@code key} as wanted; the same list when they are so already. */
    private static List<Value> values(Key key, WantedKey wanted) {
        Optional<Value> main = Optional.empty();
        List<Value> others = new ArrayList<>();
        for (Value value : key.values()) {
            if (main.isEmpty() && wanted.role().isFor(value)) {
                main = Optional.of(value);
            } else {
                others.add(value);
            }
        }
        boolean sameMain = main.isPresent() ? wanted.main().isPresent() && hasSameData(main.get(), wanted.main().get()) : wanted.main().isEmpty();
        boolean sameOthers = areSame(others, wanted.others());
        if (sameMain && sameOthers) {
            return key.values();
        }
        List<Value> values = new ArrayList<>();
        if (sameOthers && main.isPresent()) {
            for (Value value : key.values()) {
                if (value != main.get()) {
                    values.add(value);
                } else if (wanted.main().isPresent()) {
                    Value now = wanted.main().get();
                    values.add(new Value(value.name(), now.type(), now.data(), value.flags()));
                }
            }
            return values;
        }
        if (wanted.main().isPresent()) {
            values.add(sameMain ? main.get() : wanted.main().get());
        }
        values.addAll(reused(others, wanted.others()));
        return values;
    }

    /** {@code key} with exactly these values. */
    Key withValues(Key key, List<Value> wanted) {
        return areSame(key.values(), wanted) ? key : key.withValues(reused(key.values(), wanted)).withLastWritten(fileTime);
    }

    /** {@code wanted}, with the flags of those that are there already. */
    private static List<Value> reused(List<Value> old, List<Value> wanted) {
        Map<Value, Value> known = new HashMap<>();
        for (Value value : old) {
            known.putIfAbsent(ObjectReader.withoutFlags(value), value);
        }
        List<Value> values = new ArrayList<>(wanted.size());
        for (Value value : wanted) {
            values.add(known.getOrDefault(ObjectReader.withoutFlags(value), value));
        }
        return values;
    }

    private static boolean areSame(List<Value> a, List<Value> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!isSame(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Value a, Value b) {
        return a.name().equals(b.name()) && hasSameData(a, b);
    }

    private static boolean hasSameData(Value a, Value b) {
        return a.type().equals(b.type()) && a.data().equals(b.data());
    }

    /** {@code key} with these values and subkeys, of which those that stay are in their old order: itself when they are the ones it has. */
    Key changed(Key key, List<Value> values, List<Key> subkeys) {
        boolean changed = values != key.values() || subkeys.size() != key.keys().size();
        boolean touched = changed;
        for (int i = 0; i < subkeys.size() && !touched; i++) {
            Key old = key.keys().get(i);
            changed |= subkeys.get(i) != old;
            touched = !subkeys.get(i).name().equals(old.name());
        }
        if (!changed) {
            return key;
        }
        Key result = key.withValues(values).withKeys(subkeys);
        return touched ? result.withLastWritten(fileTime) : result;
    }

    /** {@code parent} with {@code now} in the place of the subkey that was {@code old}, or added. */
    Key withSubkey(Key parent, Optional<Key> old, Key now) {
        if (old.isEmpty()) {
            List<Key> subkeys = new ArrayList<>(parent.keys());
            subkeys.add(now);
            return parent.withKeys(subkeys).withLastWritten(fileTime);
        }
        List<Key> subkeys = new ArrayList<>(parent.keys().size());
        for (Key subkey : parent.keys()) {
            subkeys.add(subkey == old.get() ? now : subkey);
        }
        return parent.withKeys(subkeys);
    }

    Key newKey(String name, Bytes security) {
        return new Key(name, fileTime, 0, 0, security, Bytes.EMPTY, List.of(), List.of());
    }

    /** What a new subkey of {@code parent} is to have: the security descriptor of its siblings, so that no new kind appears in the store. */
    static Bytes inherited(Key parent) {
        for (Key subkey : parent.keys()) {
            if (subkey.security().size() > 0) {
                return subkey.security();
            }
        }
        return parent.security();
    }
}
