package org.bcdkit.edit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;

/**
 * An element that an object gets from one it inherits from. Specification: BCD format, section 2.5.
 *
 * @param from the object that has it
 */
public record InheritedElement(Element element, ObjectId from) {

    /**
     * What {@code heir} gets beside its own elements: from the objects in its inherit element in their order, and before the next one from those
     * which that one inherits from. What comes first counts; its own elements come before all.
     */
    public static List<InheritedElement> of(BcdObject heir, BcdStore store) {
        List<InheritedElement> inherited = new ArrayList<>();
        Set<ElementType> settled = new HashSet<>();
        settle(heir, settled);
        Set<ObjectId> visited = new HashSet<>();
        visited.add(heir.id());
        collect(heir, store, settled, visited, inherited);
        return inherited;
    }

    private static void collect(
            BcdObject heir, BcdStore store, Set<ElementType> settled, Set<ObjectId> visited, List<InheritedElement> inherited) {
        for (ObjectId id : heir.ids(ElementType.INHERIT)) {
            Optional<BcdObject> found = store.find(id);
            // A store may name objects that are not there, and objects in a circle.
            if (found.isPresent() && visited.add(id)) {
                for (Element element : found.get().elements()) {
                    if (!element.type().equals(ElementType.INHERIT) && settled.add(element.type())) {
                        inherited.add(new InheritedElement(element, id));
                    }
                }
                collect(found.get(), store, settled, visited, inherited);
            }
        }
    }

    private static void settle(BcdObject heir, Set<ElementType> settled) {
        for (Element element : heir.elements()) {
            settled.add(element.type());
        }
    }
}
