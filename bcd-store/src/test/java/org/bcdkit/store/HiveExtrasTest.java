package org.bcdkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.Key;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.bcdkit.store.HiveExtras.OtherValue;
import org.bcdkit.testing.HiveBuilder;
import org.junit.jupiter.api.Test;

/** A hive can be made again from its boot store and what else is in it. */
class HiveExtrasTest {

    @Test
    void thereIsNothingInANewStore() {
        Hive hive = BcdStoreWriter.create(Stores.everything(), Stores.NOW);

        assertThat(HiveExtras.of(hive, Stores.everything())).isSameAs(HiveExtras.NONE);
    }

    @Test
    void findsWhatIsOutsideOfObjectsAndKeysWithoutValues() throws IOException {
        Hive odd = Stores.read(Stores.odd());

        HiveExtras extras = HiveExtras.of(odd, BcdStoreReader.read("BCD", odd));

        Value text = new Value("Element", ValueType.SZ, Bytes.ofHex("6e006f0020006200720061006300650073000000"));
        assertThat(extras.values()).containsExactly(
                new OtherValue("", new Value("root value", ValueType.BINARY, Bytes.of((byte) 1))),
                new OtherValue("Objects", new Value("objects value", ValueType.BINARY, Bytes.EMPTY)),
                new OtherValue("Objects\\9dea862c-5cdd-4e70-acc1-f32b344d4796\\Elements\\12000004", text),
                new OtherValue("Other\\Key", Value.number("x", 1)));
        assertThat(extras.emptyKeys()).containsExactly(
                "DESCRIPTION\\below",
                "Objects\\a \007 name",
                "Objects\\{9DEA862C-5cdd-4e70-acc1-f32b344d4795}\\Elements\\12000005",
                "Objects\\{9DEA862C-5cdd-4e70-acc1-f32b344d4795}\\empty");
        assertThat(extras.missingKeys()).isEmpty();
    }

    @Test
    void findsKeysThatNewStoresHave() throws IOException {
        HiveBuilder builder = HiveBuilder.version(3);
        builder.root().key("Objects").key(Stores.BOOTMGR.toString()).key("Description");
        Hive bare = Stores.read(builder);

        HiveExtras extras = HiveExtras.of(bare, BcdStoreReader.read("BCD", bare));

        String object = "Objects\\" + Stores.BOOTMGR;
        assertThat(extras).isEqualTo(new HiveExtras(List.of(), List.of(object + "\\Description"), List.of(object + "\\Elements", "Description")));
    }

    @Test
    void makeTheSameHiveAgain() throws IOException {
        HiveBuilder bare = HiveBuilder.version(3);
        bare.root().key("Objects").key(Stores.BOOTMGR.toString()).key("1\\2\\3\\4\\5\\6\\7\\8\\9\\10").dword("deep", 1);
        for (HiveBuilder builder : List.of(Stores.odd(), bare)) {
            Hive hive = Stores.read(builder);
            BcdStore store = BcdStoreReader.read("BCD", hive);
            HiveExtras extras = HiveExtras.of(hive, store);

            Hive again = Stores.rewritten(BcdStoreWriter.create(store, extras, Stores.NOW));

            assertThat(lines("", again.root())).containsExactlyInAnyOrderElementsOf(lines("", hive.root()));
        }
    }

    /** Paths in lower case and the values below them; of two keys of one name only the first, which is what a reader finds. */
    private static List<String> lines(String path, Key key) {
        List<String> lines = new ArrayList<>(List.of(path));
        key.values().forEach(v -> lines.add(path + "|" + v.name().replace("element", "Element") + "|" + v.type() + "|" + v.data()));
        StoreKeys.subkeys(key).forEach(subkey -> lines.addAll(lines(path + "\\" + subkey.name().toLowerCase(Locale.ROOT), subkey)));
        return lines;
    }

    @Test
    void aValueOfAnObjectStandsWithTheObject() {
        BcdStore store = Stores.everything();
        String object = "Objects\\" + Stores.BOOTMGR;
        assertThat(List.of("", "Other", "Objects", "Objects\\no guid\\Elements", object + "\\1\\2\\3\\4\\5\\6\\7\\8\\9"))
                .allMatch(path -> HiveExtras.isOutside(store, path));
        assertThat(List.of("description", object, "OBJECTS\\" + Stores.BOOTMGR + "\\Elements\\12000004", object + "\\1\\2\\3\\4\\5\\6\\7\\8", "Objects\\" + Stores.NEW))
                .noneMatch(path -> HiveExtras.isOutside(store, path));
    }

    @Test
    void anEmptyKeyMakesNoObject() {
        BcdStore store = Stores.everything();
        assertThat(List.of("Other", "Objects\\x", "Objects\\" + Stores.BOOTMGR + "\\x")).allMatch(path -> HiveExtras.canBeEmpty(store, path));
        assertThat(List.of("", "Objects\\" + Stores.BOOTMGR, "Objects\\" + Stores.NEW + "\\x")).noneMatch(path -> HiveExtras.canBeEmpty(store, path));
    }

    @Test
    void onlyAKeyThatNothingIsInCanBeMissing() {
        BcdStore store = Stores.everything();
        assertThat(HiveExtras.canBeMissing(store, "Description")).isFalse();
        assertThat(HiveExtras.canBeMissing(new BcdStore(List.of(), List.of()), "description")).isTrue();
        assertThat(HiveExtras.canBeMissing(store, "Objects\\" + Stores.RAMDISK_OPTIONS + "\\Elements")).isTrue();
        assertThat(List.of("Objects", "Other", "Objects\\" + Stores.RAMDISK_OPTIONS, "Objects\\" + Stores.BOOTMGR + "\\Elements", "Objects\\" + Stores.NEW + "\\Elements"))
                .noneMatch(path -> HiveExtras.canBeMissing(store, path));
    }

    @Test
    void saysWhichValueWouldBeReadAsSomethingElse() {
        ExtraValue type = new ExtraValue("description", Value.number("type", 1));
        ExtraValue element = new ExtraValue("Elements\\250000F3", new Value("element", ValueType.BINARY, Bytes.EMPTY));
        ExtraValue harmless = new ExtraValue("Description", Value.text("Type", "x"));

        assertThat(object(Optional.empty(), harmless, type).mistakableValue()).contains(type);
        assertThat(object(Optional.of(ObjectType.DEVICE), type, harmless).mistakableValue()).isEmpty();
        assertThat(object(Optional.of(ObjectType.DEVICE), element).mistakableValue()).contains(element);
        assertThat(object(Optional.empty(), element).with(new Element(new ElementType(0x250000f3), ValueType.SZ, Bytes.EMPTY)).mistakableValue()).isEmpty();
    }

    private static BcdObject object(Optional<ObjectType> type, ExtraValue... values) {
        return new BcdObject(Stores.NEW, type, List.of(), List.of(values));
    }

    @Test
    void takesNothingForAPathThatIsNone() {
        assertThatThrownBy(() -> new OtherValue("a\\\\b", Value.number("x", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not the path of a key in a hive: a\\\\b");
    }
}
