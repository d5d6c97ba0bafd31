package org.bcdkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.HiveWriter;
import org.bcdkit.hive.IndependentReaders;
import org.bcdkit.hive.Key;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

/** Stores that we made and stores that we changed, read by programs of other people. */
class StoreSecondOpinionTest {

    @TempDir
    private Path folder;

    /** @param store what is meant to be in it */
    record Sample(String name, Hive hive, BcdStore store) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> stores() throws IOException {
        BcdStore created = Stores.everything();
        Hive odd = Stores.read(Stores.odd());
        BcdStore store = BcdStoreReader.read("BCD", odd);
        BcdObject changed = store.find(Stores.BOOTMGR).orElseThrow().with(Element.of(ElementType.DESCRIPTION, new StringValue("ändert ✓")));
        BcdStore updated = store.with(changed).with(created.find(Stores.LOADER).orElseThrow()).with(new BcdObject(Stores.NEW, ObjectType.DEVICE, List.of()));
        return Stream.of(
                new Sample("created", BcdStoreWriter.create(created, Stores.NOW), created),
                new Sample("updated", BcdStoreWriter.update(odd, updated, Stores.LATER), updated));
    }

    private Path write(Sample sample) throws IOException {
        return Files.write(folder.resolve("BCD"), HiveWriter.write(sample.hive(), Stores.LATER).toArray());
    }

    private static List<Key> keys(Key key) {
        List<Key> keys = new ArrayList<>(List.of(key));
        key.keys().forEach(subkey -> keys.addAll(keys(subkey)));
        return keys;
    }

    @ParameterizedTest
    @MethodSource("stores")
    void libhivexSeesTheElementsThatWereMeant(Sample sample) throws IOException {
        List<String> lines = IndependentReaders.hivex(List.of(write(sample))).get(0);

        assertThat(lines).isEqualTo(IndependentReaders.lines(sample.hive().root()));
        assertThat(StoreViews.elements(lines)).containsAll(StoreViews.elements(sample.store()));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void libregfSeesTheElementsThatWereMeant(Sample sample) throws IOException {
        List<String> elements = StoreViews.elements(IndependentReaders.libregf(List.of(write(sample))).get(0));

        // libregf takes inline data of less than four bytes from the wrong end.
        for (String line : StoreViews.elements(sample.store())) {
            int data = line.lastIndexOf(' ') + 1;
            boolean isShort = line.length() - data < 8;
            assertThat(elements).anyMatch(seen -> isShort ? seen.startsWith(line.substring(0, data)) : seen.equals(line));
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void reglookupSeesEveryKeyAndItsTime(Sample sample) throws IOException {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("reglookup", "reglookup"), "-t", "KEY", write(sample).toString());

        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        List<String> lines = outcome.text().lines().skip(1).toList();
        assertThat(lines).hasSize(keys(sample.hive().root()).size());
        assertThat(lines).anyMatch(line -> line.startsWith("/Objects/" + Stores.LOADER + "/Elements/11000001,KEY,,2027-09-07 07:43:40"));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void hivexmlSeesEveryKey(Sample sample) throws Exception {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("hivexml", "libhivex-bin"), write(sample).toString());

        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        // A control character in a name is no XML 1.0, and hivexml lets it through.
        byte[] text = outcome.text().replace("\u0007", "").getBytes(StandardCharsets.UTF_8);
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(text));
        assertThat(xml.getElementsByTagName("node").getLength()).isEqualTo(keys(sample.hive().root()).size());
    }

    @ParameterizedTest
    @MethodSource("stores")
    void hivexshWalksToAnElement(Sample sample) throws IOException {
        Path script = Files.writeString(folder.resolve("script"), "cd Objects\\" + Stores.LOADER + "\\elements\\12000004\nlsval\n");
        IndependentTool.Outcome outcome =
                IndependentTool.run(IndependentTool.require("hivexsh", "libhivex-bin"), "-f", script.toString(), write(sample).toString());

        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(outcome.text()).isEqualTo("\"Element\"=\"Windows 11 – größer ✓\"\n");
    }
}
