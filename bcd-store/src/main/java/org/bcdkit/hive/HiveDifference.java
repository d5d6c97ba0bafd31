package org.bcdkit.hive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares hives in everything that a rewrite has to keep: names, times, flags, security, class names, values and their order, subkeys. Not
 * compared are the order of subkeys and the flag for single-byte names, which the writer decides.
 */
final class HiveDifference {

    private HiveDifference() {}

    /** Whether a base block says something else, in words. */
    static Optional<String> first(HiveInfo meant, HiveInfo found) {
        return meant.equals(found) ? Optional.empty() : Optional.of("base block is " + found + ", expected " + meant);
    }

    /** The first difference at {@code path} or below. */
    static Optional<String> first(String path, Key meant, Key found) {
        Optional<String> own = own(path, meant, found, found.keys().size());
        if (own.isPresent()) {
            return own;
        }
        List<Key> meantKeys = sorted(meant.keys());
        List<Key> foundKeys = sorted(found.keys());
        for (int i = 0; i < meantKeys.size(); i++) {
            Optional<String> difference = first(below(path, meant), meantKeys.get(i), foundKeys.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    /** The path below which the subkeys of {@code key} are. */
    static String below(String path, Key key) {
        return path + "\\" + key.name();
    }

    /** The first difference in the key itself: its subkeys are only counted. */
    static Optional<String> own(String path, Key meant, Key found, int foundKeys) {
        if (!meant.name().equals(found.name())) {
            return Optional.of(below(path, meant) + " is called " + found.name());
        }
        if (!recordOf(meant).equals(recordOf(found))) {
            return Optional.of(below(path, meant) + ": times, flags, security or class name differ");
        }
        if (meant.values().size() != found.values().size() || meant.keys().size() != foundKeys) {
            String counts = found.values().size() + " values and " + foundKeys + " subkeys";
            return Optional.of(below(path, meant) + " has " + counts + ", expected " + meant.values().size() + " and " + meant.keys().size());
        }
        for (int i = 0; i < meant.values().size(); i++) {
            Value value = meant.values().get(i);
            if (!withoutNameFlag(value).equals(withoutNameFlag(found.values().get(i)))) {
                return Optional.of(below(path, meant) + ": value " + i + " is " + found.values().get(i) + ", expected " + value);
            }
        }
        return Optional.empty();
    }

    /** In the order in which the writer puts them. */
    static List<Key> sorted(List<Key> keys) {
        List<Key> sorted = new ArrayList<>(keys);
        sorted.sort(SubkeyList.ORDER);
        return sorted;
    }

    /** The key without what is compared on its own. */
    private static Key recordOf(Key key) {
        int flags = key.flags() & ~KeyNode.ASCII_NAME;
        return new Key(key.name(), key.lastWritten(), flags, key.userFlags(), key.security(), key.className(), List.of(), List.of());
    }

    private static Value withoutNameFlag(Value value) {
        return new Value(value.name(), value.type(), value.data(), value.flags() & ~KeyValue.ASCII_NAME);
    }
}
