package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.Naming;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;

/**
 * What bcdedit shows of a store: some objects, without what is only there for making new ones, unless it is asked for with {@code /v}. Specification:
 * BCD format, section 4.
 *
 * @param objects in the order of the listing
 */
public record Listing(List<BcdObject> objects, Naming naming) {

    private static final int TEMPLATE_CLASS = 4;

    public Listing {
        objects = List.copyOf(objects);
    }

    public static Listing of(BcdStore store, Selection selection, Naming naming) {
        List<BcdObject> objects = selection.of(store);
        if (naming.isFull()) {
            return new Listing(objects, naming);
        }
        List<BcdObject> shown = new ArrayList<>(objects.size());
        for (BcdObject object : objects) {
            if (!isTemplate(object.id())) {
                shown.add(object);
            }
        }
        return new Listing(shown, naming);
    }

    /** One object, also one that other listings leave out; nothing when it is not in the store. */
    public static Listing of(BcdStore store, ObjectId id, Naming naming) {
        Optional<BcdObject> object = store.find(id);
        return new Listing(object.isPresent() ? List.of(object.get()) : List.of(), naming);
    }

    private static boolean isTemplate(ObjectId id) {
        return id.equals(WellKnown.LOADER_TEMPLATE_FOR_BIOS) || id.equals(WellKnown.LOADER_TEMPLATE_FOR_UEFI);
    }

    /** Which elements of an object are shown, in the order of their types. */
    public List<Element> elements(BcdObject object) {
        if (naming.isFull()) {
            return object.elements();
        }
        List<Element> shown = new ArrayList<>(object.elements().size());
        for (Element element : object.elements()) {
            if (shows(element.type())) {
                shown.add(element);
            }
        }
        return shown;
    }

    private static boolean shows(ElementType type) {
        return type.elementClass() != TEMPLATE_CLASS;
    }
}
