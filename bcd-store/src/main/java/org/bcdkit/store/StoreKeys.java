package org.bcdkit.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bcdkit.hive.Key;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.layout.LittleEndian;

/** What the keys and values of a store are called, and what their names stand for. Specification: BCD format, section 2.1. */
final class StoreKeys {

    static final String DESCRIPTION = "Description";
    static final String OBJECTS = "Objects";
    static final String ELEMENTS = "Elements";

    /** In an object's {@code Description}: the object type. */
    static final String TYPE = "Type";
    /** In an object's {@code Description}: the firmware entry that it goes with. */
    static final String FIRMWARE_VARIABLE = "FirmwareVariable";
    /** In an element's key: its data. */
    static final String ELEMENT = "Element";

    /** Levels of keys below the root that are looked at: as many as a hive can have. */
    static final int MAX_HIVE_DEPTH = 511;

    /** Levels of keys below an object's key that are looked at. Real stores have two. */
    static final int MAX_DEPTH = 8;

    private static final int MAX_NAME = 255;
    private static final int IDENTIFIER_LENGTH = 38;
    private static final int ELEMENT_TYPE_DIGITS = 8;
    private static final int TYPE_SIZE = 4;

    private StoreKeys() {}

    /** The identifier that a key below {@code Objects} stands for: a GUID in braces. */
    static Optional<ObjectId> objectId(String keyName) {
        return keyName.length() == IDENTIFIER_LENGTH ? ObjectId.parse(keyName) : Optional.empty();
    }

    /** The element type that a key below {@code Elements} stands for: eight hexadecimal digits in any case. */
    static Optional<ElementType> elementType(String keyName) {
        if (keyName.length() != ELEMENT_TYPE_DIGITS) {
            return Optional.empty();
        }
        int code = 0;
        for (int i = 0; i < ELEMENT_TYPE_DIGITS; i++) {
            char c = keyName.charAt(i);
            int digit = c > 'f' ? -1 : Character.digit(c, 16);
            if (digit < 0) {
                return Optional.empty();
            }
            code = code << 4 | digit;
        }
        return Optional.of(new ElementType(code));
    }

    /** Whether {@code value} of an object's {@code Description} is its type, and not something else of that name. */
    static boolean isType(Value value) {
        return value.name().equalsIgnoreCase(TYPE) && value.type().equals(ValueType.DWORD) && value.data().size() == TYPE_SIZE;
    }

    static ObjectType type(Value value) {
        return new ObjectType(LittleEndian.i32(value.data().toArray(), 0));
    }

    static Value value(ObjectType type) {
        return Value.number(TYPE, type.code());
    }

    static Value value(Element element) {
        return new Value(ELEMENT, element.registryType(), element.data());
    }

    /**
     * The subkeys of {@code key} that a path can lead to, sorted by name: the first of each name, and none whose name would read as another path.
     * Windows makes no others.
     */
    static Collection<Key> subkeys(Key key) {
        if (key.keys().isEmpty()) {
            return List.of();
        }
        Map<String, Key> subkeys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Key subkey : key.keys()) {
            if (isPathName(subkey.name())) {
                subkeys.putIfAbsent(subkey.name(), subkey);
            }
        }
        return subkeys.values();
    }

    static boolean isPathName(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME && name.indexOf('\\') < 0 && name.indexOf('\0') < 0;
    }

    /** Whether {@code path} may lead to a key at or below that of an object. */
    static boolean isPath(String path) {
        return isPath(path, MAX_DEPTH);
    }

    /** Whether {@code path} is made of that many names at most. */
    static boolean isPath(String path, int maxDepth) {
        if (path.isEmpty()) {
            return true;
        }
        int depth = 1;
        int start = 0;
        for (int end = path.indexOf('\\'); end >= 0; end = path.indexOf('\\', start)) {
            if (!isPathName(path.substring(start, end))) {
                return false;
            }
            depth++;
            start = end + 1;
        }
        return isPathName(path.substring(start)) && depth <= maxDepth;
    }

    /** The path of the subkey of that name of the key at {@code path}. */
    static String path(String path, String name) {
        return path.isEmpty() ? name : path + "\\" + name;
    }
}
