package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.edit.SampleStores.LOADER;
import static org.bcdkit.edit.SampleStores.NEW;
import static org.bcdkit.edit.SampleStores.RESUME;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorePlannerTest {

    private static final ObjectId GONE = ObjectId.of("33333333-0000-11ef-8000-010203040506");
    private static final ElementType NUMBER_OF_PROCESSORS = new ElementType(0x25000061);

    private final BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);

    @Test
    void setsAnElementAndLeavesAllElse() {
        Element element = Element.of(NUMBER_OF_PROCESSORS, new IntegerValue(2));
        StorePlan plan = StorePlanner.set(snapshot(), LOADER, element);
        assertThat(plan.after()).isEqualTo(store.with(store.find(LOADER).orElseThrow().with(element)));
        assertThat(plan.intent()).isEqualTo("Set numproc of " + LOADER + " \"Windows 10\"");
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void changesNothingWhenTheElementIsSoAlready() {
        Element nx = store.find(LOADER).orElseThrow().element(ElementType.NX).orElseThrow();
        assertThat(StorePlanner.set(snapshot(), LOADER, nx).changesNothing()).isTrue();
    }

    @Test
    void writesAnElementAnewThatAnotherWriterCutShort() {
        Element cut = new Element(NUMBER_OF_PROCESSORS, ValueType.BINARY, Bytes.of(new byte[] {2}));
        BcdStore odd = store.with(store.find(LOADER).orElseThrow().with(cut));
        StorePlan plan = StorePlanner.set(SampleStores.snapshot(odd), LOADER, Element.of(NUMBER_OF_PROCESSORS, new IntegerValue(2)));
        assertThat(plan.after().find(LOADER).orElseThrow().element(NUMBER_OF_PROCESSORS).orElseThrow().data().size()).isEqualTo(8);
    }

    @Test
    void makesAWellKnownObjectThatIsToBeSetAndIsNotThere() {
        BcdStore without = new BcdStore(store.description(), others(WellKnown.HYPERVISOR_SETTINGS));
        Element port = Element.of(new ElementType(0x250000f4), new IntegerValue(2));
        StoreSnapshot before = SampleStores.snapshot(without);
        StorePlan plan = StorePlanner.setOrMake(before, WellKnown.HYPERVISOR_SETTINGS, List.of(port), List.of());
        assertThat(plan.before()).isSameAs(before);
        assertThat(plan.after()).isEqualTo(without.with(new BcdObject(WellKnown.HYPERVISOR_SETTINGS, ObjectType.INHERIT_OS_LOADER, List.of(port))));
        assertThat(plan.intent()).isEqualTo("Set hypervisordebugport of {hypervisorsettings}");
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void makesAWellKnownObjectEvenWithoutElements() {
        BcdStore without = new BcdStore(store.description(), others(WellKnown.EMS_SETTINGS));
        StorePlan plan = StorePlanner.setOrMake(SampleStores.snapshot(without), WellKnown.EMS_SETTINGS, List.of(), List.of(NUMBER_OF_PROCESSORS));
        assertThat(plan.after()).isEqualTo(without.with(new BcdObject(WellKnown.EMS_SETTINGS, ObjectType.INHERIT_ANY, List.of())));
        assertThat(plan.intent()).isEqualTo("Set elements of {emssettings}");
    }

    @Test
    void setsAWellKnownObjectThatIsThereAndNothingElse() {
        Element port = Element.of(new ElementType(0x250000f4), new IntegerValue(2));
        assertThat(StorePlanner.setOrMake(snapshot(), WellKnown.HYPERVISOR_SETTINGS, List.of(port), List.of()).after())
                .isEqualTo(StorePlanner.set(snapshot(), WellKnown.HYPERVISOR_SETTINGS, port).after());
    }

    private List<BcdObject> others(ObjectId id) {
        List<BcdObject> others = new ArrayList<>(store.objects());
        others.removeIf(object -> object.id().equals(id));
        return others;
    }

    @Test
    void setsAndRemovesInOnePlan() {
        StorePlan plan = StorePlanner.set(
                snapshot(), LOADER, List.of(Element.of(NUMBER_OF_PROCESSORS, new IntegerValue(2))), List.of(ElementType.NX, ElementType.WIN_PE));
        BcdObject after = plan.after().find(LOADER).orElseThrow();
        assertThat(after.element(NUMBER_OF_PROCESSORS)).isPresent();
        assertThat(after.element(ElementType.NX)).isEmpty();
    }

    @Test
    void removesAnElement() {
        StorePlan plan = StorePlanner.unset(snapshot(), LOADER, ElementType.NX);
        assertThat(plan.after()).isEqualTo(store.with(store.find(LOADER).orElseThrow().without(ElementType.NX)));
        assertThat(plan.intent()).isEqualTo("Remove nx from " + LOADER + " \"Windows 10\"");
        assertThat(StorePlanner.unset(snapshot(), LOADER, NUMBER_OF_PROCESSORS).changesNothing()).isTrue();
    }

    @Test
    void warnsOfAReferenceToWhatIsNotThere() {
        StorePlan plan = StorePlanner.set(snapshot(), LOADER, Element.of(ElementType.INHERIT, new ObjectListValue(List.of(GONE))));
        assertThat(only(plan).rule()).isEqualTo("BCD-07");
        assertThat(only(plan).message()).isEqualTo(LOADER + " inherit names " + GONE + ", which is not in the store");
        assertThat(plan.isRefused()).isFalse();
        assertThat(plan.changesNothing()).isFalse();
    }

    @Test
    void refusesToChangeAnObjectThatIsNotThere() {
        for (StorePlan plan : List.of(
                StorePlanner.set(snapshot(), GONE, Element.of(ElementType.NX, new IntegerValue(0))),
                StorePlanner.unset(snapshot(), GONE, ElementType.NX),
                StorePlanner.order(snapshot(), GONE, ElementType.DISPLAY_ORDER, ListEdit.ADD_LAST, List.of(LOADER)),
                StorePlanner.copy(snapshot(), GONE, "x", NEW),
                StorePlanner.delete(snapshot(), GONE, true))) {
            assertThat(only(plan).rule()).isEqualTo("BCD-14");
            assertThat(only(plan).message()).isEqualTo("there is no object " + GONE + " in BCD");
            assertThat(plan.isRefused()).isTrue();
            assertThat(plan.changesNothing()).isTrue();
        }
    }

    @Test
    void changesTheDisplayOrder() {
        StorePlan plan = StorePlanner.order(
                snapshot(), WellKnown.BOOT_MANAGER, ElementType.DISPLAY_ORDER, ListEdit.ADD_FIRST, List.of(WellKnown.MEMORY_TESTER));
        assertThat(displayOrder(plan)).containsExactly(WellKnown.MEMORY_TESTER, LOADER);
        assertThat(plan.intent()).isEqualTo("Change displayorder of {bootmgr} \"Windows Boot Manager\"");
    }

    @Test
    void dropsAListThatNothingIsLeftIn() {
        StorePlan plan = StorePlanner.order(snapshot(), WellKnown.BOOT_MANAGER, ElementType.DISPLAY_ORDER, ListEdit.REMOVE, List.of(LOADER));
        assertThat(plan.after().find(WellKnown.BOOT_MANAGER).orElseThrow().element(ElementType.DISPLAY_ORDER)).isEmpty();
    }

    @Test
    void takesNothingOutOfAListThatIsNotThere() {
        assertThat(StorePlanner.order(snapshot(), WellKnown.BOOT_MANAGER, ElementType.BOOT_SEQUENCE, ListEdit.REMOVE, List.of(LOADER)).changesNothing())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = ListEdit.class, names = "REPLACE", mode = EnumSource.Mode.EXCLUDE)
    void refusesToAddToAListThatItCannotRead(ListEdit edit) {
        StorePlan plan = StorePlanner.order(withOddOrder(), WellKnown.BOOT_MANAGER, ElementType.DISPLAY_ORDER, edit, List.of(LOADER));
        assertThat(only(plan).rule()).isEqualTo("BCD-03");
        assertThat(only(plan).message()).isEqualTo("BCD: the displayorder of {bootmgr} is no list of GUIDs (REG_MULTI_SZ, 3 bytes)");
        assertThat(plan.isRefused()).isTrue();
    }

    @Test
    void replacesAListThatItCannotRead() {
        StorePlan plan = StorePlanner.order(withOddOrder(), WellKnown.BOOT_MANAGER, ElementType.DISPLAY_ORDER, ListEdit.REPLACE, List.of(LOADER));
        assertThat(displayOrder(plan)).containsExactly(LOADER);
    }

    @Test
    void copiesTheWholeObjectAndListsItLast() {
        StorePlan plan = StorePlanner.copy(snapshot(), LOADER, "A copy – ü", NEW);
        BcdObject original = store.find(LOADER).orElseThrow();
        BcdObject copy = plan.after().find(NEW).orElseThrow();
        assertThat(copy.type()).isEqualTo(original.type());
        assertThat(copy.elements())
                .isEqualTo(original.with(Element.of(ElementType.DESCRIPTION, new StringValue("A copy – ü"))).elements());
        assertThat(displayOrder(plan)).containsExactly(LOADER, NEW);
        assertThat(plan.intent()).isEqualTo("Copy " + LOADER + " \"Windows 10\" as \"A copy – ü\"");
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void leavesTheMenuAloneWhenTheOriginalIsNotInIt() {
        assertThat(displayOrder(StorePlanner.copy(snapshot(), RESUME, "x", NEW))).containsExactly(LOADER);
    }

    @Test
    void copiesNoValuesThatGoWithAFirmwareEntry() {
        BcdObject original = store.find(LOADER).orElseThrow();
        Value variable = new Value("FirmwareVariable", ValueType.BINARY, Bytes.of(new byte[] {1}));
        BcdStore tied = store.with(new BcdObject(
                LOADER, original.type(), original.elements(), List.of(new BcdObject.ExtraValue("Description", variable))));
        assertThat(StorePlanner.copy(SampleStores.snapshot(tied), LOADER, "x", NEW).after().find(NEW).orElseThrow().values()).isEmpty();
    }

    @Test
    void copiesABootManagerThatListsItself() {
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow();
        BcdStore listed = store.with(bootManager.with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(WellKnown.BOOT_MANAGER)))));
        StorePlan plan = StorePlanner.copy(SampleStores.snapshot(listed), WellKnown.BOOT_MANAGER, "x", NEW);
        assertThat(displayOrder(plan)).containsExactly(WellKnown.BOOT_MANAGER, NEW);
    }

    @Test
    void makesAnObject() {
        StorePlan plan = StorePlanner.create(snapshot(), NEW, ObjectType.OS_LOADER, Optional.of("New"));
        assertThat(plan.after().find(NEW))
                .contains(new BcdObject(NEW, ObjectType.OS_LOADER, List.of(Element.of(ElementType.DESCRIPTION, new StringValue("New")))));
        assertThat(displayOrder(plan)).containsExactly(LOADER);
        assertThat(StorePlanner.create(snapshot(), NEW, ObjectType.DEVICE, Optional.empty()).after().find(NEW))
                .contains(new BcdObject(NEW, ObjectType.DEVICE, List.of()));
    }

    @Test
    void refusesToMakeAnObjectThatIsThere() {
        StorePlan plan = StorePlanner.create(snapshot(), WellKnown.BOOT_MANAGER, ObjectType.BOOT_MANAGER, Optional.empty());
        assertThat(only(plan).rule()).isEqualTo("BCD-15");
        assertThat(only(plan).message()).isEqualTo("BCD has an object {bootmgr} already");
        assertThat(plan.changesNothing()).isTrue();
    }

    @Test
    void deletesAnObjectAndWhatNamesIt() {
        BcdStore after = StorePlanner.delete(snapshot(), LOADER, true).after();
        assertThat(after.find(LOADER)).isEmpty();
        BcdObject bootManager = after.find(WellKnown.BOOT_MANAGER).orElseThrow();
        assertThat(bootManager.element(ElementType.DEFAULT)).isEmpty();
        assertThat(bootManager.element(ElementType.DISPLAY_ORDER)).isEmpty();
        assertThat(bootManager.element(ElementType.TOOLS_DISPLAY_ORDER)).isPresent();
        assertThat(StoreDiff.of(store, after)).allMatch(d -> d.object().id().equals(LOADER) || d.object().id().equals(WellKnown.BOOT_MANAGER));
    }

    @Test
    void leavesReferencesWhenAsked() {
        assertThat(StorePlanner.delete(snapshot(), LOADER, false).after()).isEqualTo(store.without(LOADER));
    }

    @Test
    void keepsADeviceThatNamesADeletedObjectAsItsOptionsAndSaysSo() {
        Element ramdisk = Element.of(
                ElementType.DEVICE, new DeviceValue(new RamdiskDevice(new BootDevice(), "\\boot.wim", RamdiskDevice.NO_IMAGE), Optional.of(NEW)));
        BcdStore before = store.with(new BcdObject(NEW, ObjectType.DEVICE, List.of())).with(store.find(LOADER).orElseThrow().with(ramdisk));
        StorePlan plan = StorePlanner.delete(SampleStores.snapshot(before), NEW, true);
        assertThat(plan.after()).isEqualTo(before.without(NEW));
        assertThat(only(plan).message()).isEqualTo(LOADER + " device names " + NEW + ", which is not in the store");
    }

    @Test
    void deletesAnObjectWithAnAliasOnlyUnderForce() {
        StorePlan plan = StorePlanner.delete(snapshot(), WellKnown.MEMORY_TESTER, true);
        assertThat(only(plan).rule()).isEqualTo("BCD-16");
        assertThat(plan.isRefused()).isTrue();
        StorePlan forced = plan.forced();
        assertThat(forced.isRefused()).isFalse();
        assertThat(forced.after().find(WellKnown.MEMORY_TESTER)).isEmpty();
        assertThat(forced.after().find(WellKnown.BOOT_MANAGER).orElseThrow().element(ElementType.TOOLS_DISPLAY_ORDER)).isEmpty();
    }

    private StoreSnapshot snapshot() {
        return SampleStores.snapshot(store);
    }

    private StoreSnapshot withOddOrder() {
        Element odd = new Element(ElementType.DISPLAY_ORDER, ValueType.MULTI_SZ, Bytes.of(new byte[] {1, 2, 3}));
        return SampleStores.snapshot(store.with(store.find(WellKnown.BOOT_MANAGER).orElseThrow().with(odd)));
    }

    private static Finding only(StorePlan plan) {
        List<Finding> findings = new ArrayList<>(plan.findings());
        findings.removeIf(f -> f.severity() == Severity.OK);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static List<ObjectId> displayOrder(StorePlan plan) {
        return plan.after().find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER);
    }
}
