package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;

/** What is different between two stores. */
public final class StoreDiff {

    private StoreDiff() {}

    /** All differences, by object identifier and element type. An object that is new or gone comes as itself and then element by element. */
    public static List<Difference> of(BcdStore before, BcdStore after) {
        List<Difference> differences = new ArrayList<>();
        int i = 0;
        int j = 0;
        List<BcdObject> old = before.objects();
        List<BcdObject> now = after.objects();
        while (i < old.size() || j < now.size()) {
            int order = i == old.size() ? 1 : j == now.size() ? -1 : old.get(i).id().compareTo(now.get(j).id());
            if (order < 0) {
                whole(old.get(i++), Difference.Kind.DELETED, differences);
            } else if (order > 0) {
                whole(now.get(j++), Difference.Kind.ADDED, differences);
            } else {
                elements(old.get(i++), now.get(j++), differences);
            }
        }
        return differences;
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

    /** The same as lines of a preview, in catalogue names. */
    public static List<Change> changes(BcdStore before, BcdStore after) {
        List<Change> changes = new ArrayList<>();
        for (Difference difference : of(before, after)) {
            BcdObject object = difference.object();
            Action action = switch (difference.kind()) {
                case ADDED -> Action.ADD;
                case CHANGED -> Action.CHANGE;
                case DELETED -> Action.DELETE;
            };
            if (difference.element().isEmpty()) {
                Optional<String> title = Optional.of(title(object));
                changes.add(new Change(
                        action,
                        ObjectCatalog.name(object.id()),
                        action == Action.ADD ? Optional.empty() : title,
                        action == Action.DELETE ? Optional.empty() : title));
            } else {
                changes.add(new Change(
                        action,
                        ObjectCatalog.name(object.id()) + " " + ElementCatalog.name(difference.element().get(), object.type()),
                        text(difference.before(), object.type()),
                        text(difference.after(), object.type())));
            }
        }
        return changes;
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
