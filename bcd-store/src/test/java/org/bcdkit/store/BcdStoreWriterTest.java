package org.bcdkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.store.Stores.BOOTMGR;
import static org.bcdkit.store.Stores.LATER;
import static org.bcdkit.store.Stores.LOADER;
import static org.bcdkit.store.Stores.NEW;
import static org.bcdkit.store.Stores.NOW;
import static org.bcdkit.store.Stores.RAMDISK_OPTIONS;
import static org.bcdkit.store.Stores.key;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.HiveState;
import org.bcdkit.hive.Key;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.testing.HiveBuilder;
import org.bcdkit.testing.ProcessorTime;
import org.junit.jupiter.api.Test;

class BcdStoreWriterTest {

    private static final Bytes OPEN = Bytes.of(HiveBuilder.OPEN);
    private static final Bytes CLOSED = Bytes.of(HiveBuilder.CLOSED);
    private static final ElementType HYPERVISOR_DEBUG_TYPE = new ElementType(0x250000f3);

    private static BcdStore read(Hive hive) throws IOException {
        return BcdStoreReader.read("BCD", hive);
    }

    private static Hive odd() throws IOException {
        return Stores.read(Stores.odd());
    }

    /** Keys of {@code after} that are not keys of {@code before}: those that were touched or lie above one that was. */
    private static List<String> changedPaths(Hive before, Hive after) {
        Set<Key> known = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(before.root(), known);
        List<String> changed = new ArrayList<>();
        collectChanged("", after.root(), known, changed);
        return changed;
    }

    private static void collect(Key key, Set<Key> into) {
        into.add(key);
        key.keys().forEach(subkey -> collect(subkey, into));
    }

    private static void collectChanged(String path, Key key, Set<Key> known, List<String> into) {
        if (!known.contains(key)) {
            into.add(path + (key.lastWritten() == LATER ? " touched" : ""));
            key.keys().forEach(subkey -> collectChanged(path + "\\" + subkey.name(), subkey, known, into));
        }
    }

    @Test
    void createsAStoreAsWindowsDoes() {
        Hive hive = BcdStoreWriter.create(Stores.everything(), NOW);

        assertThat(hive.info().minorVersion()).isEqualTo(3);
        assertThat(hive.info().state()).isEqualTo(HiveState.CLEAN);
        assertThat(hive.root().name()).isEqualTo("NewStoreRoot");
        assertThat(hive.root().security()).isEqualTo(OPEN);
        assertThat(key(hive, "Description").security()).isEqualTo(OPEN);
        assertThat(hive.root().keys()).extracting(Key::name).containsExactly("Description", "Objects");
        List<Key> below = new ArrayList<>();
        keysFrom(key(hive, "Objects"), below);
        assertThat(below).hasSizeGreaterThan(20).allSatisfy(key -> {
            assertThat(key.security()).isEqualTo(CLOSED);
            assertThat(key.lastWritten()).isEqualTo(NOW);
            assertThat(key.className()).isEqualTo(Bytes.EMPTY);
            assertThat(key.userFlags()).isZero();
        });
        Key object = key(hive, "Objects", BOOTMGR.toString());
        assertThat(object.keys()).extracting(Key::name).containsExactlyInAnyOrder("Description", "Elements");
        assertThat(key(hive, "Objects", BOOTMGR.toString(), "Description").values()).containsExactly(
                new Value("Type", ValueType.DWORD, Bytes.ofHex("02001010")),
                new Value("FirmwareVariable", ValueType.BINARY, Bytes.ofHex("0100000050010000")));
        assertThat(key(hive, "Objects", BOOTMGR.toString(), "Elements", "25000004").values())
                .containsExactly(new Value("Element", ValueType.BINARY, Bytes.ofHex("1e00000000000000")));
        assertThat(key(hive, "Objects", RAMDISK_OPTIONS.toString(), "Elements").keys()).isEmpty();
    }

    private static void keysFrom(Key key, List<Key> into) {
        into.add(key);
        key.keys().forEach(subkey -> keysFrom(subkey, into));
    }

    @Test
    void theRootOfANewStoreHasTheFlagsOfAHiveEntry() throws IOException {
        Hive hive = Stores.rewritten(BcdStoreWriter.create(Stores.everything(), NOW));

        assertThat(hive.root().flags()).isEqualTo(0x2c);
        assertThat(key(hive, "Objects").flags()).isEqualTo(0x20);
    }

    @Test
    void readsBackWhatItCreated() throws IOException {
        BcdStore store = Stores.everything();

        assertThat(read(BcdStoreWriter.create(store, NOW))).isEqualTo(store);
        assertThat(read(Stores.rewritten(BcdStoreWriter.create(store, NOW)))).isEqualTo(store);
    }

    @Test
    void leavesAHiveAsItIsWhenTheStoreIsTheSame() throws IOException {
        Hive odd = odd();
        Hive created = BcdStoreWriter.create(Stores.everything(), NOW);

        assertThat(BcdStoreWriter.update(odd, read(odd), LATER)).isSameAs(odd);
        assertThat(BcdStoreWriter.update(created, Stores.everything(), LATER)).isSameAs(created);
    }

    @Test
    void aChangedElementTouchesItsKeyOnlyAndKeepsItsName() throws IOException {
        Hive hive = odd();
        BcdStore store = read(hive);
        BcdObject object = store.find(BOOTMGR).orElseThrow().with(Element.of(HYPERVISOR_DEBUG_TYPE, new IntegerValue(2)));

        Hive after = BcdStoreWriter.update(hive, store.with(object), LATER);

        String path = "\\Objects\\{9DEA862C-5cdd-4e70-acc1-f32b344d4795}";
        assertThat(changedPaths(hive, after))
                .containsExactly("", "\\Objects", path, path + "\\Elements", path + "\\Elements\\250000F3 touched");
        Key before = key(hive, "Objects", BOOTMGR.toString(), "Elements", "250000F3");
        Key element = key(after, "Objects", BOOTMGR.toString(), "Elements", "250000F3");
        assertThat(element.userFlags()).isEqualTo(2);
        assertThat(element.values())
                .containsExactly(new Value("element", ValueType.BINARY, Bytes.ofHex("0200000000000000"), before.values().get(0).flags()));
        assertThat(key(after, "Objects", BOOTMGR.toString()).lastWritten()).isEqualTo(1001);
        assertThat(key(after, "Objects", BOOTMGR.toString(), "Elements").lastWritten()).isEqualTo(1003);
        assertThat(read(Stores.rewritten(after))).isEqualTo(store.with(object));
    }

    @Test
    void aNewElementGetsAKeyLikeItsSiblings() throws IOException {
        HiveBuilder builder = Stores.odd();
        byte[] other = HiveBuilder.OPEN.clone();
        other[other.length - 1] = 9;
        builder.root().key("Objects\\" + LOADER + "\\Elements").security(HiveBuilder.OPEN).key("16000009").security(other);
        Hive hive = Stores.read(builder);
        BcdStore store = read(hive);
        BcdObject object = store.find(LOADER).orElseThrow().with(Element.of(ElementType.TIMEOUT, new IntegerValue(5)));

        Hive after = BcdStoreWriter.update(hive, store.with(object), LATER);

        String path = "\\Objects\\" + LOADER;
        assertThat(changedPaths(hive, after))
                .containsExactly("", "\\Objects", path, path + "\\Elements touched", path + "\\Elements\\25000004 touched");
        Key added = key(after, "Objects", LOADER.toString(), "Elements", "25000004");
        assertThat(added.security()).isEqualTo(Bytes.of(other));
        assertThat(read(Stores.rewritten(after))).isEqualTo(store.with(object));
    }

    @Test
    void aNewObjectGetsKeysLikeThoseOfOtherObjects() throws IOException {
        Hive hive = odd();
        BcdStore store = read(hive).with(new BcdObject(NEW, ObjectType.OS_LOADER, List.of()));

        Hive after = BcdStoreWriter.update(hive, store, LATER);

        String path = "\\Objects\\" + NEW;
        assertThat(changedPaths(hive, after))
                .containsExactlyInAnyOrder("", "\\Objects touched", path + " touched", path + "\\Description touched", path + "\\Elements touched");
        assertThat(key(after, "Objects", NEW.toString()).security()).isEqualTo(CLOSED);
        assertThat(key(after, "Objects", NEW.toString(), "Elements").security()).isEqualTo(CLOSED);
        assertThat(read(Stores.rewritten(after))).isEqualTo(store);
    }

    @Test
    void noNewKindOfDescriptorAppears() throws IOException {
        Hive hive = odd();
        BcdStore store = read(hive);
        for (BcdObject object : Stores.everything().objects()) {
            store = store.with(object);
        }

        assertThat(securities(BcdStoreWriter.update(hive, store, LATER))).isEqualTo(securities(hive));
    }

    private static Set<Bytes> securities(Hive hive) {
        List<Key> keys = new ArrayList<>();
        keysFrom(hive.root(), keys);
        Set<Bytes> securities = new HashSet<>();
        keys.forEach(key -> securities.add(key.security()));
        return securities;
    }

    @Test
    void aRemovedElementTakesItsKeyWithIt() throws IOException {
        Hive hive = odd();
        BcdStore store = read(hive);
        BcdObject object = store.find(BOOTMGR).orElseThrow().without(ElementType.DESCRIPTION).without(HYPERVISOR_DEBUG_TYPE);
        assertThat(object.values()).hasSize(8);

        Hive after = BcdStoreWriter.update(hive, store.with(object), LATER);

        Key elements = key(after, "Objects", BOOTMGR.toString(), "Elements");
        assertThat(elements.keys()).extracting(Key::name).containsExactly("12000005", "zzzzzzzz", "1200004");
        assertThat(elements.lastWritten()).isEqualTo(LATER);
        assertThat(key(after, "Objects", BOOTMGR.toString()).lastWritten()).isEqualTo(1001);
        assertThat(read(Stores.rewritten(after))).isEqualTo(store.with(object));
    }

    @Test
    void aRemovedObjectTakesItsKeysWithIt() throws IOException {
        Hive hive = odd();
        BcdStore store = read(hive).without(BOOTMGR);

        Hive after = BcdStoreWriter.update(hive, store, LATER);

        assertThat(changedPaths(hive, after)).containsExactly("", "\\Objects touched");
        assertThat(key(after, "Objects").keys())
                .extracting(Key::name)
                .containsExactly("9dea862c-5cdd-4e70-acc1-f32b344d4796", "a \u0007 name", LOADER.toString());
        assertThat(read(Stores.rewritten(after))).isEqualTo(store);
    }

    @Test
    void changesTheTypeInItsPlace() throws IOException {
        Hive hive = BcdStoreWriter.create(Stores.everything(), NOW);
        BcdStore store = Stores.everything();
        BcdObject old = store.find(BOOTMGR).orElseThrow();
        BcdStore changed = store.with(new BcdObject(BOOTMGR, Optional.of(ObjectType.STARTUP), old.elements(), old.values()));

        Hive after = BcdStoreWriter.update(hive, changed, LATER);

        String path = "\\Objects\\" + BOOTMGR;
        assertThat(changedPaths(hive, after)).containsExactly("", "\\Objects", path, path + "\\Description touched");
        assertThat(key(after, "Objects", BOOTMGR.toString(), "Description").values()).extracting(Value::name).containsExactly("Type", "FirmwareVariable");
        assertThat(read(after)).isEqualTo(changed);
        BcdStore untyped = store.with(new BcdObject(BOOTMGR, Optional.empty(), old.elements(), old.values()));
        assertThat(read(BcdStoreWriter.update(hive, untyped, LATER))).isEqualTo(untyped);
    }

    @Test
    void changesValuesOutsideTheModel() throws IOException {
        Hive hive = odd();
        BcdStore store = read(hive);
        BcdObject old = store.find(BOOTMGR).orElseThrow();
        List<ExtraValue> values = new ArrayList<>(old.values());
        values.removeIf(extra -> extra.key().equals("Unknown\\Key") || extra.value().name().equals("Custom"));
        values.add(new ExtraValue("Description", new Value("new", ValueType.DWORD, Bytes.ofHex("01000000"))));
        values.add(new ExtraValue("Another\\Key", new Value("", ValueType.BINARY, Bytes.EMPTY)));
        BcdStore changed = store.with(new BcdObject(BOOTMGR, old.type(), old.elements(), values));

        Hive after = BcdStoreWriter.update(hive, changed, LATER);

        String path = "\\Objects\\{9DEA862C-5cdd-4e70-acc1-f32b344d4795}";
        assertThat(changedPaths(hive, after)).containsExactly(
                "", "\\Objects", path + " touched", path + "\\Description touched", path + "\\Another touched", path + "\\Another\\Key touched");
        assertThat(key(after, "Objects", BOOTMGR.toString(), "Description").values())
                .extracting(Value::name)
                .containsExactly("Type", "Type", "FirmwareVariable", "new");
        assertThat(read(Stores.rewritten(after))).isEqualTo(changed);
    }

    @Test
    void changesTheDescriptionOfTheStore() throws IOException {
        Hive hive = odd();
        BcdStore store = read(hive);
        List<Value> values = new ArrayList<>(store.description());
        values.add(new Value("System", ValueType.DWORD, Bytes.ofHex("01000000")));
        BcdStore changed = new BcdStore(values, store.objects());

        Hive after = BcdStoreWriter.update(hive, changed, LATER);

        assertThat(changedPaths(hive, after)).containsExactly("", "\\DESCRIPTION touched");
        assertThat(key(after, "Description").values().get(0)).isSameAs(key(hive, "Description").values().get(0));
        assertThat(read(after)).isEqualTo(changed);
    }

    @Test
    void addsADescriptionWhereThereIsNone() throws IOException {
        HiveBuilder builder = HiveBuilder.version(3);
        builder.root().security(HiveBuilder.OPEN).key("Objects");
        Hive hive = Stores.read(builder);
        assertThat(BcdStoreWriter.update(hive, new BcdStore(List.of(), List.of()), LATER)).isSameAs(hive);

        Hive after = BcdStoreWriter.update(hive, new BcdStore(Stores.description(), List.of()), LATER);

        assertThat(changedPaths(hive, after)).containsExactlyInAnyOrder(" touched", "\\Description touched");
        assertThat(read(after).description()).isEqualTo(Stores.description());
    }

    @Test
    void keepsWhatTheHiveIsBesideItsTree() throws IOException {
        Hive hive = odd();

        assertThat(BcdStoreWriter.update(hive, read(hive).without(BOOTMGR), LATER).info()).isEqualTo(hive.info());
    }

    @Test
    void changesOneObjectOfTenThousandInTimeThatGrowsWithTheStore() throws IOException {
        BcdObject model = Stores.everything().find(BOOTMGR).orElseThrow();
        List<BcdObject> objects = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            objects.add(new BcdObject(new ObjectId(new UUID(i * 0x9e3779b97f4a7c15L, i)), model.type(), model.elements(), model.values()));
        }
        BcdStore store = new BcdStore(Stores.description(), objects);
        Hive hive = BcdStoreWriter.create(store, NOW);
        BcdObject changed = store.objects().get(5000).with(Element.of(ElementType.DESCRIPTION, new StringValue("changed")));

        Hive after = ProcessorTime.within(Duration.ofSeconds(5), () -> BcdStoreWriter.update(hive, store.with(changed), LATER));

        assertThat(changedPaths(hive, after)).hasSize(5);
        BcdStore reread = ProcessorTime.within(Duration.ofSeconds(5), () -> read(after));
        assertThat(reread).isEqualTo(store.with(changed));
        assertThat(ProcessorTime.within(Duration.ofSeconds(5), () -> store.objects().stream().allMatch(object -> reread.find(object.id()).isPresent()))).isTrue();
    }
}
