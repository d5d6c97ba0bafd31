package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.bcdkit.layout.NameCase;

/** Looks up everything there is. */
final class RegistryKeys {

    private RegistryKeys() {}

    /** Reads all keys and values, and returns how many there are. */
    static int readAll(RegistryFile file) throws IOException {
        return readAll(file.root(), 0);
    }

    private static int readAll(RegistryKey key, int depth) throws IOException {
        int count = 1;
        for (String value : key.valueNames()) {
            key.value(value);
            count++;
        }
        // A key may be among its own subkeys: nobody who looks up a path follows that for ever.
        if (depth < 20) {
            for (String subkey : key.keyNames()) {
                count += readAll(key.key(subkey).orElseThrow(), depth + 1);
            }
        }
        return count;
    }

    /** Looks up all that is in {@code expected}, by names in another case. Of several keys with one name, any may be found. */
    static void assertSame(Key expected, RegistryKey found) throws IOException {
        assertThat(found.name()).isEqualTo(expected.name());
        assertThat(found.keyNames()).isEqualTo(expected.keys().stream().map(Key::name).toList());
        assertThat(found.valueNames()).isEqualTo(expected.values().stream().map(Value::name).toList());
        for (Value value : expected.values()) {
            assertThat(found.value(otherCase(value.name()))).isEqualTo(expected.value(value.name()));
        }
        assertThat(found.value("no such value")).isEmpty();
        assertThat(found.key("no such key")).isEmpty();
        for (Key key : expected.keys()) {
            List<Key> sameName = expected.keys().stream().filter(other -> NameCase.same(other.name(), key.name())).toList();
            RegistryKey same = found.key(otherCase(key.name())).orElseThrow();
            if (sameName.size() == 1) {
                assertSame(key, same);
            } else {
                assertThat(sameName).anyMatch(other -> other.name().equals(name(same)));
            }
        }
    }

    private static String name(RegistryKey key) {
        try {
            return key.name();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As the registry sees it the same name. */
    private static String otherCase(String name) {
        String other = name.toLowerCase(Locale.ROOT);
        return NameCase.same(name, other) ? other : name;
    }
}
