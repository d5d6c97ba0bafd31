package org.bcdkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.HiveFiles;
import org.bcdkit.hive.HiveState;
import org.bcdkit.hive.HiveWriter;
import org.bcdkit.hive.IndependentReaders;
import org.bcdkit.storage.FormatException;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ElementValue.UnknownValue;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real boot stores, most of them made by Windows. */
@CorpusTest
class StoreCorpusTest {

    private static final Pattern COUNTS = Pattern.compile("objects (\\d+) elements (\\d+) ");

    /** One that systemd made unreadable for a test of its own. */
    private static final String DAMAGED = "bcd/systemd/corrupt.bcd";

    @TempDir
    private Path folder;

    /** One line of the index. */
    record Row(String file, String features) {

        Path path() {
            return Corpus.folder().resolve(file);
        }

        Hive hive() throws IOException {
            return HiveFiles.read(path());
        }

        BcdStore store() throws IOException {
            return BcdStoreReader.read(file, hive());
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Row> stores() throws IOException {
        return Files.readAllLines(Corpus.folder().resolve("INDEX.tsv")).stream()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells[3].equals("bcd") && !cells[0].equals(DAMAGED))
                .map(cells -> new Row(cells[0], cells[7]));
    }

    @Test
    void refusesTheDamagedOne() {
        assertThatThrownBy(() -> HiveFiles.read(Corpus.folder().resolve(DAMAGED))).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void hasTheObjectsAndElementsThatTheIndexCounts(Row row) throws IOException {
        BcdStore store = row.store();
        Matcher counts = COUNTS.matcher(row.features());
        assertThat(counts.find()).isTrue();

        assertThat(store.objects()).hasSize(Integer.parseInt(counts.group(1)));
        int withoutData = row.file().equals("bcd/systemd/description-missing.bcd") ? 1 : 0;
        assertThat(store.objects().stream().mapToInt(object -> object.elements().size()).sum() + withoutData).isEqualTo(Integer.parseInt(counts.group(2)));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void isLeftAsItIsByAnUpdateWithoutChange(Row row) throws IOException {
        Hive hive = row.hive();

        assertThat(BcdStoreWriter.update(hive, BcdStoreReader.read(row.file(), hive), Stores.NOW)).isSameAs(hive);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void isTheSameAfterAnObjectCameAndWent(Row row) throws IOException {
        Hive hive = row.hive();
        BcdStore store = BcdStoreReader.read(row.file(), hive);

        Hive with = Stores.rewritten(BcdStoreWriter.update(hive, changed(store), Stores.NOW));
        assertThat(BcdStoreReader.read("with", with)).isEqualTo(changed(store));
        Hive without = Stores.rewritten(BcdStoreWriter.update(with, store, hive.root().key("Objects").orElseThrow().lastWritten()));

        assertThat(BcdStoreReader.read("without", without)).isEqualTo(store);
        List<String> before = IndependentReaders.lines(hive.root());
        List<String> after = IndependentReaders.lines(without.root());
        // What was deleted in between has come back with another time.
        List<String> beforeWithoutFirst = before.stream().filter(line -> !line.contains(first(store))).toList();
        assertThat(after.stream().filter(line -> !line.contains(first(store)))).isEqualTo(beforeWithoutFirst);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void comesOutTheSameAsANewStore(Row row) throws IOException {
        BcdStore store = row.store();

        assertThat(BcdStoreReader.read("new", Stores.rewritten(BcdStoreWriter.create(store, Stores.NOW)))).isEqualTo(store);
    }

    /** Without its first object, and with one of every kind of element. */
    private static BcdStore changed(BcdStore store) {
        BcdObject model = Stores.everything().find(Stores.BOOTMGR).orElseThrow();
        BcdObject added = new BcdObject(Stores.NEW, model.type(), model.elements(), model.values());
        BcdStore with = store.with(added);
        return store.objects().isEmpty() ? with : with.without(store.objects().get(0).id());
    }

    private static String first(BcdStore store) {
        return store.objects().isEmpty() ? "nothing" : store.objects().get(0).id().toString();
    }

    @Test
    void libhivexSeesTheSameElementsBeforeAndAfterAChange() throws IOException {
        List<Path> originals = new ArrayList<>();
        List<Path> rewritten = new ArrayList<>();
        List<BcdStore> stores = new ArrayList<>();
        for (Row row : stores().toList()) {
            Hive hive = row.hive();
            if (hive.info().state() != HiveState.RECOVERED) {
                BcdStore store = BcdStoreReader.read(row.file(), hive);
                Hive after = BcdStoreWriter.update(hive, changed(store), Stores.NOW);
                stores.add(store);
                originals.add(row.path());
                rewritten.add(Files.write(folder.resolve(String.valueOf(rewritten.size())), HiveWriter.write(after, Stores.NOW).toArray()));
            }
        }
        assertThat(originals).hasSizeGreaterThan(125);
        List<List<String>> before = IndependentReaders.hivex(originals);
        List<List<String>> after = IndependentReaders.hivex(rewritten);
        for (int i = 0; i < originals.size(); i++) {
            assertThat(StoreViews.elements(before.get(i))).as(originals.get(i).toString()).isEqualTo(StoreViews.elements(stores.get(i)));
            assertThat(StoreViews.elements(after.get(i))).as(originals.get(i).toString()).isEqualTo(StoreViews.elements(changed(stores.get(i))));
        }
    }

    @Test
    void everyDeviceIsUnderstoodButThosePatchedByTools() throws IOException {
        Map<String, Integer> unknown = new TreeMap<>();
        int understood = 0;
        for (Row row : stores().toList()) {
            for (BcdObject object : row.store().objects()) {
                for (Element element : object.elements()) {
                    if (element.type().format() == ElementFormat.DEVICE) {
                        DeviceValue value = (DeviceValue) element.value();
                        assertThat(Element.of(element.type(), value)).isEqualTo(element);
                        if (value.device() instanceof UnknownDevice) {
                            unknown.merge(row.file().split("/")[1], 1, Integer::sum);
                        } else {
                            understood++;
                        }
                    }
                }
            }
        }
        assertThat(unknown).isEqualTo(Map.of("grub4dos__ntloader", 6));
        assertThat(understood).isEqualTo(1205);
    }

    @Test
    void everyOtherElementIsUnderstoodButThoseOfATestOfSystemd() throws IOException {
        List<String> unknown = new ArrayList<>();
        int reencoded = 0;
        int lenient = 0;
        for (Row row : stores().toList()) {
            for (BcdObject object : row.store().objects()) {
                for (Element element : object.elements()) {
                    ElementValue value = element.value();
                    if (value instanceof UnknownValue) {
                        unknown.add(row.file() + " " + element.type());
                    } else if (value instanceof StringValue string && string.text().isEmpty() || !Element.of(element.type(), value).equals(element)) {
                        lenient++;
                    } else {
                        reencoded++;
                    }
                }
            }
        }
        assertThat(unknown).containsExactly("bcd/systemd/description-bad-type.bcd 0x12000004", "bcd/systemd/displayorder-bad-name.bcd 0x24000001");
        assertThat(reencoded).isEqualTo(7207);
        // 134 short integers, 278 strings and 2 lists with something behind their end, 17 empty strings.
        assertThat(lenient).isEqualTo(134 + 278 + 2 + 17);
    }

    @Test
    void onlyAFewStoresHaveKeysOrValuesThatHaveNoPlace() throws IOException {
        List<String> oddities = new ArrayList<>();
        for (Row row : stores().toList()) {
            oddities.addAll(BcdStoreReader.oddities(row.hive()));
        }
        String custom = "Objects\\{5652daff-77a1-4391-9157-aba3f31b3629} has the value `Custom`, REG_BINARY of 632 bytes, which has no place there";
        String noData = "Objects\\{7046b648-d3a6-4f78-9889-59358fe80b1d}\\Elements\\12000004 has no value Element, so it is no element";
        assertThat(oddities).containsExactly(custom, custom, noData);
    }
}
