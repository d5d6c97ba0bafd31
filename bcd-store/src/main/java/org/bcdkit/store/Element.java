package org.bcdkit.store;

import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;

/**
 * One setting of an object. The record holds the registry data itself, so that whatever a decoder does not understand survives by construction;
 * {@link #value()} is what the data means.
 *
 * @param registryType the type of the registry value as stored
 * @param data the registry data as stored
 */
public record Element(ElementType type, ValueType registryType, Bytes data) {

    /** An element that means {@code value}, in the registry type and data that Windows would write. */
    public static Element of(ElementType type, ElementValue value) {
        return ElementCodec.encode(type, value);
    }

    /** An integer element. */
    public static Element of(ElementType type, long value) {
        return of(type, new ElementValue.IntegerValue(value));
    }

    /** A boolean element. */
    public static Element of(ElementType type, boolean value) {
        return of(type, new ElementValue.BooleanValue(value));
    }

    /** A string element. */
    public static Element of(ElementType type, String text) {
        return of(type, new ElementValue.StringValue(text));
    }

    /** What the data means; an {@link ElementValue.UnknownValue} when it does not fit the format that the element type names. */
    public ElementValue value() {
        return ElementCodec.decode(this);
    }

    // Written out for the sake of start-up, as in ValueType.
    @Override
    public boolean equals(Object other) {
        return other instanceof Element that
                && type.equals(that.type)
                && registryType.equals(that.registryType)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + data.hashCode();
    }
}
