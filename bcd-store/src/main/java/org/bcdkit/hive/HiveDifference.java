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

    /** The first place where {@code found} is not what was {@code meant}, in words. */
    static Optional<String> first(Hive meant, Hive found) {
        if (!meant.info().equals(found.info())) {
            return Optional.of("base block is " + found.info() + ", expected " + meant.info());
        }
        return first("", meant.root(), found.root());
    }

    /** The first difference at {@code path} or below. */
    static Optional<String> first(String path, Key meant, Key found) {
        String here = path + "\\" + meant.name();
        if (!meant.name().equals(found.name())) {
            return Optional.of(here + " is called " + found.name());
        }
        if (!recordOf(meant).equals(recordOf(found))) {
            return Optional.of(here + ": times, flags, security or class name differ");
        }
        if (meant.values().size() != found.values().size() || meant.keys().size() != found.keys().size()) {
            String counts = found.values().size() + " values and " + found.keys().size() + " subkeys";
            return Optional.of(here + " has " + counts + ", expected " + meant.values().size() + " and " + meant.keys().size());
        }
        for (int i = 0; i < meant.values().size(); i++) {
            Value value = meant.values().get(i);
            if (!withoutNameFlag(value).equals(withoutNameFlag(found.values().get(i)))) {
                return Optional.of(here + ": value " + i + " is " + found.values().get(i) + ", expected " + value);
            }
        }
        List<Key> meantKeys = sorted(meant.keys());
        List<Key> foundKeys = sorted(found.keys());
        for (int i = 0; i < meantKeys.size(); i++) {
            Optional<String> difference = first(here, meantKeys.get(i), foundKeys.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static List<Key> sorted(List<Key> keys) {
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
