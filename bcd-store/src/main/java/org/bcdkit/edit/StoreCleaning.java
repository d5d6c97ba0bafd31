package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/**
 * Takes entries out of a store that nobody needs: those that are in it twice and, where it is known which devices there are, those whose device is not
 * there. What names a duplicate names the one that stays afterwards. Specification: bcdedit surface, section 1.4, {@code /bcdclean}.
 *
 * <p>An entry is an application without an alias; those of the firmware are not touched. Two are the same when all their elements are, and applications
 * for resuming count as one then, so that entries that differ in nothing but those are the same as well.
 *
 * @param devices which there are; absent when only duplicates are to go
 */
public record StoreCleaning(Optional<DevicePresence> devices) {

    /**
     * What is left.
     *
     * @param unjudged entries that stay because it cannot be told whether their devices are there
     */
    public record Cleaned(BcdStore store, List<ObjectId> unjudged) {

        public Cleaned {
            unjudged = List.copyOf(unjudged);
        }
    }

    /** What makes two entries the same. */
    private record Likeness(ObjectType type, List<Element> elements, List<BcdObject.ExtraValue> values) {}

    /** @param kept an entry that stays, whatever its device is */
    public Cleaned clean(BcdStore store, Optional<ObjectId> kept) {
        BcdStore single = store;
        Map<ObjectId, Optional<ObjectId>> duplicates = duplicates(single, kept);
        do {
            single = withoutAll(single, duplicates);
            duplicates = duplicates(single, kept);
        } while (!duplicates.isEmpty());
        if (devices.isEmpty()) {
            return new Cleaned(single, List.of());
        }
        Map<ObjectId, Optional<ObjectId>> missing = new LinkedHashMap<>();
        List<ObjectId> unjudged = new ArrayList<>();
        for (BcdObject object : single.objects()) {
            if (isEntry(object) && !kept.equals(Optional.of(object.id()))) {
                Optional<Boolean> there = isThere(object);
                if (there.isEmpty()) {
                    unjudged.add(object.id());
                } else if (!there.get()) {
                    missing.put(object.id(), Optional.empty());
                }
            }
        }
        return new Cleaned(missing.isEmpty() ? single : withDefault(withoutAll(single, missing), kept), unjudged);
    }

    private static boolean isEntry(BcdObject object) {
        return object.type().isPresent()
                && object.type().get().isApplication()
                && !object.is(ObjectType.FIRMWARE_APPLICATION)
                && !object.elements().isEmpty()
                && ObjectCatalog.alias(object.id()).isEmpty();
    }

    /** Entries that are the same as another, with that one: of several the one that counts most stays. */
    private static Map<ObjectId, Optional<ObjectId>> duplicates(BcdStore store, Optional<ObjectId> kept) {
        Set<ObjectId> order = new LinkedHashSet<>();
        if (kept.isPresent()) {
            order.add(kept.get());
        }
        if (store.defaultEntry().isPresent()) {
            order.add(store.defaultEntry().get());
        }
        order.addAll(menu(store));
        for (BcdObject object : store.objects()) {
            order.add(object.id());
        }
        Map<Likeness, ObjectId> seen = new HashMap<>();
        Map<ObjectId, Optional<ObjectId>> duplicates = new LinkedHashMap<>();
        for (ObjectId id : order) {
            Optional<BcdObject> object = store.find(id);
            if (object.isPresent() && isEntry(object.get())) {
                Likeness likeness = new Likeness(object.get().type().orElseThrow(), object.get().elements(), object.get().values());
                ObjectId same = seen.putIfAbsent(likeness, id);
                if (same != null) {
                    duplicates.put(id, Optional.of(same));
                }
            }
        }
        return duplicates;
    }

    private static List<ObjectId> menu(BcdStore store) {
        Optional<BcdObject> bootManager = store.find(WellKnown.BOOT_MANAGER);
        return bootManager.isPresent() ? bootManager.get().ids(ElementType.DISPLAY_ORDER) : List.of();
    }

    private Optional<Boolean> isThere(BcdObject object) {
        Optional<Boolean> all = Optional.of(true);
        for (ElementType type : List.of(ElementType.DEVICE, ElementType.OS_DEVICE)) {
            Optional<Element> element = object.element(type);
            if (element.isPresent()) {
                Optional<Boolean> there = element.get().value() instanceof DeviceValue value
                        ? devices.orElseThrow().isThere(value.device())
                        : Optional.empty();
                if (there.isPresent() && !there.get()) {
                    return there;
                }
                all = there.isEmpty() ? there : all;
            }
        }
        return all;
    }

    /** The store without those objects; what names one names what is put in its place, or nothing. Lists name each object once. */
    private static BcdStore withoutAll(BcdStore store, Map<ObjectId, Optional<ObjectId>> replaced) {
        List<BcdObject> left = new ArrayList<>();
        for (BcdObject object : store.objects()) {
            if (!replaced.containsKey(object.id())) {
                BcdObject changed = object;
                for (Element element : object.elements()) {
                    changed = withoutAll(changed, element, replaced);
                }
                left.add(changed);
            }
        }
        return new BcdStore(store.description(), left);
    }

    private static BcdObject withoutAll(BcdObject object, Element element, Map<ObjectId, Optional<ObjectId>> replaced) {
        ElementValue value = element.value();
        if (value instanceof ObjectValue one && replaced.containsKey(one.id())) {
            Optional<ObjectId> other = replaced.get(one.id());
            return other.isPresent() ? object.with(Element.of(element.type(), new ObjectValue(other.get()))) : object.without(element.type());
        }
        if (value instanceof ObjectListValue list) {
            Set<ObjectId> ids = new LinkedHashSet<>();
            for (ObjectId id : list.ids()) {
                Optional<ObjectId> named = replaced.getOrDefault(id, Optional.of(id));
                if (named.isPresent()) {
                    ids.add(named.get());
                }
            }
            if (ids.size() < list.ids().size() || !ids.containsAll(list.ids())) {
                return ids.isEmpty() ? object.without(element.type()) : object.with(Element.of(element.type(), new ObjectListValue(List.copyOf(ids))));
            }
        }
        return object;
    }

    /** A boot manager whose default entry is gone gets another one. */
    private static BcdStore withDefault(BcdStore store, Optional<ObjectId> kept) {
        Optional<BcdObject> bootManager = store.find(WellKnown.BOOT_MANAGER);
        List<ObjectId> menu = menu(store);
        Optional<ObjectId> next = kept.isPresent() || menu.isEmpty() ? kept : Optional.of(menu.get(0));
        boolean isNeeded = bootManager.isPresent() && store.defaultEntry().isEmpty() && next.isPresent();
        return isNeeded ? store.with(bootManager.get().with(Element.of(ElementType.DEFAULT, new ObjectValue(next.get())))) : store;
    }
}
