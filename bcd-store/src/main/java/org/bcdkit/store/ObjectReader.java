package org.bcdkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bcdkit.hive.Key;
import org.bcdkit.hive.Value;
import org.bcdkit.storage.Pool;
import org.bcdkit.store.BcdObject.ExtraValue;

/** Reads an object from its key: what has a place in the object model as that, all other values with the path of their key. */
final class ObjectReader {

    private Optional<ObjectType> type = Optional.empty();
    private final Map<ElementType, Element> elements = new TreeMap<>();
    private final List<ExtraValue> values = new ArrayList<>();

    private final Pool<Element> known;

    private ObjectReader(Pool<Element> known) {
        this.known = known;
    }

    /** @param known the elements of the objects that were read before */
    static BcdObject read(ObjectId id, Key key, Pool<Element> known) {
        ObjectReader reader = new ObjectReader(known);
        reader.visit(key, KeyRole.OBJECT, "", 0);
        return new BcdObject(id, reader.type, new ArrayList<>(reader.elements.values()), reader.values);
    }

    private void visit(Key key, KeyRole role, String path, int depth) {
        boolean found = false;
        for (Value value : key.values()) {
            if (!found && role.isFor(value)) {
                found = true;
                take(role, key.name(), value);
            } else {
                values.add(new ExtraValue(path, withoutFlags(value)));
            }
        }
        if (depth == StoreKeys.MAX_DEPTH) {
            return;
        }
        for (Key subkey : StoreKeys.subkeys(key)) {
            visit(subkey, role.below(subkey.name()), StoreKeys.path(path, subkey.name()), depth + 1);
        }
    }

    private void take(KeyRole role, String keyName, Value value) {
        if (role == KeyRole.DESCRIPTION) {
            type = Optional.of(StoreKeys.type(value));
        } else {
            ElementType elementType = StoreKeys.elementType(keyName).orElseThrow();
            elements.put(elementType, known.one(new Element(elementType, value.type(), value.data())));
        }
    }

    /** How a name is stored is no part of a store. */
    static Value withoutFlags(Value value) {
        return new Value(value.name(), value.type(), value.data());
    }
}
