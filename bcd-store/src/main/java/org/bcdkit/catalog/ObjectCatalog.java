package org.bcdkit.catalog;

import java.util.Optional;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** Names of objects and of kinds of objects. */
public final class ObjectCatalog {

    private ObjectCatalog() {}

    /** The alias of a well-known identifier, for instance {@code {bootmgr}}. */
    public static Optional<String> alias(ObjectId id) {
        throw new UnsupportedOperationException();
    }

    /** The identifier that an alias stands for, any case; {@code {default}} and {@code {current}} are not constants and not found here. */
    public static Optional<ObjectId> wellKnown(String alias) {
        throw new UnsupportedOperationException();
    }

    /** A short word for a type of object: {@code bootmgr}, {@code osloader}, {@code resume}, {@code inherit}, {@code device}, …; used in JSON. */
    public static String kind(ObjectType type) {
        throw new UnsupportedOperationException();
    }

    /** The heading bcdedit prints over an object, for instance {@code Windows Boot Loader}. */
    public static String heading(ObjectId id, Optional<ObjectType> type) {
        throw new UnsupportedOperationException();
    }
}
