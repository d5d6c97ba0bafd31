package org.bcdkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject.ExtraValue;

/** Stores of all shapes. */
public final class RandomStores {

    private static final String[] PATHS = {"", "Description", "Elements", "Elements\\12000004", "Elements\\25000004\\x", "Elements\\x", "Other", "Other\\Below"};

    private RandomStores() {}

    public static BcdStore store(Random random) {
        BcdStore store = new BcdStore(values(random), List.of());
        for (int i = random.nextInt(6); i > 0; i--) {
            store = store.with(object(random));
        }
        return store;
    }

    static BcdObject object(Random random) {
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

    static Optional<ObjectType> type(Random random) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new ObjectType(random.nextInt()));
    }

    static Element element(Random random) {
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
