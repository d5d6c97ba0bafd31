package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

class InheritedElementTest {

    private static final ObjectId A = ObjectId.of("aaaaaaaa-0000-11ef-8000-010203040506");
    private static final ObjectId B = ObjectId.of("bbbbbbbb-0000-11ef-8000-010203040506");
    private static final ObjectId C = ObjectId.of("cccccccc-0000-11ef-8000-010203040506");
    private static final ElementType ONE = new ElementType(0x15000001);
    private static final ElementType TWO = new ElementType(0x15000002);
    private static final ElementType THREE = new ElementType(0x15000003);

    @Test
    void findsWhatALoaderOfWindowsGets() {
        BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);

        List<InheritedElement> inherited = InheritedElement.of(store.find(SampleStores.LOADER).orElseThrow(), store);

        assertThat(inherited).extracting(e -> e.element().type().toString() + " " + e.from()).containsExactly(
                "0x15000011 " + WellKnown.DEBUGGER_SETTINGS,
                "0x16000020 " + WellKnown.EMS_SETTINGS,
                "0x250000f3 " + WellKnown.HYPERVISOR_SETTINGS,
                "0x250000f4 " + WellKnown.HYPERVISOR_SETTINGS,
                "0x250000f5 " + WellKnown.HYPERVISOR_SETTINGS);
    }

    @Test
    void letsTheObjectItselfAndWhatComesFirstCount() {
        BcdStore store = store(
                object(A, List.of(B, C), element(ONE, 1)),
                object(B, List.of(), element(ONE, 2), element(TWO, 2)),
                object(C, List.of(), element(TWO, 3), element(THREE, 3)));

        assertThat(InheritedElement.of(store.find(A).orElseThrow(), store))
                .containsExactly(new InheritedElement(element(TWO, 2), B), new InheritedElement(element(THREE, 3), C));
    }

    @Test
    void endsWhereObjectsInheritInACircleOrAreMissing() {
        BcdStore store = store(object(A, List.of(B)), object(B, List.of(C, A), element(ONE, 2)));

        assertThat(InheritedElement.of(store.find(A).orElseThrow(), store)).containsExactly(new InheritedElement(element(ONE, 2), B));
    }

    @Test
    void followsAChainOfAHundredThousandObjects() {
        int length = 100_000;
        List<BcdObject> chain = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            chain.add(object(link(i), i + 1 < length ? List.of(link(i + 1)) : List.of(), element(i + 1 < length ? ONE : TWO, i)));
        }

        assertThat(InheritedElement.of(chain.get(0), new BcdStore(List.of(), chain)))
                .containsExactly(new InheritedElement(element(TWO, length - 1), link(length - 1)));
    }

    private static ObjectId link(int number) {
        return new ObjectId(new UUID(0, number + 1));
    }

    private static BcdStore store(BcdObject... objects) {
        return new BcdStore(List.of(), List.of(objects));
    }

    private static BcdObject object(ObjectId id, List<ObjectId> inherit, Element... elements) {
        BcdObject object = new BcdObject(id, ObjectType.INHERIT_ANY, List.of(elements));
        return object.with(Element.of(ElementType.INHERIT, new ObjectListValue(inherit)));
    }

    private static Element element(ElementType type, long value) {
        return Element.of(type, new IntegerValue(value));
    }
}
