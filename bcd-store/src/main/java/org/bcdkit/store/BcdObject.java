package org.bcdkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.Value;

/**
 * One object of a boot store.
 *
 * @param type absent when the object has no {@code Description} key with a {@code Type}, as in stores made by hand
 * @param elements in the order of their types
 * @param values registry values of the object's keys that have no place in the object model, kept and shown
 */
public record BcdObject(ObjectId id, Optional<ObjectType> type, List<Element> elements, List<ExtraValue> values) {

    public BcdObject {
        elements = List.copyOf(elements);
        values = List.copyOf(values);
    }

    public BcdObject(ObjectId id, ObjectType type, List<Element> elements) {
        this(id, Optional.of(type), elements, List.of());
    }

    /**
     * A registry value outside the object model.
     *
     * @param key path of the key below the object's key, for instance {@code "Description"}; empty for the object's key itself
     */
    public record ExtraValue(String key, Value value) {}

    public Optional<Element> element(ElementType type) {
        for (Element element : elements) {
            if (element.type().equals(type)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    /** The text of a string element; empty when there is none or it is no string. */
    public Optional<String> string(ElementType type) {
        return element(type).flatMap(e -> e.value() instanceof ElementValue.StringValue s ? Optional.of(s.text()) : Optional.empty());
    }

    /** The identifiers of an object list element, or the one of an object element; empty list when there is none. */
    public List<ObjectId> ids(ElementType type) {
        ElementValue value = element(type).map(Element::value).orElse(null);
        if (value instanceof ElementValue.ObjectListValue list) {
            return list.ids();
        }
        return value instanceof ElementValue.ObjectValue one ? List.of(one.id()) : List.of();
    }

    /** Whether a boolean element is there and true. */
    public boolean isSet(ElementType type) {
        return element(type).map(Element::value).filter(v -> v instanceof ElementValue.BooleanValue b && b.value()).isPresent();
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

    /** This object without the element of that type. */
    public BcdObject without(ElementType type) {
        List<Element> changed = new ArrayList<>(elements.size());
        for (Element old : elements) {
            if (!old.type().equals(type)) {
                changed.add(old);
            }
        }
        return new BcdObject(id, this.type, changed, values);
    }
}
