package org.bcdkit.catalog;

import java.util.List;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/**
 * An object that has the same identifier in every store.
 *
 * @param aliases bcdedit's names, the one it prints first; empty when it has none
 * @param type the type it has where Windows made it
 * @param heading what bcdedit prints over it
 * @param meaning in a few words
 */
public record ObjectDefinition(ObjectId id, List<String> aliases, ObjectType type, String heading, String meaning) {

    public ObjectDefinition {
        aliases = List.copyOf(aliases);
    }
}
