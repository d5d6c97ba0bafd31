package org.bcdkit.view;

import java.io.PrintStream;
import java.util.List;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.edit.Listing;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;

/** A listing as bcdedit prints it, for scripts that read it: every line is the same. */
public final class ListingText {

    private ListingText() {}

    public static void print(PrintStream out, Listing listing) {
        ObjectLayout layout = new ObjectLayout(out);
        for (BcdObject object : listing.objects()) {
            layout.line("");
            layout.heading(ObjectCatalog.heading(object.id(), object.type()));
            layout.entry("identifier", List.of(listing.naming().of(object.id())));
            elements(layout, object, listing);
        }
    }

    /** Only the elements of the objects, which is how bcdedit shows the settings of debuggers. */
    public static void printElements(PrintStream out, Listing listing) {
        ObjectLayout layout = new ObjectLayout(out);
        for (BcdObject object : listing.objects()) {
            elements(layout, object, listing);
        }
    }

    private static void elements(ObjectLayout layout, BcdObject object, Listing listing) {
        for (Element element : listing.elements(object)) {
            List<String> lines = ElementText.lines(element, object.type(), listing.naming());
            layout.entry(ElementCatalog.name(element.type(), object.type()), lines);
        }
    }
}
