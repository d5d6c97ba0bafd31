package org.bcdkit.store;

import java.util.Optional;
import java.util.UUID;

/**
 * The identifier of a BCD object: a GUID, written in lower case and braces.
 *
 * @param value the GUID as printed; on disk it is text in key names and mixed-endian bytes in device elements
 */
public record ObjectId(UUID value) implements Comparable<ObjectId> {

    /** All zeros: what stands where no object is meant. */
    public static final ObjectId NONE = new ObjectId(new UUID(0, 0));

    /** Reads a GUID with or without braces, in any case; empty when {@code text} is none. */
    public static Optional<ObjectId> parse(String text) {
        String bare = text.length() == 38 && text.charAt(0) == '{' && text.charAt(37) == '}' ? text.substring(1, 37) : text;
        if (bare.length() != 36) {
            return Optional.empty();
        }
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = bare.charAt(i);
            if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
                return Optional.empty();
            }
        }
        return Optional.of(new ObjectId(UUID.fromString(bare)));
    }

    /** For identifiers that stand in our own tables. Throws IllegalArgumentException for anything that is no GUID. */
    public static ObjectId of(String text) {
        Optional<ObjectId> id = parse(text);
        if (id.isEmpty()) {
            throw new IllegalArgumentException("not a GUID: " + text);
        }
        return id.get();
    }

    // Written out: what the compiler makes for a record is linked when first used, which takes longer than reading a store.
    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** The order of the text, which is the order of the keys in a store. */
    @Override
    public int compareTo(ObjectId that) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), that.value.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(value.getLeastSignificantBits(), that.value.getLeastSignificantBits());
    }

    /** {@code {9dea862c-5cdd-4e70-acc1-f32b344d4795}}. */
    @Override
    public String toString() {
        return "{" + value + "}";
    }
}
