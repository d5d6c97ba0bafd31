package org.bcdkit.argument;

import org.bcdkit.store.ObjectId;

/** What the identifiers and aliases in a value stand for. */
public interface Identifiers {

    /** The identifier that {@code text} is, or is an alias of; whether there is such an object is not asked. See {@link ObjectArgument#id}. */
    ObjectId id(String text);
}
