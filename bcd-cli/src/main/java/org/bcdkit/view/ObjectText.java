package org.bcdkit.view;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.edit.InheritedElement;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** An object as text, with everything that is known of it. */
public final class ObjectText {

    private ObjectText() {}

    /** @param inherited what it gets from others, each of which comes under a heading of its own */
    public static void print(PrintStream out, BcdObject object, List<InheritedElement> inherited) {
        ObjectLayout layout = new ObjectLayout(out);
        layout.heading(ObjectCatalog.heading(object.id(), object.type()));
        Optional<String> alias = ObjectCatalog.alias(object.id());
        layout.entry("identifier", List.of(alias.isPresent() ? object.id() + " " + alias.get() : object.id().toString()));
        for (Element element : object.elements()) {
            element(layout, element, object.type());
        }
        Optional<ObjectId> from = Optional.empty();
        for (InheritedElement element : inherited) {
            if (from.isEmpty() || !from.get().equals(element.from())) {
                from = Optional.of(element.from());
                layout.line("");
                layout.line("from " + ObjectCatalog.name(element.from()));
            }
            element(layout, element.element(), object.type());
        }
    }

    private static void element(ObjectLayout layout, Element element, Optional<ObjectType> in) {
        layout.entry(ElementCatalog.name(element.type(), in), ElementText.lines(element, in));
    }
}
