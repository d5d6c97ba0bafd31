package org.bcdkit.edit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
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
     * What {@code heir} gets beside its own elements, of which inherit is one if it gets anything: from the objects in its inherit element in their
     * order, and before the next one from those
     * which that one inherits from. What comes first counts; its own elements come before all.
     */
    public static List<InheritedElement> of(BcdObject heir, BcdStore store) {
        List<InheritedElement> inherited = new ArrayList<>();
        Set<ElementType> settled = new HashSet<>();
        settle(heir, settled);
        Set<ObjectId> visited = new HashSet<>();
        visited.add(heir.id());
        // Not by recursion: a store may have thousands of objects, each of which inherits from the next.
        Deque<Iterator<ObjectId>> open = new ArrayDeque<>();
        open.push(heir.ids(ElementType.INHERIT).iterator());
        while (!open.isEmpty()) {
            if (!open.peek().hasNext()) {
                open.pop();
                continue;
            }
            ObjectId id = open.peek().next();
            Optional<BcdObject> found = store.find(id);
            // A store may name objects that are not there, and objects in a circle.
            if (found.isPresent() && visited.add(id)) {
                collect(found.get(), settled, inherited);
                open.push(found.get().ids(ElementType.INHERIT).iterator());
            }
        }
        return inherited;
    }

    private static void collect(BcdObject from, Set<ElementType> settled, List<InheritedElement> into) {
        for (Element element : from.elements()) {
            if (settled.add(element.type())) {
                into.add(new InheritedElement(element, from.id()));
            }
        }
    }

    private static void settle(BcdObject heir, Set<ElementType> settled) {
        for (Element element : heir.elements()) {
            settled.add(element.type());
        }
    }
}
