package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.hive.Value;
import org.bcdkit.layout.Printable;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;

/** What is different between two stores. */
public final class StoreDiff {

    private StoreDiff() {}

    /**
     * All differences in objects and elements, by object identifier and element type. An object that is new or gone comes as itself and then element
     * by element.
     */
    public static List<Difference> of(BcdStore before, BcdStore after) {
        List<Difference> differences = new ArrayList<>();
        for (Pair pair : pairs(before, after)) {
            if (pair.after().isEmpty()) {
                whole(pair.before().orElseThrow(), Difference.Kind.DELETED, differences);
            } else if (pair.before().isEmpty()) {
                whole(pair.after().get(), Difference.Kind.ADDED, differences);
            } else {
                elements(pair.before().get(), pair.after().get(), differences);
            }
        }
        return differences;
    }

    /** What two stores have of one object. */
    private record Pair(Optional<BcdObject> before, Optional<BcdObject> after) {}

    /** The objects of both stores by their identifiers, without those that are the very same. */
    private static List<Pair> pairs(BcdStore before, BcdStore after) {
        List<Pair> pairs = new ArrayList<>();
        int i = 0;
        int j = 0;
        List<BcdObject> old = before.objects();
        List<BcdObject> now = after.objects();
        while (i < old.size() || j < now.size()) {
            int order = i == old.size() ? 1 : j == now.size() ? -1 : old.get(i).id().compareTo(now.get(j).id());
            Optional<BcdObject> first = order > 0 ? Optional.empty() : Optional.of(old.get(i++));
            Optional<BcdObject> second = order < 0 ? Optional.empty() : Optional.of(now.get(j++));
            if (order != 0 || first.get() != second.get()) {
                pairs.add(new Pair(first, second));
            }
        }
        return pairs;
    }

    private static void whole(BcdObject object, Difference.Kind kind, List<Difference> into) {
        into.add(new Difference(object, kind, Optional.empty(), Optional.empty(), Optional.empty()));
        for (Element element : object.elements()) {
            boolean added = kind == Difference.Kind.ADDED;
            into.add(new Difference(
                    object,
                    kind,
                    Optional.of(element.type()),
                    added ? Optional.empty() : Optional.of(element),
                    added ? Optional.of(element) : Optional.empty()));
        }
    }

    private static void elements(BcdObject before, BcdObject after, List<Difference> into) {
        if (!before.type().equals(after.type())) {
            into.add(new Difference(after, Difference.Kind.CHANGED, Optional.empty(), Optional.empty(), Optional.empty()));
        }
        for (Element element : before.elements()) {
            Optional<Element> now = after.element(element.type());
            if (now.isEmpty()) {
                into.add(element(after, Difference.Kind.DELETED, element.type(), Optional.of(element), now));
            } else if (!now.get().equals(element)) {
                into.add(element(after, Difference.Kind.CHANGED, element.type(), Optional.of(element), now));
            }
        }
        for (Element element : after.elements()) {
            if (before.element(element.type()).isEmpty()) {
                into.add(element(after, Difference.Kind.ADDED, element.type(), Optional.empty(), Optional.of(element)));
            }
        }
    }

    private static Difference element(
            BcdObject object, Difference.Kind kind, ElementType type, Optional<Element> before, Optional<Element> after) {
        return new Difference(object, kind, Optional.of(type), before, after);
    }

    /**
     * The differences in what is no element: those in the store's {@code Description}, which tells a system store from others, then those in objects,
     * by their identifiers. All values of an object that only one store has are differences.
     */
    public static List<ValueDifference> ofValues(BcdStore before, BcdStore after) {
        List<ValueDifference> differences = new ArrayList<>();
        values(Optional.empty(), described(before), described(after), differences);
        for (Pair pair : pairs(before, after)) {
            List<ExtraValue> old = pair.before().isPresent() ? pair.before().get().values() : List.of();
            List<ExtraValue> now = pair.after().isPresent() ? pair.after().get().values() : List.of();
            if (!old.isEmpty() || !now.isEmpty()) {
                values(pair.after().isPresent() ? pair.after() : pair.before(), named(old), named(now), differences);
            }
        }
        return differences;
    }

    private static Map<String, Value> described(BcdStore store) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Value value : store.description()) {
            put(values, "Description\\" + value.name(), value);
        }
        return values;
    }

    private static Map<String, Value> named(List<ExtraValue> extras) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (ExtraValue extra : extras) {
            put(values, extra.key().isEmpty() ? extra.value().name() : extra.key() + "\\" + extra.value().name(), extra.value());
        }
        return values;
    }

    /** Two values of one name, which Windows will not make, are told apart by their order. */
    private static void put(Map<String, Value> values, String name, Value value) {
        String unique = name;
        for (int count = 2; values.putIfAbsent(unique, value) != null; count++) {
            unique = name + " (" + count + ")";
        }
    }

    private static void values(Optional<BcdObject> object, Map<String, Value> before, Map<String, Value> after, List<ValueDifference> into) {
        for (Map.Entry<String, Value> old : before.entrySet()) {
            Optional<Value> now = Optional.ofNullable(after.get(old.getKey()));
            if (!now.equals(Optional.of(old.getValue()))) {
                into.add(new ValueDifference(object, old.getKey(), Optional.of(old.getValue()), now));
            }
        }
        for (Map.Entry<String, Value> now : after.entrySet()) {
            if (!before.containsKey(now.getKey())) {
                into.add(new ValueDifference(object, now.getKey(), Optional.empty(), Optional.of(now.getValue())));
            }
        }
    }

    /** All differences as lines of a preview, in catalogue names: the store's {@code Description}, then object by object. */
    public static List<Change> changes(BcdStore before, BcdStore after) {
        return changes(before, after, ValueText.BYTES);
    }

    /** The same, with values in the words of {@code text}. */
    public static List<Change> changes(BcdStore before, BcdStore after, ValueText text) {
        List<Change> changes = new ArrayList<>();
        List<ValueDifference> values = ofValues(before, after);
        int next = 0;
        for (Difference difference : of(before, after)) {
            while (next < values.size() && precedes(values.get(next), difference)) {
                changes.add(value(values.get(next++), text));
            }
            changes.add(difference.element().isPresent() ? element(difference) : whole(difference, before));
        }
        while (next < values.size()) {
            changes.add(value(values.get(next++), text));
        }
        return changes;
    }

    /** Both come in the order of the objects, and values of an object after its elements. */
    private static boolean precedes(ValueDifference value, Difference difference) {
        return value.object().isEmpty() || value.object().get().id().compareTo(difference.object().id()) < 0;
    }

    private static Change whole(Difference difference, BcdStore before) {
        BcdObject object = difference.object();
        String name = ObjectCatalog.name(object.id());
        Optional<String> title = Optional.of(title(object));
        return switch (difference.kind()) {
            case ADDED -> new Change(Action.ADD, name, Optional.empty(), title);
            case DELETED -> new Change(Action.DELETE, name, title, Optional.empty());
            case CHANGED -> new Change(
                    Action.CHANGE, name + " type", Optional.of(type(before.find(object.id()).orElseThrow())), Optional.of(type(object)));
        };
    }

    private static String type(BcdObject object) {
        return object.type().isPresent() ? object.type().get() + " " + ObjectCatalog.kind(object.type().get()) : "none";
    }

    private static Change element(Difference difference) {
        Optional<ObjectType> in = difference.object().type();
        Optional<String> old = text(difference.before(), in);
        Optional<String> now = text(difference.after(), in);
        // What means the same may be stored otherwise, and that is the difference then.
        boolean stored = old.equals(now);
        return new Change(
                difference.action(),
                ObjectCatalog.name(difference.object().id()) + " " + ElementCatalog.name(difference.element().get(), in),
                stored ? stored(old, difference.before()) : old,
                stored ? stored(now, difference.after()) : now);
    }

    private static Optional<String> stored(Optional<String> text, Optional<Element> element) {
        Element stored = element.orElseThrow();
        return Optional.of(text.orElseThrow() + " (" + stored.registryType() + " " + stored.data().toHex() + ")");
    }

    private static Change value(ValueDifference difference, ValueText words) {
        Optional<String> old = text(difference, difference.before(), words);
        Optional<String> now = text(difference, difference.after(), words);
        boolean isSaid = !old.equals(now); // else the bytes are the difference
        String name = Printable.of(difference.name());
        return new Change(
                difference.action(),
                difference.object().isPresent() ? ObjectCatalog.name(difference.object().get().id()) + " " + name : name,
                isSaid ? old : bytes(difference.before()),
                isSaid ? now : bytes(difference.after()));
    }

    private static Optional<String> text(ValueDifference difference, Optional<Value> value, ValueText words) {
        Optional<String> said = value.isPresent() ? words.of(difference, value.get()) : Optional.empty();
        return said.isPresent() ? said : bytes(value);
    }

    private static Optional<String> bytes(Optional<Value> value) {
        return value.isPresent() ? Optional.of(value.get().type() + " " + value.get().data().toHex()) : Optional.empty();
    }

    private static String title(BcdObject object) {
        String heading = ObjectCatalog.heading(object.id(), object.type());
        Optional<String> description = object.string(ElementType.DESCRIPTION);
        return description.isPresent() ? heading + " \"" + description.get() + "\"" : heading;
    }

    private static Optional<String> text(Optional<Element> element, Optional<ObjectType> in) {
        return element.isPresent() ? Optional.of(String.join(", ", ElementText.lines(element.get(), in))) : Optional.empty();
    }
}
