package org.bcdkit.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;

/**
 * One object of a boot store.
 *
 * @param type absent when the object has no {@code Description} key with a {@code Type}, as in stores made by hand
 * @param elements in the order of their types, whatever order they are given in
 * @param values registry values of the object's keys that have no place in the object model, kept and shown: in the order of the paths of their
 *     keys, and within a key in that of the file
 */
public record BcdObject(ObjectId id, Optional<ObjectType> type, List<Element> elements, List<ExtraValue> values) {

    private static final Comparator<Element> BY_TYPE = new Comparator<>() {
        @Override
        public int compare(Element a, Element b) {
            return a.type().compareTo(b.type());
        }
    };

    /** As the keys come in a walk through the tree: what is below a key before its next sibling. */
    private static final Comparator<ExtraValue> BY_PATH = new Comparator<>() {
        @Override
        public int compare(ExtraValue a, ExtraValue b) {
            return a.key().replace('\\', '\0').compareToIgnoreCase(b.key().replace('\\', '\0'));
        }
    };

    /** Throws IllegalArgumentException when two elements have the same type. */
    public BcdObject {
        List<Element> sorted = new ArrayList<>(elements);
        sorted.sort(BY_TYPE);
        for (int i = 1; i < sorted.size(); i++) {
            if (BY_TYPE.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
                throw new IllegalArgumentException("two elements of " + id + " have the type " + sorted.get(i).type());
            }
        }
        elements = List.copyOf(sorted);
        List<ExtraValue> ordered = new ArrayList<>(values);
        ordered.sort(BY_PATH);
        values = List.copyOf(ordered);
    }

    public BcdObject(ObjectId id, ObjectType type, List<Element> elements) {
        this(id, Optional.of(type), elements, List.of());
    }

    /**
     * A registry value outside the object model.
     *
     * @param key path of the key below the object's key, for instance {@code "Description"}; empty for the object's key itself
     */
    public record ExtraValue(String key, Value value) {

        /** Throws IllegalArgumentException when {@code key} is no path of a few names. */
        public ExtraValue {
            if (!isPath(key)) {
                throw new IllegalArgumentException("not the path of a key in an object: " + key);
            }
        }

        /** Whether {@code text} is the path of a key in an object: a few names with backslashes between them, empty for the object's key itself. */
        public static boolean isPath(String text) {
            return StoreKeys.isPath(text);
        }

        /** Whether it is a value of the key at {@code path} or of one below. */
        boolean isIn(String path) {
            return key.regionMatches(true, 0, path, 0, path.length()) && (key.length() == path.length() || key.charAt(path.length()) == '\\');
        }
    }

    /** A value among {@link #values} that will be read as the object's type or as an element, because the object has no such; absent when all is well. */
    public Optional<ExtraValue> mistakableValue() {
        WantedKey key = WantedKey.of(this);
        for (ExtraValue extra : values) {
            WantedKey in = key.atPath(extra.key());
            if (in.main().isEmpty() && in.role().isFor(extra.value())) {
                return Optional.of(extra);
            }
        }
        return Optional.empty();
    }

    /** The element of that type, found by halves. */
    public Optional<Element> element(ElementType type) {
        int low = 0;
        int high = elements.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = elements.get(middle).type().compareTo(type);
            if (order == 0) {
                return Optional.of(elements.get(middle));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /** The text of a string element; empty when there is none or it is no string. */
    public Optional<String> string(ElementType type) {
        Optional<Element> element = element(type);
        return element.isPresent() && element.get().value() instanceof ElementValue.StringValue s ? Optional.of(s.text()) : Optional.empty();
    }

    /** The identifiers of an object list element, or the one of an object element; empty list when there is none. */
    public List<ObjectId> ids(ElementType type) {
        Optional<Element> element = element(type);
        if (element.isEmpty()) {
            return List.of();
        }
        ElementValue value = element.get().value();
        if (value instanceof ElementValue.ObjectListValue list) {
            return list.ids();
        }
        return value instanceof ElementValue.ObjectValue one ? List.of(one.id()) : List.of();
    }

    /** Whether a boolean element is there and true. */
    public boolean isSet(ElementType type) {
        Optional<Element> element = element(type);
        return element.isPresent() && element.get().value() instanceof ElementValue.BooleanValue b && b.value();
    }

    /** The boot entry of the firmware that the object goes with, as Windows keeps it: the value {@code FirmwareVariable}. BCD format, section 5. */
    public Optional<Bytes> firmwareVariable() {
        for (ExtraValue extra : values) {
            if (isFirmwareVariable(extra)) {
                return Optional.of(extra.value().data());
            }
        }
        return Optional.empty();
    }

    /** This object with another boot entry of the firmware, or without one. */
    public BcdObject withFirmwareVariable(Optional<Bytes> entry) {
        List<ExtraValue> changed = new ArrayList<>();
        for (ExtraValue extra : values) {
            if (!isFirmwareVariable(extra)) {
                changed.add(extra);
            }
        }
        if (entry.isPresent()) {
            changed.add(new ExtraValue(StoreKeys.DESCRIPTION, new Value(StoreKeys.FIRMWARE_VARIABLE, ValueType.BINARY, entry.get())));
        }
        return new BcdObject(id, type, elements, changed);
    }

    /** Whether a value below an object's key is that one, by its path. */
    public static boolean isFirmwareVariable(String path) {
        return path.equalsIgnoreCase(StoreKeys.DESCRIPTION + "\\" + StoreKeys.FIRMWARE_VARIABLE);
    }

    private static boolean isFirmwareVariable(ExtraValue extra) {
        return extra.key().equalsIgnoreCase(StoreKeys.DESCRIPTION) && extra.value().name().equalsIgnoreCase(StoreKeys.FIRMWARE_VARIABLE);
    }

    public boolean is(ObjectType type) {
        return this.type.isPresent() && this.type.get().equals(type);
    }

    /** This object with {@code element} in the place of the element of the same type, or added where its type belongs. */
    public BcdObject with(Element element) {
        List<Element> changed = new ArrayList<>(elements.size() + 1);
        boolean placed = false;
        for (Element old : elements) {
            int order = old.type().compareTo(element.type());
            if (order >= 0 && !placed) {
                changed.add(element);
                placed = true;
            }
            if (order != 0) {
                changed.add(old);
            }
        }
        if (!placed) {
            changed.add(element);
        }
        return new BcdObject(id, type, changed, values);
    }

    /** This object without the element of that type, and without what else is in its key. */
    public BcdObject without(ElementType type) {
        List<Element> changed = new ArrayList<>(elements.size());
        for (Element old : elements) {
            if (!old.type().equals(type)) {
                changed.add(old);
            }
        }
        String key = StoreKeys.path(StoreKeys.ELEMENTS, type.keyName());
        List<ExtraValue> kept = new ArrayList<>(values.size());
        for (ExtraValue extra : values) {
            if (!extra.isIn(key)) {
                kept.add(extra);
            }
        }
        return new BcdObject(id, this.type, changed, kept);
    }

    // Written out for the sake of start-up, as in ValueType.
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof BcdObject that
                && id.equals(that.id)
                && type.equals(that.type)
                && elements.equals(that.elements)
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + elements.hashCode();
    }
}
