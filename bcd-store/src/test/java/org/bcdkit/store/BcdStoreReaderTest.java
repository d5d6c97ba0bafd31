package org.bcdkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bcdkit.store.Stores.BOOTMGR;
import static org.bcdkit.store.Stores.LOADER;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.bcdkit.testing.HiveBuilder;
import org.junit.jupiter.api.Test;

class BcdStoreReaderTest {

    @Test
    void readsObjectsByIdentifierAndElementsByType() throws IOException {
        HiveBuilder builder = HiveBuilder.version(3);
        builder.root().key("Description").dword("System", 1);
        for (ObjectId id : List.of(LOADER, BOOTMGR)) {
            var object = builder.root().key("Objects\\" + id);
            object.key("Description").dword("Type", 0x10200003);
            object.key("Elements\\26000010").value("Element", 3, (byte) 1);
            object.key("Elements\\12000004").string("Element", "x");
        }

        BcdStore store = BcdStoreReader.read("BCD", Stores.read(builder));

        Element detectHal = new Element(ElementType.DETECT_HAL, ValueType.BINARY, Bytes.ofHex("01"));
        Element description = new Element(ElementType.DESCRIPTION, ValueType.SZ, Bytes.ofHex("78000000"));
        assertThat(store.description()).containsExactly(new Value("System", ValueType.DWORD, Bytes.ofHex("01000000")));
        assertThat(store.objects()).containsExactly(
                new BcdObject(BOOTMGR, ObjectType.OS_LOADER, List.of(description, detectHal)),
                new BcdObject(LOADER, ObjectType.OS_LOADER, List.of(description, detectHal)));
    }

    @Test
    void keepsValuesThatHaveNoPlaceWithThePathOfTheirKey() throws IOException {
        BcdStore store = BcdStoreReader.read("BCD", Stores.read(Stores.odd()));

        BcdObject object = store.find(BOOTMGR).orElseThrow();
        assertThat(object.type()).contains(ObjectType.BOOT_MANAGER);
        assertThat(object.elements()).containsExactly(
                new Element(ElementType.DESCRIPTION, ValueType.SZ, text("first")),
                new Element(new ElementType(0x250000f3), ValueType.BINARY, Bytes.ofHex("01")));
        assertThat(object.values()).containsExactly(
                extra("", "Custom", ValueType.DWORD, Bytes.ofHex("01000000")),
                extra("Description", "Type", ValueType.SZ, text("no type")),
                extra("Description", "FirmwareVariable", ValueType.BINARY, Bytes.of(new byte[8])),
                extra("Description\\more\\deeper", "text", ValueType.SZ, text("kept")),
                extra("Elements", "count", ValueType.DWORD, Bytes.ofHex("02000000")),
                extra("Elements\\12000004", "Element", ValueType.SZ, text("second")),
                extra("Elements\\12000004", "more", ValueType.DWORD, Bytes.ofHex("03000000")),
                extra("Elements\\12000004\\below", "y", ValueType.DWORD, Bytes.ofHex("01000000")),
                extra("Elements\\1200004", "Element", ValueType.SZ, text("too short")),
                extra("Elements\\zzzzzzzz", "Element", ValueType.SZ, text("no element")),
                extra("Unknown\\Key", "z", ValueType.DWORD, Bytes.ofHex("01000000")));
    }

    private static ExtraValue extra(String key, String name, ValueType type, Bytes data) {
        return new ExtraValue(key, new Value(name, type, data));
    }

    private static Bytes text(String text) {
        return Element.of(ElementType.DESCRIPTION, new ElementValue.StringValue(text)).data();
    }

    @Test
    void anObjectMayHaveNoDescription() throws IOException {
        BcdStore store = BcdStoreReader.read("BCD", Stores.read(Stores.odd()));

        assertThat(store.objects()).hasSize(2);
        assertThat(store.find(LOADER).orElseThrow().type()).isEqualTo(Optional.empty());
    }

    @Test
    void reportsWhatHasNoPlace() throws IOException {
        String object = "Objects\\{9DEA862C-5cdd-4e70-acc1-f32b344d4795}";
        assertThat(BcdStoreReader.oddities(Stores.read(Stores.odd()))).containsExactly(
                "The root key has the value `root value`, REG_BINARY of 1 byte, which has no place there",
                "Description\\below is no key of a boot store",
                "Other is no key of a boot store",
                "Objects has the value `objects value`, REG_BINARY of 0 bytes, which has no place there",
                object + " has the value `Custom`, REG_DWORD of 4 bytes, which has no place there",
                object + "\\Description has the value `Type`, REG_SZ of 16 bytes, which has no place there",
                object + "\\Description\\more is no key of a boot store",
                object + "\\Elements has the value `count`, REG_DWORD of 4 bytes, which has no place there",
                object + "\\Elements\\250000f3 is there a second time",
                object + "\\Elements\\12000004 has the value `Element`, REG_SZ of 14 bytes, which has no place there",
                object + "\\Elements\\12000004 has the value `more`, REG_DWORD of 4 bytes, which has no place there",
                object + "\\Elements\\12000004\\below is no key of a boot store",
                object + "\\Elements\\12000005 has no value Element, so it is no element",
                object + "\\Elements\\zzzzzzzz is no element: its name is not eight hexadecimal digits",
                object + "\\Elements\\1200004 is no element: its name is not eight hexadecimal digits",
                object + "\\Unknown is no key of a boot store",
                object + "\\empty is no key of a boot store",
                "Objects\\{9dea862c-5cdd-4e70-acc1-f32b344d4795} is there a second time",
                "Objects\\9dea862c-5cdd-4e70-acc1-f32b344d4796 is no object: its name is no GUID in braces",
                "Objects\\a \\07 name is no object: its name is no GUID in braces");
    }

    @Test
    void reportsNothingInAStoreAsWindowsMakesIt() {
        BcdStore store = Stores.everything();
        BcdStore usual = store.without(store.objects().get(store.objects().size() - 1).id());

        assertThat(BcdStoreReader.oddities(BcdStoreWriter.create(usual, 0))).isEmpty();
    }

    @Test
    void refusesAHiveThatIsNoBootStore() throws IOException {
        HiveBuilder builder = HiveBuilder.version(3);
        builder.root().key("Microsoft");
        Hive hive = Stores.read(builder);

        assertThatThrownBy(() -> BcdStoreReader.read("SOFTWARE", hive))
                .isInstanceOf(MalformedException.class)
                .hasMessage("SOFTWARE: boot store at 0x0: this is a registry hive, but its root key `NewStoreRoot` has no subkey Objects, as every boot store has");
    }

    @Test
    void doesNotFollowKeysWithoutEnd() throws IOException {
        HiveBuilder builder = HiveBuilder.version(3);
        var key = builder.root().key("Objects\\" + LOADER);
        for (int level = 1; level < 400; level++) {
            key = key.key("level " + level).dword("level", level);
        }

        BcdObject object = BcdStoreReader.read("BCD", Stores.read(builder)).find(LOADER).orElseThrow();

        assertThat(object.values()).hasSize(StoreKeys.MAX_DEPTH);
    }
}
