package org.bcdkit.catalog;

import java.util.Optional;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;

/** Names of elements. The same number has different names in different objects, so look-ups always pass the object's type. */
public final class ElementCatalog {

    private ElementCatalog() {}

    public static Optional<ElementDefinition> find(ElementType type, Optional<ObjectType> in) {
        throw new UnsupportedOperationException();
    }

    /** bcdedit's name for an element: from the catalogue, else {@code custom:xxxxxxxx}. */
    public static String name(ElementType type, Optional<ObjectType> in) {
        throw new UnsupportedOperationException();
    }

    /** The element of that name (any case, also {@code custom:xxxxxxxx} and {@code 0xxxxxxxxx}) in objects of that type. */
    public static Optional<ElementType> named(String name, Optional<ObjectType> in) {
        throw new UnsupportedOperationException();
    }
}
