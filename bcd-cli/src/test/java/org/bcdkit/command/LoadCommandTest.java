package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.cli.Bcd;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.HiveExtras;
import org.bcdkit.store.HiveExtras.OtherValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.RandomStores;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {

    private static final int SEEDS = 200;

    @TempDir
    Path folder;

    @Test
    void makesTheStoreThatWasDumped() throws IOException {
        Path json = dump(SampleStore.in(folder));
        Path made = folder.resolve("new");

        assertThat(Calls.run(made, "load", json.toString()))
                .isEqualTo(new Bcd.Result(
                        0,
                        "Make a boot store of " + json + "\n  + " + made + " a boot store with 11 objects\n1 to add, 0 to change, 0 to delete.\n"
                                + "Made " + made + "; to go back, delete it.\n",
                        ""));
        assertThat(read(made).store()).isEqualTo(SampleStore.store());
    }

    @Test
    void reportsAsJsonAndWritesNothingInADryRun() throws IOException {
        Path json = dump(SampleStore.in(folder));
        Path made = folder.resolve("new");

        assertThat(Calls.run(made, "load", json.toString(), "--dry-run", "--json"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        {
                          "schemaVersion": 1,
                          "changed": true,
                          "dryRun": true,
                          "findings": [ ],
                          "changes": [ {
                            "action": "add",
                            "subject": "%s",
                            "after": "a boot store with 11 objects"
                          } ]
                        }
                        """
                                .formatted(made),
                        ""));
        assertThat(made).doesNotExist();
    }

    @Test
    void leavesAStoreThatIsThereAlone() throws IOException {
        Path store = SampleStore.in(folder);
        byte[] before = Files.readAllBytes(store);

        assertThat(Calls.run(store, "load", dump(store).toString(), "--yes", "--force"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + store + " exists already, and was left alone. Choose another name; bcd import takes the objects of a store into one that is there.\n"));
        assertThat(store).hasBinaryContent(before);
        assertThat(Bcd.run("load", folder.resolve("dump.json").toString()))
                .isEqualTo(new Bcd.Result(
                        2, "", "bcd: load makes a new store: name it with --store FILE.\n\"bcd load --help\" shows what can be given.\n"));
        Path missing = folder.resolve("missing.json");
        assertThat(Calls.run(folder.resolve("new"), "load", missing.toString()))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + missing + ": there is no such file.\n"));
    }

    @Test
    void storesTheValueWhereThereIsNoData() throws IOException {
        String json =
                """
                {"objects": [{"elements": [
                    {"type": "0x12000004", "value": "größer"},
                    {"type": "0x23000003", "value": "{11111111-0000-11EF-8000-010203040506}"},
                    {"type": "0x24000001", "value": ["{11111111-0000-11ef-8000-010203040506}"]},
                    {"type": "0x25000004", "value": 18446744073709551615},
                    {"type": "0x26000020", "value": true},
                    {"type": "0x27000077", "value": [1, 2]},
                    {"type": "0x11000001", "raw": ""}],
                  "type": "0x10100002", "id": "{9dea862c-5cdd-4e70-acc1-f32b344d4795}"}],
                 "schemaVersion": 1}
                """;

        BcdStore store = load(json).store();

        assertThat(store.description()).isEmpty();
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow();
        assertThat(bootManager.type()).contains(ObjectType.BOOT_MANAGER);
        assertThat(bootManager.element(ElementType.DESCRIPTION)).contains(Element.of(ElementType.DESCRIPTION, new StringValue("größer")));
        assertThat(bootManager.ids(ElementType.DEFAULT)).containsExactly(SampleStore.LOADER);
        assertThat(bootManager.ids(ElementType.DISPLAY_ORDER)).containsExactly(SampleStore.LOADER);
        assertThat(bootManager.element(ElementType.TIMEOUT)).contains(Element.of(ElementType.TIMEOUT, new IntegerValue(-1)));
        assertThat(bootManager.isSet(new ElementType(0x26000020))).isTrue();
        assertThat(bootManager.element(new ElementType(0x27000077)).orElseThrow().data().toHex()).isEqualTo("01000000000000000200000000000000");
        assertThat(bootManager.element(ElementType.DEVICE).orElseThrow().data()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void readsWhatOtherProgramsMakeOfADump() throws IOException {
        // PowerShell writes UTF-16 with a byte order mark into files; editors put one before UTF-8.
        String json = "\ufeff" + Files.readString(dump(SampleStore.in(folder)));
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path made = folder.resolve("new " + charset);
            Path file = Files.write(folder.resolve("other.json"), json.getBytes(charset));
            assertThat(Calls.run(made, "load", file.toString()).err()).isEmpty();
            assertThat(read(made).store()).isEqualTo(SampleStore.store());
        }
    }

    @Test
    void keepsWhatHasNoPlaceInAStore() throws IOException {
        ObjectId bare = SampleStore.GONE;
        BcdObject object = new BcdObject(
                bare, Optional.empty(), List.of(), List.of(new ExtraValue("Other\\\ud800", new Value("half \udc00", ValueType.BINARY, Bytes.EMPTY))));
        BcdStore store = new BcdStore(List.of(), List.of(object));
        HiveExtras extras = new HiveExtras(
                List.of(new OtherValue("", Value.number("root", 1)), new OtherValue("Other\\Key", Value.text("", "x"))),
                List.of("Objects\\" + bare + "\\Description"),
                List.of("Objects\\" + bare + "\\Elements", "Description"));
        Path path = folder.resolve("odd");
        new StoreFile(path, Clock.systemUTC()).create(store, extras);
        assertThat(HiveExtras.of(read(path).hive(), store)).isEqualTo(extras);

        StoreSnapshot loaded = load(Files.readString(dump(path)));

        assertThat(loaded.store()).isEqualTo(store);
        assertThat(HiveExtras.of(loaded.hive(), store)).isEqualTo(extras);
    }

    @Test
    void comesBackTheSameWhateverIsInIt() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            BcdStore store = RandomStores.store(new Random(seed));
            Path path = SampleStore.write(folder.resolve("store " + seed), store);

            BcdStore loaded = load(Files.readString(dump(path))).store();

            // Texts and numbers come before what JSON cannot say so.
            assertThat(loaded.description()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(store.description());
            assertThat(loaded.objects()).as("seed %d", seed).isEqualTo(store.objects());
        }
    }

    @Test
    void takesTheFirstSpellingOfAKey() throws IOException {
        String value = "{\"key\": \"%s\", \"name\": \"n\", \"registryType\": 3, \"raw\": \"0%d\"}";
        String json = "{\"schemaVersion\": 1, \"objects\": [{\"id\": \"" + SampleStore.GONE + "\", \"values\": ["
                + value.formatted("ELEMENTS\\\\X", 1) + "," + value.formatted("Elements\\\\x", 2) + "]}]}";

        BcdObject object = load(json).store().objects().get(0);

        assertThat(object.values()).containsExactly(
                new ExtraValue("Elements\\X", new Value("n", ValueType.BINARY, Bytes.of((byte) 1))),
                new ExtraValue("Elements\\X", new Value("n", ValueType.BINARY, Bytes.of((byte) 2))));
    }

    private Path dump(Path store) throws IOException {
        Bcd.Result result = Calls.run(store, "dump");
        assertThat(result.err()).isEmpty();
        return Files.writeString(folder.resolve("dump.json"), result.out());
    }

    private StoreSnapshot load(String json) throws IOException {
        Path made = folder.resolve("made");
        Files.deleteIfExists(made);
        Bcd.Result result = Calls.run(made, "load", Files.writeString(folder.resolve("given.json"), json).toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return read(made);
    }

    private static StoreSnapshot read(Path path) throws IOException {
        return new StoreFile(path, Clock.systemUTC()).read();
    }
}
