package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/**
 * Plans what bcdedit does to a store: objects made, copied and deleted, elements set and removed, lists changed. Specification: bcdedit surface,
 * section 1.2. A plan whose result is the store as it is changes nothing; what stands against one is in its findings.
 */
public final class StorePlanner {

    private final StoreSnapshot snapshot;
    private final BcdStore store;
    private final String intent;
    private final List<Finding> findings = new ArrayList<>();

    private StorePlanner(StoreSnapshot snapshot, String intent) {
        this.snapshot = snapshot;
        this.store = snapshot.store();
        this.intent = intent;
        findings.addAll(StoreRules.writable(snapshot));
    }

    /** Puts {@code element} into an object, in the place of the one of the same type. */
    public static StorePlan set(StoreSnapshot snapshot, ObjectId object, Element element) {
        return set(snapshot, object, List.of(element), List.of());
    }

    /**
     * Puts elements into an object and takes others out of it.
     *
     * @param removed types of elements that shall not be there afterwards
     */
    public static StorePlan set(StoreSnapshot snapshot, ObjectId object, List<Element> elements, List<ElementType> removed) {
        return new StorePlanner(snapshot, "Set " + names(type(snapshot, object), elements) + " of " + title(snapshot, object)).set(object, elements, removed);
    }

    /** The same for an object with an alias, which is made without anything else when it is not in the store. */
    public static StorePlan setOrMake(StoreSnapshot snapshot, ObjectId object, List<Element> elements, List<ElementType> removed) {
        BcdObject found = snapshot.store().find(object).orElse(new BcdObject(object, ObjectCatalog.find(object).orElseThrow().type(), List.of()));
        String intent = "Set " + names(found.type(), elements) + " of " + title(snapshot, object);
        return new StorePlanner(snapshot, intent).set(found, elements, removed);
    }

    /** Takes an element out of an object. */
    public static StorePlan unset(StoreSnapshot snapshot, ObjectId object, ElementType type) {
        String name = ElementCatalog.name(type, type(snapshot, object));
        return new StorePlanner(snapshot, "Remove " + name + " from " + title(snapshot, object)).set(object, List.of(), List.of(type));
    }

    /** Changes a list of objects. A list that nothing is left in is removed. */
    public static StorePlan order(StoreSnapshot snapshot, ObjectId object, ElementType list, ListEdit edit, List<ObjectId> ids) {
        String name = ElementCatalog.name(list, type(snapshot, object));
        return new StorePlanner(snapshot, "Change " + name + " of " + title(snapshot, object)).order(object, list, edit, ids);
    }

    /** Makes a copy with another title. It comes last in the display order when the original is in it. */
    public static StorePlan copy(StoreSnapshot snapshot, ObjectId original, String title, ObjectId newId) {
        return new StorePlanner(snapshot, "Copy " + title(snapshot, original) + " as \"" + title + "\"").copy(original, title, newId);
    }

    /** Makes an object without elements, or with only a title. */
    public static StorePlan create(StoreSnapshot snapshot, ObjectId newId, ObjectType type, Optional<String> title) {
        return new StorePlanner(snapshot, "Make the object " + ObjectCatalog.name(newId)).create(newId, type, title);
    }

    /**
     * Deletes an object. One with an alias is deleted only with {@code --force}.
     *
     * @param cleanUp whether elements that name it are removed, and it is taken out of all lists
     */
    public static StorePlan delete(StoreSnapshot snapshot, ObjectId object, boolean cleanUp) {
        return new StorePlanner(snapshot, "Delete " + title(snapshot, object)).delete(object, cleanUp);
    }

    /**
     * Makes the store another one that was worked out elsewhere.
     *
     * @param findings what is to be said about it, behind what stands against writing at all
     */
    public static StorePlan become(StoreSnapshot snapshot, String intent, BcdStore after, List<Finding> findings) {
        StorePlanner planner = new StorePlanner(snapshot, intent);
        planner.findings.addAll(findings);
        return planner.plan(after);
    }

    private StorePlan set(ObjectId id, List<Element> elements, List<ElementType> removed) {
        Optional<BcdObject> object = find(id);
        return object.isEmpty() ? plan(store) : set(object.get(), elements, removed);
    }

    private StorePlan set(BcdObject object, List<Element> elements, List<ElementType> removed) {
        BcdObject changed = object;
        for (ElementType type : removed) {
            changed = changed.element(type).isPresent() ? changed.without(type) : changed;
        }
        for (Element element : elements) {
            warnOfDangling(changed, element);
            changed = changed.with(element);
        }
        return plan(store.with(changed));
    }

    private StorePlan order(ObjectId id, ElementType list, ListEdit edit, List<ObjectId> ids) {
        Optional<BcdObject> object = find(id);
        if (object.isEmpty()) {
            return plan(store);
        }
        Optional<Element> old = object.get().element(list);
        if (edit != ListEdit.REPLACE && old.isPresent() && !(old.get().value() instanceof ObjectListValue)) {
            findings.add(StoreRules.unreadableList(snapshot.name(), object.get(), old.get()));
            return plan(store);
        }
        List<ObjectId> changed = edit.apply(object.get().ids(list), ids);
        return changed.isEmpty()
                ? set(id, List.of(), List.of(list))
                : set(id, List.of(Element.of(list, new ObjectListValue(changed))), List.of());
    }

    private StorePlan copy(ObjectId id, String title, ObjectId newId) {
        Optional<BcdObject> original = find(id);
        if (original.isEmpty()) {
            return plan(store);
        }
        // Values outside the elements go with the firmware's entry for the original, and that is not copied.
        BcdObject copy = new BcdObject(newId, original.get().type(), original.get().elements(), List.of());
        BcdStore after = store.with(copy.with(Element.of(ElementType.DESCRIPTION, new StringValue(title))));
        Optional<BcdObject> bootManager = store.find(WellKnown.BOOT_MANAGER);
        List<ObjectId> order = bootManager.isPresent() ? bootManager.get().ids(ElementType.DISPLAY_ORDER) : List.of();
        if (order.contains(id)) {
            List<ObjectId> longer = ListEdit.ADD_LAST.apply(order, List.of(newId));
            after = after.with(bootManager.get().with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(longer))));
        }
        return plan(after);
    }

    private StorePlan create(ObjectId id, ObjectType type, Optional<String> title) {
        if (store.find(id).isPresent()) {
            findings.add(StoreRules.objectExists(snapshot.name(), store.find(id).get()));
            return plan(store);
        }
        List<Element> elements =
                title.isPresent() ? List.of(Element.of(ElementType.DESCRIPTION, new StringValue(title.get()))) : List.of();
        return plan(store.with(new BcdObject(id, type, elements)));
    }

    private StorePlan delete(ObjectId id, boolean cleanUp) {
        if (find(id).isEmpty()) {
            return plan(store);
        }
        if (ObjectCatalog.alias(id).isPresent()) {
            findings.add(StoreRules.wellKnown(id));
        }
        List<BcdObject> left = new ArrayList<>(store.objects().size());
        for (BcdObject object : store.objects()) {
            if (!object.id().equals(id)) {
                left.add(cleanUp ? withoutReferences(object, id) : object);
            }
        }
        return plan(new BcdStore(store.description(), left));
    }

    private BcdObject withoutReferences(BcdObject object, ObjectId id) {
        BcdObject changed = object;
        for (Element element : object.elements()) {
            ElementValue value = element.value();
            if (value instanceof ObjectListValue list && list.ids().contains(id)) {
                List<ObjectId> left = ListEdit.REMOVE.apply(list.ids(), List.of(id));
                changed = left.isEmpty()
                        ? changed.without(element.type())
                        : changed.with(Element.of(element.type(), new ObjectListValue(left)));
            } else if (value instanceof ObjectValue one && one.id().equals(id)) {
                changed = changed.without(element.type());
            } else if (value instanceof DeviceValue device && device.additionalOptions().equals(Optional.of(id))) {
                findings.add(StoreRules.dangling(object, element.type(), id));
            }
        }
        return changed;
    }

    private void warnOfDangling(BcdObject object, Element element) {
        ElementValue value = element.value();
        List<ObjectId> named = value instanceof ObjectListValue list
                ? list.ids()
                : value instanceof ObjectValue one
                        ? List.of(one.id())
                        : value instanceof DeviceValue device && device.additionalOptions().isPresent()
                                ? List.of(device.additionalOptions().get())
                                : List.of();
        for (ObjectId id : named) {
            if (store.find(id).isEmpty()) {
                findings.add(StoreRules.dangling(object, element.type(), id));
            }
        }
    }

    private Optional<BcdObject> find(ObjectId id) {
        Optional<BcdObject> object = store.find(id);
        if (object.isEmpty()) {
            findings.add(StoreRules.noObject(snapshot.name(), id));
        }
        return object;
    }

    private StorePlan plan(BcdStore after) {
        return new StorePlan(intent, snapshot, after, findings);
    }

    private static Optional<ObjectType> type(StoreSnapshot snapshot, ObjectId id) {
        Optional<BcdObject> object = snapshot.store().find(id);
        return object.isPresent() ? object.get().type() : Optional.empty();
    }

    private static String names(Optional<ObjectType> in, List<Element> elements) {
        List<String> names = new ArrayList<>(elements.size());
        for (Element element : elements) {
            names.add(ElementCatalog.name(element.type(), in));
        }
        return names.isEmpty() ? "elements" : String.join(", ", names);
    }

    static String title(StoreSnapshot snapshot, ObjectId id) {
        Optional<BcdObject> object = snapshot.store().find(id);
        Optional<String> description = object.isPresent() ? object.get().string(ElementType.DESCRIPTION) : Optional.empty();
        return description.isPresent() ? ObjectCatalog.name(id) + " \"" + description.get() + "\"" : ObjectCatalog.name(id);
    }
}
