package org.bcdkit.storage;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes one instance of equal values. In a store of thousands of objects the same few names and settings come in each of them, and would take most
 * of the memory.
 */
public final class Pool<T> {

    /** What a store has in common is met among its first objects. */
    private static final int LARGEST = 4096;

    private final Map<T, T> known = new HashMap<>();

    /** The instance that was met first among those that are equal to {@code value}. */
    public T one(T value) {
        T first = known.get(value);
        if (first != null) {
            return first;
        }
        if (known.size() < LARGEST) {
            known.put(value, value);
        }
        return value;
    }
}
