package org.bcdkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bcdkit.hive.Value;
import org.bcdkit.store.BcdObject.ExtraValue;

/** What a key has to hold so that an object is read from it as it is meant. */
final class WantedKey {

    private final String name;
    private final KeyRole role;
    private Optional<Value> main = Optional.empty();
    private final List<Value> others = new ArrayList<>();
    private final Map<String, WantedKey> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private WantedKey(String name, KeyRole role) {
        this.name = name;
        this.role = role;
    }

    static WantedKey of(BcdObject object) {
        WantedKey key = new WantedKey(object.id().toString(), KeyRole.OBJECT);
        WantedKey description = key.subkey(StoreKeys.DESCRIPTION);
        if (object.type().isPresent()) {
            description.main = Optional.of(StoreKeys.value(object.type().get()));
        }
        WantedKey elements = key.subkey(StoreKeys.ELEMENTS);
        for (Element element : object.elements()) {
            elements.subkey(element.type().keyName()).main = Optional.of(StoreKeys.value(element));
        }
        for (ExtraValue extra : object.values()) {
            key.atPath(extra.key()).others.add(extra.value());
        }
        return key;
    }

    /** The key at that path below this one, which is made when it is not there. */
    WantedKey atPath(String path) {
        WantedKey key = this;
        int start = 0;
        while (start < path.length()) {
            int end = path.indexOf('\\', start);
            end = end < 0 ? path.length() : end;
            key = key.subkey(path.substring(start, end));
            start = end + 1;
        }
        return key;
    }

    private WantedKey subkey(String subkeyName) {
        WantedKey subkey = keys.get(subkeyName);
        if (subkey == null) {
            subkey = new WantedKey(subkeyName, role.below(subkeyName));
            keys.put(subkeyName, subkey);
        }
        return subkey;
    }

    String name() {
        return name;
    }

    KeyRole role() {
        return role;
    }

    /** The value that a key with this role is there for. */
    Optional<Value> main() {
        return main;
    }

    /** All other values, in order. */
    List<Value> others() {
        return others;
    }

    /** Subkeys by name, without regard to case. */
    Map<String, WantedKey> keys() {
        return keys;
    }

    /** Whether there is no value here or below. */
    boolean isEmpty() {
        if (main.isPresent() || !others.isEmpty()) {
            return false;
        }
        for (WantedKey key : keys.values()) {
            if (!key.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
