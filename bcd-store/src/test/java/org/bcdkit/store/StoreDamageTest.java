package org.bcdkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.HiveReader;
import org.bcdkit.hive.HiveWriter;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.DamagedBytes;
import org.bcdkit.testing.HiveBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged files end in a refusal, or in a store that is read, changed, written and read again as meant. */
class StoreDamageTest {

    private static final BcdObject ADDED =
            new BcdObject(new ObjectId(new UUID(-1, -1)), ObjectType.OS_LOADER, Stores.everything().objects().get(0).elements());

    enum Store {
        EVERYTHING,
        SMALL,
        ODD;

        byte[] bytes() {
            return switch (this) {
                case EVERYTHING -> HiveWriter.write(BcdStoreWriter.create(Stores.everything(), Stores.NOW), Stores.NOW).toArray();
                case SMALL -> small().build();
                case ODD -> Stores.odd().build();
            };
        }
    }

    private static HiveBuilder small() {
        HiveBuilder builder = HiveBuilder.version(3).leftovers();
        builder.root().key("Description").string("KeyName", "BCD00000001");
        var object = builder.root().key("Objects\\" + Stores.LOADER);
        object.key("Description").dword("Type", 0x10200003);
        object.key("Elements\\12000004").string("Element", "Windows 10");
        object.key("Elements\\25000020").value("Element", 3, new byte[8]);
        return builder;
    }

    private static void readChangeAndRead(byte[] bytes) throws Exception {
        Hive hive = HiveReader.read(MemoryStorage.of("BCD", bytes), List.of());
        BcdStore store = BcdStoreReader.read("BCD", hive);
        for (BcdObject object : store.objects()) {
            for (Element element : object.elements()) {
                assertThat(element.value()).isNotNull();
            }
        }
        assertThat(BcdStoreReader.oddities(hive)).doesNotContain("");
        assertThat(BcdStoreWriter.update(hive, store, Stores.LATER)).isSameAs(hive);
        BcdStore changed = store.with(ADDED);
        changed = store.objects().isEmpty() ? changed : changed.without(store.objects().get(0).id());
        Hive after = BcdStoreWriter.update(hive, changed, Stores.LATER);
        assertThat(BcdStoreReader.read("BCD", Stores.rewritten(after))).isEqualTo(changed);
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsRefused(Store store) {
        byte[] whole = store.bytes();
        assertThat(DamagedBytes.everyTruncation(whole, StoreDamageTest::readChangeAndRead)).isEqualTo(whole.length);
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedByteIsRefusedOrReadAsAStoreThatHolds(Store store) {
        byte[] whole = store.bytes();
        for (int mask : new int[] {0x01, 0x80, 0xff}) {
            int refused = DamagedBytes.everyFlip(whole, mask, StoreDamageTest::readChangeAndRead);
            assertThat(refused).isBetween(512, whole.length - 1);
        }
    }
}
