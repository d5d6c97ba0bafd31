package org.bcdkit.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.Key;
import org.bcdkit.hive.Value;
import org.bcdkit.layout.Printable;

/** Finds what a hive has beside a boot store, key by key from the root. What is below a key that has no place is not told apart. */
final class StoreOddities {

    private final List<String> sentences = new ArrayList<>();

    private StoreOddities() {}

    static List<String> of(Hive hive) {
        StoreOddities oddities = new StoreOddities();
        oddities.root(hive.root());
        return List.copyOf(oddities.sentences);
    }

    private void root(Key root) {
        for (Value value : root.values()) {
            misplaced("The root key", value);
        }
        boolean described = false;
        boolean listed = false;
        for (Key key : root.keys()) {
            if (!described && key.name().equalsIgnoreCase(StoreKeys.DESCRIPTION)) {
                described = true;
                subkeys(StoreKeys.DESCRIPTION, key, KeyRole.DESCRIPTION);
            } else if (!listed && key.name().equalsIgnoreCase(StoreKeys.OBJECTS)) {
                listed = true;
                objects(key);
            } else {
                misplaced("", key);
            }
        }
    }

    private void objects(Key objects) {
        for (Value value : objects.values()) {
            misplaced(StoreKeys.OBJECTS, value);
        }
        Set<ObjectId> seen = new HashSet<>();
        for (Key key : objects.keys()) {
            String path = path(StoreKeys.OBJECTS, key);
            Optional<ObjectId> id = StoreKeys.objectId(key.name());
            if (id.isEmpty()) {
                sentences.add(path + " is no object: its name is no GUID in braces");
            } else if (seen.add(id.get())) {
                visit(path, key, KeyRole.OBJECT);
            } else {
                sentences.add(path + " is there a second time");
            }
        }
    }

    private void visit(String path, Key key, KeyRole role) {
        boolean found = false;
        for (Value value : key.values()) {
            if (!found && role.isFor(value)) {
                found = true;
            } else if (role != KeyRole.DESCRIPTION || !value.name().equalsIgnoreCase(StoreKeys.FIRMWARE_VARIABLE)) {
                misplaced(path, value);
            }
        }
        if (role == KeyRole.ELEMENT && !found) {
            sentences.add(path + " has no value Element, so it is no element");
        }
        subkeys(path, key, role);
    }

    private void subkeys(String path, Key key, KeyRole role) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Key subkey : key.keys()) {
            KeyRole subkeyRole = role.below(subkey.name());
            String subkeyPath = path(path, subkey);
            if (!seen.add(subkey.name())) {
                sentences.add(subkeyPath + " is there a second time");
            } else if (subkeyRole != KeyRole.UNKNOWN) {
                visit(subkeyPath, subkey, subkeyRole);
            } else if (role == KeyRole.ELEMENTS) {
                sentences.add(subkeyPath + " is no element: its name is not eight hexadecimal digits");
            } else {
                misplaced(path, subkey);
            }
        }
    }

    private static String path(String path, Key key) {
        return StoreKeys.path(path, Printable.of(key.name()));
    }

    private void misplaced(String path, Key key) {
        sentences.add(path(path, key) + " is no key of a boot store");
    }

    private void misplaced(String path, Value value) {
        String name = Printable.of(value.name());
        String size = value.data().size() == 1 ? "1 byte" : value.data().size() + " bytes";
        sentences.add(path + " has the value `" + name + "`, " + value.type() + " of " + size + ", which has no place there");
    }
}
