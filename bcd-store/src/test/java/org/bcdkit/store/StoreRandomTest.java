package org.bcdkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.Key;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.junit.jupiter.api.Test;

/** Stores of all shapes, each changed into others. The seed is in every message, so that a failure can be had again. */
class StoreRandomTest {

    private static final int SEEDS = 300;
    private static final int CHANGES = 5;
    private static final String[] PATHS = {"", "Description", "Elements", "Elements\\12000004", "Elements\\25000004\\x", "Elements\\x", "Other", "Other\\Below"};

    @Test
    void everyStoreIsReadBackFromTheHiveOfAnyOther() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            BcdStore store = store(random);
            Hive hive = Stores.rewritten(BcdStoreWriter.create(store, Stores.NOW));
            assertThat(BcdStoreReader.read("BCD", hive)).as("seed %d", seed).isEqualTo(store);
            for (int change = 1; change <= CHANGES; change++) {
                BcdStore next = random.nextBoolean() ? store(random) : changed(store, random);
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

    private static BcdStore store(Random random) {
        BcdStore store = new BcdStore(values(random), List.of());
        for (int i = random.nextInt(6); i > 0; i--) {
            store = store.with(object(random));
        }
        return store;
    }

    /** {@code store} with one of its objects changed a little. */
    private static BcdStore changed(BcdStore store, Random random) {
        if (store.objects().isEmpty()) {
            return store.with(object(random));
        }
        BcdObject object = store.objects().get(random.nextInt(store.objects().size()));
        return switch (random.nextInt(4)) {
            case 0 -> store.without(object.id());
            case 1 -> store.with(object.with(element(random)));
            case 2 -> store.with(object.elements().isEmpty() ? object : object.without(object.elements().get(0).type()));
            default -> store.with(new BcdObject(object.id(), type(random), object.elements(), object.values()));
        };
    }

    private static BcdObject object(Random random) {
        BcdObject object = new BcdObject(new ObjectId(new UUID(random.nextInt(12), 0)), type(random), List.of(), List.of());
        for (int i = random.nextInt(4); i > 0; i--) {
            object = object.with(element(random));
        }
        List<ExtraValue> extras = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String path = PATHS[random.nextInt(PATHS.length)];
            values(random).forEach(value -> extras.add(new ExtraValue(path, value)));
        }
        return new BcdObject(object.id(), object.type(), object.elements(), extras);
    }

    private static Optional<ObjectType> type(Random random) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new ObjectType(random.nextInt()));
    }

    private static Element element(Random random) {
        ElementType[] types = {ElementType.DESCRIPTION, ElementType.TIMEOUT, new ElementType(0xffffffff), new ElementType(0x0a0b0c0d)};
        return new Element(types[random.nextInt(types.length)], new ValueType(random.nextInt(12)), data(random));
    }

    private static List<Value> values(Random random) {
        List<Value> values = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            values.add(new Value(i == 1 ? "" : "value " + random.nextInt(3), new ValueType(random.nextInt(12)), data(random)));
        }
        return values;
    }

    private static Bytes data(Random random) {
        byte[] data = new byte[random.nextInt(20)];
        random.nextBytes(data);
        return Bytes.of(data);
    }
}
