package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.HiveBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real hives, most of them boot stores made by Windows, and what is known about each. */
@CorpusTest
class HiveCorpusTest {

    /** Fine, though libhivex does not read them: it knows no version 1.6 and no half surrogate pairs. */
    private static final Set<String> ONLY_OURS = Set.of("hive/yarp/System_Delta", "hive/yarp/TruncatedPairHive");

    private static final Pattern ENTRIES = Pattern.compile("\\(HvLE\\), entries (\\d+) seq (\\d+)\\.\\.(\\d+)");

    @TempDir
    private Path folder;

    /** One line of the index. */
    record Row(String file, String kind, String features, String validation) {

        static List<Row> all() throws IOException {
            List<Row> rows = new ArrayList<>();
            for (String line : Files.readAllLines(Corpus.folder().resolve("INDEX.tsv"))) {
                String[] cells = line.split("\t", -1);
                rows.add(new Row(cells[0], cells[3], cells[7], cells[8]));
            }
            return rows;
        }

        Path path() {
            return Corpus.folder().resolve(file);
        }

        boolean isMalformed() {
            return !ONLY_OURS.contains(file) && (validation.contains("not regf") || validation.contains("hivexml FAILS"));
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Row> hives() throws IOException {
        return Row.all().stream().filter(row -> row.kind().equals("bcd") || row.kind().equals("hive"));
    }

    static Stream<Row> logs() throws IOException {
        return Row.all().stream().filter(row -> ENTRIES.matcher(row.features()).find());
    }

    @ParameterizedTest
    @MethodSource("hives")
    void readsOrRefusesWhatTheIndexSays(Row row) throws IOException {
        if (row.isMalformed()) {
            assertThatThrownBy(() -> HiveFiles.read(row.path())).isInstanceOf(FormatException.class).hasMessageStartingWith(row.path() + ": ");
            return;
        }
        Hive hive = HiveFiles.read(row.path());
        boolean dirty = row.validation().contains("DIRTY");
        assertThat(hive.info().state() == HiveState.CLEAN).isEqualTo(!dirty);
        Hive written = HiveReader.read(MemoryStorage.of("written", HiveWriter.write(hive, Hives.NOW)), List.of());
        assertThat(HiveDifference.first("", hive.root(), written.root())).isEqualTo(Optional.empty());
    }

    @Test
    void libhivexSeesTheSameInWhatWasRewritten() throws IOException {
        List<Path> originals = new ArrayList<>();
        List<Path> rewritten = new ArrayList<>();
        for (Row row : hives().toList()) {
            if (!row.isMalformed() && !ONLY_OURS.contains(row.file())) {
                Hive hive = HiveFiles.read(row.path());
                if (hive.info().state() != HiveState.RECOVERED) {
                    originals.add(row.path());
                    rewritten.add(Files.write(folder.resolve(String.valueOf(rewritten.size())), HiveWriter.write(hive, Hives.NOW).toArray()));
                }
            }
        }
        assertThat(originals).hasSizeGreaterThan(150);
        List<List<String>> before = IndependentReaders.hivex(originals);
        List<List<String>> after = IndependentReaders.hivex(rewritten);
        for (int i = 0; i < originals.size(); i++) {
            assertThat(after.get(i)).as(originals.get(i).toString()).isEqualTo(before.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("logs")
    void everyLogEntryMatchesItsHashes(Row row) throws IOException {
        Matcher expected = ENTRIES.matcher(row.features());
        assertThat(expected.find()).isTrue();
        try (Storage log = FileStorage.open(row.path())) {
            List<LogEntry> entries = LogEntry.readAll(log, BaseBlock.readLogCopy(log));
            assertThat(entries).hasSize(Integer.parseInt(expected.group(1)));
            assertThat(entries.get(0).sequence()).isEqualTo(Long.parseLong(expected.group(2)));
            assertThat(entries.get(entries.size() - 1).sequence()).isEqualTo(Long.parseLong(expected.group(3)));
        }
    }

    /** A store whose last write the log beside it still has: had it been interrupted, the log would make of it what it is. */
    @Test
    void replayingTheLastWriteOfRealStoresChangesNothing() throws IOException {
        int replayed = 0;
        for (Row row : logs().toList()) {
            Path store = row.path().resolveSibling(row.path().getFileName().toString().replaceFirst("(?i)\\.LOG[12]?$", ""));
            if (!Files.exists(store)) {
                continue;
            }
            try (Storage log = FileStorage.open(row.path())) {
                List<LogEntry> entries = LogEntry.readAll(log, BaseBlock.readLogCopy(log));
                byte[] bytes = Files.readAllBytes(store);
                ByteBuffer base = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                int sequence = base.getInt(4);
                if (base.getInt(8) != sequence || entries.get(entries.size() - 1).sequence() + 1 != sequence) {
                    continue;
                }
                Hive clean = Hives.read(bytes);
                base.putInt(8, (int) entries.get(0).sequence());
                HiveBuilder.seal(bytes);
                Hive recovered = Hives.read(bytes, log);
                assertThat(recovered.info().state()).as(row.file()).isEqualTo(HiveState.RECOVERED);
                assertThat(recovered.root()).as(row.file()).isEqualTo(clean.root());
                replayed++;
            }
        }
        assertThat(replayed).isGreaterThan(30);
    }

    @Test
    void recoversWhatWindows10Recovered() throws IOException {
        Path dirty = Corpus.folder().resolve("hive/yarp/NewDirtyHive1/NewDirtyHive");
        Hive windows = HiveFiles.read(dirty.resolveSibling("RecoveredHive_Windows10"));
        Hive recovered = HiveFiles.read(dirty);
        assertThat(recovered.info().state()).isEqualTo(HiveState.RECOVERED);
        assertThat(recovered.root()).isEqualTo(windows.root());
    }

    @Test
    void recoversWhatWindows7Recovered() throws IOException {
        Path dirty = Corpus.folder().resolve("hive/yarp/OldDirtyHive/OldDirtyHive");
        Hive windows = HiveFiles.read(dirty.resolveSibling("RecoveredHive_Windows7"));
        Hive recovered = HiveFiles.read(dirty);
        assertThat(recovered.info().state()).isEqualTo(HiveState.RECOVERED);
        assertThat(recovered.root()).isEqualTo(windows.root());
    }
}
