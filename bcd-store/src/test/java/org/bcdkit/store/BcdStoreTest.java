package org.bcdkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.junit.jupiter.api.Test;

class BcdStoreTest {

    private static final Value VALUE = new Value("v", ValueType.DWORD, Bytes.ofHex("01020304"));

    @Test
    void isInOrderWhateverOrderItIsGivenIn() {
        BcdStore store = Stores.everything();
        List<BcdObject> reversed = new ArrayList<>();
        for (BcdObject object : store.objects()) {
            List<Element> elements = new ArrayList<>(object.elements());
            Collections.reverse(elements);
            List<ExtraValue> values = new ArrayList<>(object.values());
            Collections.reverse(values);
            reversed.add(0, new BcdObject(object.id(), object.type(), elements, values));
        }

        assertThat(new BcdStore(store.description(), reversed)).isEqualTo(store);
    }

    @Test
    void findsEachObjectAndNoOther() {
        BcdStore store = Stores.everything();

        for (BcdObject object : store.objects()) {
            assertThat(store.find(object.id())).containsSame(object);
        }
        assertThat(store.find(Stores.NEW)).isEmpty();
        assertThat(new BcdStore(List.of(), List.of()).find(Stores.NEW)).isEmpty();
    }

    @Test
    void refusesTwoOfTheSame() {
        BcdObject object = new BcdObject(Stores.NEW, ObjectType.DEVICE, List.of());
        Element element = new Element(ElementType.TIMEOUT, ValueType.BINARY, Bytes.EMPTY);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BcdStore(List.of(), List.of(object, object)))
                .withMessage("two objects have the identifier " + Stores.NEW);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BcdObject(Stores.NEW, ObjectType.DEVICE, List.of(element, element)))
                .withMessage("two elements of " + Stores.NEW + " have the type 0x25000004");
    }

    @Test
    void valuesComeInTheOrderOfAWalkThroughTheKeys() {
        List<ExtraValue> walk = List.of(
                new ExtraValue("", VALUE), new ExtraValue("a", VALUE), new ExtraValue("a\\b", VALUE), new ExtraValue("A b", VALUE), new ExtraValue("b", VALUE));
        List<ExtraValue> reversed = new ArrayList<>(walk);
        Collections.reverse(reversed);

        assertThat(new BcdObject(Stores.NEW, Optional.empty(), List.of(), reversed).values()).isEqualTo(walk);
    }

    @Test
    void aRemovedElementTakesTheValuesOfItsKeyWithIt() {
        BcdObject object = new BcdObject(
                Stores.NEW,
                Optional.empty(),
                List.of(new Element(new ElementType(0x250000f3), ValueType.BINARY, Bytes.EMPTY)),
                List.of(
                        new ExtraValue("Elements", VALUE),
                        new ExtraValue("Elements\\250000F3", VALUE),
                        new ExtraValue("Elements\\250000F3\\below", VALUE),
                        new ExtraValue("Elements\\250000F30", VALUE)));

        BcdObject without = object.without(new ElementType(0x250000f3));

        assertThat(without.elements()).isEmpty();
        assertThat(without.values()).extracting(ExtraValue::key).containsExactly("Elements", "Elements\\250000F30");
    }

    @Test
    void refusesPathsThatLeadToNoKeyOfAnObject() {
        for (String path : List.of("\\", "a\\", "\\a", "a\\\\b", "a\0", "x".repeat(256), "1\\2\\3\\4\\5\\6\\7\\8\\9")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ExtraValue(path, VALUE)).withMessageStartingWith("not the path of a key in an object: ");
        }
        assertThat(new ExtraValue("1\\2\\3\\4\\5\\6\\7\\8", VALUE).key()).hasSize(15);
    }
}
