package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.edit.SampleStores.DATA;
import static org.bcdkit.edit.SampleStores.ESP;
import static org.bcdkit.edit.SampleStores.LOADER;
import static org.bcdkit.edit.SampleStores.NEW;
import static org.bcdkit.edit.SampleStores.RESUME;
import static org.bcdkit.edit.SampleStores.WINDOWS;

import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.hive.Value;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowsEntryPlannerTest {

    private static final ObjectId NEW_RESUME = ObjectId.of("99999998-0000-11ef-8000-010203040506");
    private static final ObjectId RECOVERY = ObjectId.of("55555555-0000-11ef-8000-010203040506");
    private static final ElementType DEBUG = new ElementType(0x260000a0);

    private static WindowsEntryRequest request(PartitionDevice windows, Optional<DeviceDescriptor> system, boolean keepDefault, boolean clean) {
        StoreTemplate template = new StoreTemplate(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11, "de-de");
        InstalledWindows installed = new InstalledWindows("Windows 11", windows, windows, "\\Windows");
        return new WindowsEntryRequest(installed, template, template.settings(), system, false, false, keepDefault, clean, Optional.empty());
    }

    private static WindowsEntryRequest request(PartitionDevice windows) {
        return request(windows, Optional.of(ESP), false, false);
    }

    private static BcdStore after(BcdStore before, WindowsEntryRequest request) {
        WindowsEntryPlan plan = WindowsEntryPlanner.plan(SampleStores.snapshot(before), request, NEW, NEW_RESUME);
        assertThat(plan.plan().findings()).isEmpty();
        return plan.plan().after();
    }

    private static List<ObjectId> order(BcdStore store) {
        return store.find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER);
    }

    @ParameterizedTest
    @EnumSource(FirmwareKind.class)
    void aFreshStoreIsWhatTheTemplateMakesOfIt(FirmwareKind firmware) {
        StoreTemplate template = new StoreTemplate(firmware, WindowsGeneration.WINDOWS_11, "en-us");
        InstalledWindows installed = new InstalledWindows("Windows 11", WINDOWS, WINDOWS, "\\Windows");
        WindowsEntryRequest request =
                new WindowsEntryRequest(installed, template, template.settings(), Optional.of(ESP), false, false, false, false, Optional.empty());
        assertThat(WindowsEntryPlanner.fresh(request, LOADER, RESUME)).isEqualTo(template.withWindows(template.store(ESP), LOADER, RESUME, WINDOWS));
    }

    @Test
    void theSameWindowsAgainChangesNothing() {
        BcdStore before = WindowsEntryPlanner.fresh(request(WINDOWS), LOADER, RESUME);
        WindowsEntryPlan plan = WindowsEntryPlanner.plan(SampleStores.snapshot(before), request(WINDOWS), NEW, NEW_RESUME);
        assertThat(plan.entry()).isEqualTo(LOADER);
        assertThat(plan.plan().changesNothing()).isTrue();
    }

    @Test
    void keepsTheTitleAndSettingsThatAUserGaveAnEntry() {
        BcdStore before = WindowsEntryPlanner.fresh(request(WINDOWS), LOADER, RESUME);
        BcdObject mine = before.find(LOADER).orElseThrow()
                .with(Element.of(ElementType.DESCRIPTION, "My Windows"))
                .with(Element.of(DEBUG, true))
                .with(Element.of(ElementType.RECOVERY_SEQUENCE, new ObjectListValue(List.of(RECOVERY))))
                .with(Element.of(ElementType.NX, 3));
        assertThat(after(before.with(mine), request(WINDOWS))).isEqualTo(before.with(mine));
    }

    @Test
    void givesTheEntryOfAnUpgradedWindowsItsNewTitle() {
        BcdStore before = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);
        BcdStore after = after(before, request(WINDOWS));
        assertThat(after.find(LOADER).orElseThrow().string(ElementType.DESCRIPTION)).hasValue("Windows 11");
        assertThat(after.with(before.find(LOADER).orElseThrow())).isEqualTo(before);
    }

    @Test
    void addsAnotherWindowsBehindTheOthersAndMakesItTheDefault() {
        BcdStore before = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);
        BcdStore after = after(before, request(DATA));
        assertThat(order(after)).containsExactly(LOADER, NEW);
        assertThat(after.defaultEntry()).hasValue(NEW);
        assertThat(after.find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.BOOT_MANAGER_RESUME_OBJECT)).containsExactly(NEW_RESUME);
        BcdObject loader = after.find(NEW).orElseThrow();
        assertThat(loader.element(ElementType.OS_DEVICE).orElseThrow().value()).isEqualTo(new DeviceValue(DATA));
        assertThat(loader.ids(ElementType.RESUME_OBJECT)).containsExactly(NEW_RESUME);
        assertThat(after.find(NEW_RESUME).orElseThrow().is(ObjectType.RESUME)).isTrue();
        assertThat(after.find(LOADER)).isEqualTo(before.find(LOADER));
    }

    @Test
    void keepsTheDefaultWhenAskedToUnlessItIsGone() {
        BcdStore before = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);
        WindowsEntryRequest request = request(DATA, Optional.of(ESP), true, false);
        assertThat(after(before, request).defaultEntry()).hasValue(LOADER);
        BcdStore without = before.without(LOADER);
        assertThat(after(without, request).defaultEntry()).hasValue(NEW);
    }

    @Test
    void namesTheSystemPartitionThatTheStoreLiesOnAndLeavesItWhenThatIsNotKnown() {
        BcdStore before = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11);
        BcdStore moved = after(before, request(WINDOWS, Optional.of(DATA), false, false));
        for (ObjectId id : List.of(WellKnown.BOOT_MANAGER, WellKnown.MEMORY_TESTER)) {
            assertThat(moved.find(id).orElseThrow().element(ElementType.DEVICE).orElseThrow().value()).isEqualTo(new DeviceValue(DATA));
        }
        assertThat(after(before, request(WINDOWS, Optional.empty(), false, false))).isEqualTo(before);
    }

    @Test
    void makesWhatAStoreLacks() {
        BcdStore before = new BcdStore(List.of(Value.text("KeyName", "BCD00000000")), List.of());
        BcdStore after = after(before, request(WINDOWS));
        BcdStore fresh = WindowsEntryPlanner.fresh(request(WINDOWS), NEW, NEW_RESUME);
        assertThat(after.objects()).isEqualTo(fresh.objects());
    }

    @Test
    void replacesAResumeApplicationThatIsGone() {
        BcdStore before = WindowsEntryPlanner.fresh(request(WINDOWS), LOADER, RESUME).without(RESUME);
        BcdStore after = after(before, request(WINDOWS));
        assertThat(after.find(LOADER).orElseThrow().ids(ElementType.RESUME_OBJECT)).containsExactly(NEW_RESUME);
        assertThat(after.find(NEW_RESUME)).isPresent();
    }

    @Test
    void makesSettingsAnewWhenAskedToAndKeepsOtherEntries() {
        BcdStore fresh = WindowsEntryPlanner.fresh(request(WINDOWS), LOADER, RESUME);
        BcdObject other = new BcdObject(RECOVERY, ObjectType.OS_LOADER, List.of(Element.of(ElementType.DESCRIPTION, "Another")));
        BcdObject bootManager = fresh.find(WellKnown.BOOT_MANAGER).orElseThrow();
        BcdStore before = fresh.with(other)
                .with(bootManager.with(Element.of(ElementType.TIMEOUT, 3)).with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(RECOVERY, LOADER)))))
                .with(fresh.find(LOADER).orElseThrow().with(Element.of(DEBUG, true)))
                .with(fresh.find(WellKnown.DEBUGGER_SETTINGS).orElseThrow().with(Element.of(new ElementType(0x15000011), 1)));
        BcdStore after = after(before, request(WINDOWS, Optional.of(ESP), false, true));
        BcdObject expected = bootManager.with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(RECOVERY, LOADER))));
        assertThat(after).isEqualTo(fresh.with(other).with(expected));
    }

    @Test
    void takesFurtherSettingsFromAnotherEntryButNotWhereThatIs() {
        BcdStore before = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11);
        BcdObject model = before.find(LOADER).orElseThrow().with(Element.of(DEBUG, true))
                .with(Element.of(ElementType.RECOVERY_SEQUENCE, new ObjectListValue(List.of(RECOVERY))));
        WindowsEntryRequest plain = request(DATA);
        WindowsEntryRequest like = new WindowsEntryRequest(
                plain.windows(), plain.template(), plain.settings(), plain.systemPartition(), false, false, false, false, Optional.of(LOADER));
        BcdObject loader = after(before.with(model), like).find(NEW).orElseThrow();
        assertThat(loader.isSet(DEBUG)).isTrue();
        assertThat(loader.element(ElementType.RECOVERY_SEQUENCE)).isEmpty();
        assertThat(loader.element(ElementType.DEVICE).orElseThrow().value()).isEqualTo(new DeviceValue(DATA));
    }

    @Test
    void takesSettingsFromTheTemplateOfAWindowsAndLeavesOutWhatSteersSetup() {
        StoreTemplate tables = new StoreTemplate(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11, "en-us");
        ElementType baudRate = new ElementType(0x15000014);
        BcdObject debugger = new BcdObject(
                WellKnown.DEBUGGER_SETTINGS,
                ObjectType.INHERIT_ANY,
                List.of(shortInteger(baudRate), Element.of(new ElementType(0x46000004), true)));
        List<BcdObject> settings = tables.settings(new BcdStore(List.of(), List.of(debugger)));
        BcdStore store = tables.store(new BootDevice(), settings);
        assertThat(store.find(WellKnown.DEBUGGER_SETTINGS).orElseThrow().elements()).containsExactly(Element.of(baudRate, 115200));
        assertThat(store.find(WellKnown.EMS_SETTINGS)).isEqualTo(tables.store(new BootDevice()).find(WellKnown.EMS_SETTINGS));
    }

    /** As templates have them, without the zeros behind. */
    private static Element shortInteger(ElementType type) {
        Element whole = Element.of(type, 115200);
        return new Element(type, whole.registryType(), whole.data().slice(0, 3));
    }

    @Test
    void theStoreForRecoveryHasNothingToStart() {
        StoreTemplate template = new StoreTemplate(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11, "en-us");
        BcdStore store = template.recoveryStore(ESP, template.settings());
        assertThat(store.description()).extracting(Value::name).containsExactly("KeyName", "FirmwareModified");
        assertThat(store.find(WellKnown.MEMORY_TESTER)).isEmpty();
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow();
        assertThat(bootManager.element(ElementType.DEFAULT)).isEmpty();
        assertThat(bootManager.element(ElementType.TOOLS_DISPLAY_ORDER)).isEmpty();
        assertThat(bootManager.element(ElementType.DEVICE).orElseThrow().value()).isEqualTo(new DeviceValue(ESP));
        assertThat(store.objects()).hasSize(8);
    }

    @Test
    void doesNotTakeARecoveryLoaderOnTheSamePartitionForTheWindows() {
        BcdStore before = WindowsEntryPlanner.fresh(request(WINDOWS), LOADER, RESUME);
        BcdStore recovery = before.with(before.find(LOADER).orElseThrow().with(Element.of(ElementType.WIN_PE, true)));
        assertThat(after(recovery, request(WINDOWS)).find(NEW)).isPresent();
    }
}
