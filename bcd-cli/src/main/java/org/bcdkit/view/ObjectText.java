package org.bcdkit.view;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.edit.InheritedElement;
import org.bcdkit.layout.Printable;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** An object as text, in the form that bcdedit made known. */
public final class ObjectText {

    private static final int COLUMN = 24;

    private ObjectText() {}

    /** @param inherited what it gets from others, each of which comes under a heading of its own */
    public static void print(PrintStream out, BcdObject object, List<InheritedElement> inherited) {
        String heading = ObjectCatalog.heading(object.id(), object.type());
        line(out, heading);
        line(out, "-".repeat(heading.length()));
        Optional<String> alias = ObjectCatalog.alias(object.id());
        entry(out, "identifier", List.of(alias.isPresent() ? object.id() + " " + alias.get() : object.id().toString()));
        for (Element element : object.elements()) {
            element(out, element, object.type());
        }
        Optional<ObjectId> from = Optional.empty();
        for (InheritedElement element : inherited) {
            if (from.isEmpty() || !from.get().equals(element.from())) {
                from = Optional.of(element.from());
                line(out, "");
                line(out, "from " + ObjectCatalog.name(element.from()));
            }
            element(out, element.element(), object.type());
        }
    }

    private static void element(PrintStream out, Element element, Optional<ObjectType> in) {
        entry(out, ElementCatalog.name(element.type(), in), ElementText.lines(element, in));
    }

    /** A name and its values below one another. */
    private static void entry(PrintStream out, String name, List<String> values) {
        StringBuilder line = new StringBuilder(name);
        for (String value : values) {
            do {
                line.append(' ');
            } while (line.length() < COLUMN);
            line(out, line.append(value).toString());
            line.setLength(0);
        }
        if (values.isEmpty()) {
            line(out, name);
        }
    }

    private static void line(PrintStream out, String line) {
        out.print(Printable.of(line));
        out.print('\n');
    }
}
