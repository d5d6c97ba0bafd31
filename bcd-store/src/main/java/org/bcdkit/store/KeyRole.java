package org.bcdkit.store;

import org.bcdkit.hive.Value;

/** What a key at or below an object's key is for. Specification: BCD format, section 2.1. */
enum KeyRole {
    /** {@code {guid}}, the object's key itself. */
    OBJECT,
    /** Its {@code Description}, which has the type. */
    DESCRIPTION,
    /** Its {@code Elements}. */
    ELEMENTS,
    /** A key for one element type. */
    ELEMENT,
    /** A key that has no place in an object. */
    UNKNOWN;

    /** What a subkey of that name is for, below a key with this role. */
    KeyRole below(String name) {
        return switch (this) {
            case OBJECT -> name.equalsIgnoreCase(StoreKeys.DESCRIPTION) ? DESCRIPTION : name.equalsIgnoreCase(StoreKeys.ELEMENTS) ? ELEMENTS : UNKNOWN;
            case ELEMENTS -> StoreKeys.elementType(name).isPresent() ? ELEMENT : UNKNOWN;
            case DESCRIPTION, ELEMENT, UNKNOWN -> UNKNOWN;
        };
    }

    /** Whether {@code value} is the one that a key with this role is there for. */
    boolean isFor(Value value) {
        return switch (this) {
            case DESCRIPTION -> StoreKeys.isType(value);
            case ELEMENT -> value.name().equalsIgnoreCase(StoreKeys.ELEMENT);
            case OBJECT, ELEMENTS, UNKNOWN -> false;
        };
    }
}
