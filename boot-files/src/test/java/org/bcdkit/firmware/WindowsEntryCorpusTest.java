package org.bcdkit.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.FormatException;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.BcdStoreWriter;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.Test;

/** Boot entries that Windows keeps in real stores. */
@CorpusTest
class WindowsEntryCorpusTest {

    private int values;
    private int otherPaths;

    private static List<BcdStore> stores() throws IOException {
        try (Stream<String> index = Files.lines(Corpus.folder().resolve("INDEX.tsv"))) {
            return index.map(line -> line.split("\t", -1))
                    .filter(cells -> cells[3].equals("bcd") && !cells[0].equals("bcd/systemd/corrupt.bcd"))
                    .map(cells -> store(Corpus.folder().resolve(cells[0])))
                    .toList();
        }
    }

    private static BcdStore store(Path path) {
        try {
            return new StoreFile(path, Clock.systemUTC()).read().store();
        } catch (IOException e) {
            throw new AssertionError(path.toString(), e);
        }
    }

    @Test
    void readsAllAndWritesThemAsWindowsDid() throws IOException {
        for (BcdStore store : stores()) {
            for (BcdObject object : store.objects()) {
                Optional<Bytes> value = object.firmwareVariable();
                if (value.isPresent()) {
                    check(object, value.get());
                    values++;
                }
            }
        }
        assertThat(values).isEqualTo(201);
        // In one store, Clover changed the entry and the path that Windows had made of it stayed.
        assertThat(otherPaths).isEqualTo(1);
    }

    /** The variables that a store was made from, as far as it tells. */
    private static FakeVariables variables(BcdStore store) throws IOException {
        FakeVariables variables = new FakeVariables();
        Map<ObjectId, Integer> numbers = new HashMap<>();
        for (BcdObject object : store.objects()) {
            if (object.firmwareVariable().isPresent()) {
                WindowsEntry entry = WindowsEntry.read("value", object.firmwareVariable().get());
                if (variables.all.putIfAbsent(BootVariable.name(entry.number()), Entries.variable(entry.number(), entry.toLoadOption())) == null) {
                    numbers.put(object.id(), entry.number());
                }
            }
        }
        Optional<BcdObject> manager = store.find(WellKnown.FIRMWARE_BOOT_MANAGER);
        List<ObjectId> ids = manager.isPresent() ? manager.get().ids(ElementType.DISPLAY_ORDER) : List.of();
        variables.write(Entries.order(ids.stream().filter(numbers::containsKey).map(numbers::get).toArray(Integer[]::new)));
        List<ObjectId> next = manager.isPresent() ? manager.get().ids(ElementType.BOOT_SEQUENCE) : List.of();
        if (!next.isEmpty()) {
            variables.write(Entries.number(BootVariables.NEXT, numbers.get(next.get(0))));
        }
        return variables;
    }

    @Test
    void changesNothingInAStoreThatTellsWhatTheFirmwareHas() throws IOException {
        int inStep = 0;
        int others = 0;
        for (BcdStore store : stores()) {
            StoreSnapshot snapshot =
                    new StoreSnapshot("BCD", Fingerprint.of(Bytes.EMPTY), BcdStoreWriter.create(store, 0), store, List.of());
            BootVariables variables = variables(store).boot();
            StorePlan plan = StoreSync.plan(snapshot, variables, KnownPartitions.NONE, Clock.systemUTC(), new Random(1));
            boolean complete = variables.entries().size() == store.objects().stream().filter(o -> o.firmwareVariable().isPresent()).count();
            others += !variables.entries().isEmpty() && complete && !plan.changesNothing() ? 1 : 0;
            if (!variables.entries().isEmpty() && complete && plan.changesNothing()) {
                inStep++;
                assertThat(FirmwareSync.plan("BCD", store, variables).steps()).allMatch(step -> step.name().equals(BootVariables.TIMEOUT));
            }
            BcdStore after = plan.after();
            StoreSnapshot again = new StoreSnapshot(snapshot.name(), snapshot.content(), snapshot.hive(), after, List.of());
            assertThat(StoreSync.plan(again, variables, KnownPartitions.NONE, Clock.systemUTC(), new Random(1)).changes()).isEmpty();
        }
        assertThat(inStep).isEqualTo(37);
        // The one with the path that stayed.
        assertThat(others).isEqualTo(1);
    }

    private void check(BcdObject object, Bytes value) throws FormatException {
        WindowsEntry entry = WindowsEntry.read(object.id().toString(), value);
        assertThat(entry.toBytes()).as("%s", object.id()).isEqualTo(value);
        LoadOption option = entry.toLoadOption();
        assertThat(LoadOption.read("Boot", option.toBytes())).isEqualTo(option);
        assertThat(entry.tells(entry.number(), option)).isTrue();
        assertThat((entry.attributes() & WindowsEntry.WINDOWS) != 0).isEqualTo(option.windows().isPresent());
        if (object.is(ObjectType.FIRMWARE_APPLICATION)) {
            assertThat(object.string(ElementType.DESCRIPTION)).contains(option.description());
            boolean same = option.path().file().equals(object.string(ElementType.PATH));
            otherPaths += same ? 0 : 1;
        }
        if (option.windows().isPresent()) {
            // A second entry for the boot manager has an object of its own, and names the boot manager all the same.
            assertThat(option.windows().get().object().orElseThrow()).isIn(object.id(), WellKnown.BOOT_MANAGER);
        }
    }
}
