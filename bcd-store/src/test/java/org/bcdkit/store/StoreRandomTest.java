package org.bcdkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.Key;
import org.junit.jupiter.api.Test;

/** Stores of all shapes, each changed into others. The seed is in every message, so that a failure can be had again. */
class StoreRandomTest {

    private static final int SEEDS = 300;
    private static final int CHANGES = 5;

    @Test
    void everyStoreIsReadBackFromTheHiveOfAnyOther() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            BcdStore store = RandomStores.store(random);
            Hive hive = Stores.rewritten(BcdStoreWriter.create(store, Stores.NOW));
            assertThat(BcdStoreReader.read("BCD", hive)).as("seed %d", seed).isEqualTo(store);
            for (int change = 1; change <= CHANGES; change++) {
                BcdStore next = random.nextBoolean() ? RandomStores.store(random) : changed(store, random);
                Hive after = BcdStoreWriter.update(hive, next, Stores.NOW + change);
                assertThat(BcdStoreWriter.update(hive, store, next, Stores.NOW + change)).as("seed %d, change %d", seed, change).isEqualTo(after);
                assertThat(BcdStoreReader.read("BCD", after)).as("seed %d, change %d", seed, change).isEqualTo(next);
                assertUntouched("seed %d, change %d".formatted(seed, change), hive, store, after, next);
                hive = Stores.rewritten(after);
                assertThat(BcdStoreReader.read("BCD", hive)).as("seed %d, change %d", seed, change).isEqualTo(next);
                store = next;
            }
        }
    }

    /** The keys of an object that is the same are the same. */
    private static void assertUntouched(String message, Hive before, BcdStore from, Hive after, BcdStore to) {
        for (BcdObject object : from.objects()) {
            if (to.find(object.id()).equals(Optional.of(object))) {
                Key key = Stores.key(before, "Objects", object.id().toString());
                assertThat(Stores.key(after, "Objects", object.id().toString())).as(message).isSameAs(key);
            }
        }
    }

    /** {@code store} with one of its objects changed a little. */
    private static BcdStore changed(BcdStore store, Random random) {
        if (store.objects().isEmpty()) {
            return store.with(RandomStores.object(random));
        }
        BcdObject object = store.objects().get(random.nextInt(store.objects().size()));
        return switch (random.nextInt(4)) {
            case 0 -> store.without(object.id());
            case 1 -> store.with(object.with(RandomStores.element(random)));
            case 2 -> store.with(object.elements().isEmpty() ? object : object.without(object.elements().get(0).type()));
            default -> store.with(new BcdObject(object.id(), RandomStores.type(random), object.elements(), object.values()));
        };
    }
}
