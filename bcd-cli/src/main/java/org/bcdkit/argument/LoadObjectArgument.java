package org.bcdkit.argument;

import java.util.Optional;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.store.ObjectId;

/** The object of a boot store that a firmware entry tells Windows to start: a GUID, an alias that means the same in every store, or {@code none}. */
public final class LoadObjectArgument {

    public static final String VALUE = "OBJECT|none";

    private static final String NONE = "none";

    private LoadObjectArgument() {}

    /**
     * Absent for {@code none}.
     *
     * @param option where it stands, for messages
     */
    public static Optional<ObjectId> parse(String option, String text) {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        Optional<ObjectId> id = ObjectId.parse(text);
        Optional<ObjectId> object = id.isPresent() ? id : ObjectCatalog.wellKnown(text);
        if (object.isEmpty()) {
            throw new UsageException(option + ": \"" + text + "\" is neither a GUID nor an alias such as {bootmgr}, nor none.");
        }
        return object;
    }
}
