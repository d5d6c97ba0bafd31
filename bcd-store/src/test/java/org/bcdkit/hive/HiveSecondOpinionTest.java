package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.HiveBuilder;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

/** What we write, read by programs of other people. */
class HiveSecondOpinionTest {

    @TempDir
    private Path folder;

    static Stream<Hive> hives() throws IOException {
        List<Hive> hives = new ArrayList<>();
        hives.add(Hives.read(Hives.uefi().build()));
        hives.add(Hives.read(Hives.bios().build()));
        hives.add(Hives.fresh(3, manyThings()));
        hives.add(Hives.fresh(5, manyThings()));
        return hives.stream();
    }

    /** Names and data of all kinds, 1,200 subkeys, data in segments. Strings and numbers of less than four bytes are not what libregf reads well. */
    private static Key manyThings() {
        Bytes security = Bytes.of(HiveBuilder.CLOSED);
        List<Value> values = List.of(
                new Value("", ValueType.BINARY, Bytes.ofHex("0102030405")),
                new Value("größe", ValueType.DWORD, Bytes.ofHex("01020304")),
                new Value("Ключ ✓ \ud83d\ude00", ValueType.QWORD, Bytes.ofHex("0102030405060708")),
                new Value("big 1", ValueType.BINARY, Bytes.of(Hives.pattern(16_345))),
                new Value("big 2", ValueType.BINARY, Bytes.of(Hives.pattern(20_738))),
                new Value("big 3", ValueType.BINARY, Bytes.of(Hives.pattern(3 * 16_344))),
                new Value("text", ValueType.SZ, Bytes.ofHex("410042000000")));
        Key names = new Key("Ähre \u0416 \ud83d\ude00", Hives.NOW, 0, 0, security, Bytes.ofHex("63006c00"), List.of(), values);
        Key tree = Hives.treeOf(1200, security);
        List<Key> keys = new ArrayList<>(tree.keys());
        keys.add(names);
        keys.add(new Key("Ä", 1, 0, 0, Bytes.of(HiveBuilder.OPEN), Bytes.EMPTY, List.of(), List.of()));
        return tree.withKeys(keys);
    }

    private Path write(Hive hive) throws IOException {
        return Files.write(folder.resolve("BCD"), HiveWriter.write(hive, Hives.NOW).toArray());
    }

    @ParameterizedTest
    @MethodSource("hives")
    void libhivexSeesWhatWasMeant(Hive hive) throws IOException {
        assertThat(IndependentReaders.hivex(List.of(write(hive)))).containsExactly(IndependentReaders.lines(hive.root()));
    }

    @ParameterizedTest
    @MethodSource("hives")
    void libregfSeesWhatWasMeant(Hive hive) throws IOException {
        List<String> seen = IndependentReaders.libregf(List.of(write(hive))).get(0);
        assertThat(seen).map(HiveSecondOpinionTest::withoutShortData).isEqualTo(IndependentReaders.lines(hive.root()).stream().map(HiveSecondOpinionTest::withoutShortData).toList());
    }

    /** libregf takes inline data of less than four bytes from the wrong end. */
    private static String withoutShortData(String line) {
        int data = line.lastIndexOf('|') + 1;
        return line.indexOf('|') + 1 < data && line.length() - data < 8 ? line.substring(0, data) : line;
    }

    @ParameterizedTest
    @MethodSource("hives")
    void reglookupSeesTheSameKeysAndValues(Hive hive) throws IOException {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("reglookup", "reglookup"), write(hive).toString());
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        long keys = outcome.text().lines().filter(line -> line.contains(",KEY,")).count();
        long lines = outcome.text().lines().count();
        // The first line is a heading.
        assertThat(lines - 1).isEqualTo(IndependentReaders.lines(hive.root()).size());
        assertThat(keys).isEqualTo(count(hive.root()));
        assertThat(outcome.stderr().lines().filter(line -> !line.contains("quoting raw buffer") && !line.contains("converting"))).isEmpty();
    }

    private static long count(Key key) {
        return 1 + key.keys().stream().mapToLong(HiveSecondOpinionTest::count).sum();
    }

    @ParameterizedTest
    @MethodSource("hives")
    void hivexmlSeesTheSameKeysAndValues(Hive hive) throws Exception {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("hivexml", "libhivex-bin"), write(hive).toString());
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(outcome.stdout()));
        int keys = (int) count(hive.root());
        assertThat(xml.getElementsByTagName("node").getLength()).isEqualTo(keys);
        assertThat(xml.getElementsByTagName("value").getLength()).isEqualTo(IndependentReaders.lines(hive.root()).size() - keys);
    }

    @Test
    void hivexgetFindsAValueByItsPath() throws IOException {
        Path store = write(Hives.read(Hives.uefi().build()));
        String path = "\\" + Hives.LOADER + "\\Elements\\12000004";
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("hivexget", "libhivex-bin"), store.toString(), path, "Element");
        assertThat(outcome.text()).isEqualTo("Windows 11 – größer ✓\n");
    }
}
