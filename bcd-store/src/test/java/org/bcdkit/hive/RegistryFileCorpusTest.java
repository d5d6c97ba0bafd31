package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
            RegistryKeys.assertSame(hive.root(), file.root());
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
}
