package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bcdkit.layout.NameCase;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In real hives, looking up finds what reading everything does. */
@CorpusTest
class RegistryFileCorpusTest {

    static Stream<HiveCorpusTest.Row> hives() throws IOException {
        return HiveCorpusTest.hives();
    }

    private static RegistryFile open(Storage primary, HiveCorpusTest.Row row) throws IOException {
        List<Storage> logs = new ArrayList<>();
        for (var log : HiveFiles.logs(row.path())) {
            logs.add(FileStorage.open(log));
        }
        return RegistryFile.open(primary, () -> logs);
    }

    @ParameterizedTest
    @MethodSource("hives")
    void findsEveryKeyAndValueOfTheTree(HiveCorpusTest.Row row) throws IOException {
        if (row.isMalformed()) {
            return;
        }
        Hive hive = HiveFiles.read(row.path());
        try (Storage primary = FileStorage.open(row.path())) {
            RegistryFile file = open(primary, row);
            assertThat(file.state()).isEqualTo(hive.info().state());
            assertSame(hive.root(), file.root());
            assertPaths("", hive.root(), file);
        }
    }

    /** What is refused as a whole is looked up as far as it is whole. */
    @ParameterizedTest
    @MethodSource("hives")
    void givesAnswersOrRefusesWhereTheWholeIsDamaged(HiveCorpusTest.Row row) throws IOException {
        if (!row.isMalformed()) {
            return;
        }
        try (Storage primary = FileStorage.open(row.path())) {
            RegistryFile file = open(primary, row);
            assertThatThrownBy(() -> HiveFiles.read(row.path())).isInstanceOf(FormatException.class);
            RegistryKeys.readAll(file);
        } catch (FormatException e) {
            assertThat(e.source()).isEqualTo(row.path().toString());
        }
    }

    private static void assertSame(Key expected, RegistryKey found) throws IOException {
        assertThat(found.name()).isEqualTo(expected.name());
        assertThat(found.keyNames()).isEqualTo(expected.keys().stream().map(Key::name).toList());
        assertThat(found.valueNames()).isEqualTo(expected.values().stream().map(Value::name).toList());
        for (Value value : expected.values()) {
            assertThat(found.value(otherCase(value.name()))).isEqualTo(expected.value(value.name()));
        }
        assertThat(found.value("no such value")).isEmpty();
        assertThat(found.key("no such key")).isEmpty();
        for (Key key : expected.keys()) {
            RegistryKey same = found.key(otherCase(key.name())).orElseThrow();
            assertSame(expected.key(key.name()).orElseThrow(), same);
        }
    }

    private static void assertPaths(String path, Key key, RegistryFile file) throws IOException {
        for (Key subkey : key.keys()) {
            if (subkey.name().indexOf('\\') < 0) {
                String below = path.isEmpty() ? subkey.name() : path + "\\" + subkey.name();
                assertThat(file.find(below).orElseThrow().name()).isEqualTo(key.key(subkey.name()).orElseThrow().name());
                assertPaths(below, subkey, file);
            }
        }
    }

    /** As Windows sees it the same name. */
    private static String otherCase(String name) {
        String other = name.toLowerCase(Locale.ROOT);
        return NameCase.same(name, other) ? other : name;
    }
}
