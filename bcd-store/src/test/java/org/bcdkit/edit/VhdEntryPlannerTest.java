package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.edit.SampleStores.DATA;
import static org.bcdkit.edit.SampleStores.LOADER;
import static org.bcdkit.edit.SampleStores.NEW;

import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.HiveInfo;
import org.bcdkit.hive.HiveState;
import org.bcdkit.hive.ValueType;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VhdEntryPlannerTest {

    private static final String PATH = "\\vhds\\Ünï 測試 – a path that is longer than forty-six characters.vhdx";
    private static final ObjectId GONE = ObjectId.of("33333333-0000-11ef-8000-010203040506");

    @Test
    void addsAnEntryOnAPartitionAndListsItLast() {
        BcdStore before = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);

        VhdEntryPlan plan = plan(before, request(Optional.of(DATA)));

        BcdObject entry = plan.plan().after().find(NEW).orElseThrow();
        assertThat(plan.entry()).isEqualTo(NEW);
        assertThat(entry.type()).contains(ObjectType.OS_LOADER);
        assertThat(device(entry, ElementType.DEVICE)).isEqualTo(DeviceDescriptor.vhd(DATA, PATH, 0x12000002));
        assertThat(device(entry, ElementType.OS_DEVICE)).isEqualTo(DeviceDescriptor.vhd(DATA, PATH, 0x22000002));
        assertThat(entry.string(ElementType.DESCRIPTION)).contains("Windows 11 (VHD) ü");
        assertThat(order(plan)).containsExactly(LOADER, NEW);
        assertThat(plan.plan().findings()).isEmpty();
    }

    @Test
    void searchesAllVolumesWhenNoHostIsNamed() {
        VhdEntryPlan plan = plan(SampleStores.empty(FirmwareKind.UEFI), request(Optional.empty()));

        assertThat(plan.device()).isEqualTo(DeviceDescriptor.vhdLocated(PATH, 0x12000002));
    }

    @Test
    void acceptsTheBootDeviceAsHost() {
        VhdEntryPlan plan = plan(SampleStores.empty(FirmwareKind.UEFI), request(Optional.of(new BootDevice())));

        assertThat(plan.device()).isEqualTo(DeviceDescriptor.vhd(new BootDevice(), PATH, 0x12000002));
    }

    @ParameterizedTest
    @EnumSource(FirmwareKind.class)
    void namesTheLoaderOfTheFirmwareTheStoreIsFor(FirmwareKind firmware) {
        String expected = firmware == FirmwareKind.UEFI ? "\\Windows\\system32\\winload.efi" : "\\Windows\\system32\\winload.exe";

        assertThat(added(plan(SampleStores.empty(firmware), request(Optional.of(DATA)))).string(ElementType.PATH)).contains(expected);
        assertThat(added(plan(SampleStores.windows(firmware, WindowsGeneration.WINDOWS_7), request(Optional.of(DATA)))).string(ElementType.PATH))
                .contains(expected);
    }

    @Test
    void takesTheSettingsOfTheDefaultEntryButNotItsRecoveryOrResumeOrDevices() {
        BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);
        BcdObject model = store.find(LOADER).orElseThrow()
                .with(Element.of(ElementType.NX, new IntegerValue(3)))
                .with(Element.of(ElementType.RECOVERY_SEQUENCE, new ObjectListValue(List.of(GONE))))
                .with(Element.of(ElementType.RECOVERY_ENABLED, new BooleanValue(true)))
                .with(Element.of(ElementType.DISPLAY_MESSAGE_OVERRIDE, new IntegerValue(3)))
                .with(Element.of(new ElementType(0x21000005), new DeviceValue(DATA)))
                .with(new Element(new ElementType(0x250000f0), ValueType.BINARY, Bytes.of((byte) 1)));

        BcdObject entry = added(plan(store.with(model), request(Optional.of(DATA))));

        assertThat(entry.elements()).extracting(Element::type).containsExactly(
                ElementType.DEVICE, ElementType.PATH, ElementType.DESCRIPTION, ElementType.LOCALE, ElementType.INHERIT, ElementType.ISOLATED_CONTEXT,
                ElementType.ALLOWED_IN_MEMORY_SETTINGS, ElementType.OS_DEVICE, ElementType.SYSTEM_ROOT, ElementType.NX,
                ElementType.BOOT_MENU_POLICY, new ElementType(0x250000f0), ElementType.DETECT_HAL);
        assertThat(entry.element(ElementType.NX).orElseThrow().value()).isEqualTo(new IntegerValue(3));
        assertThat(entry.element(new ElementType(0x250000f0)).orElseThrow().data()).isEqualTo(Bytes.of((byte) 1));
    }

    @Test
    void givesAVhdxTheSettingsOfWindows8AlsoBesideAWindows7() {
        BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_7);
        VhdEntryRequest request = new VhdEntryRequest(
                "W", Optional.of(DATA), PATH, Optional.empty(), Optional.empty(), Optional.of(WindowsGeneration.WINDOWS_10),
                VhdEntryRequest.Placement.LAST, false);

        BcdObject entry = added(plan(store, request));

        assertThat(entry.isSet(ElementType.ISOLATED_CONTEXT)).isTrue();
        assertThat(entry.element(ElementType.ALLOWED_IN_MEMORY_SETTINGS).orElseThrow().value())
                .isEqualTo(new IntegerListValue(List.of(0x15000075L)));
    }

    @Test
    void givesAWindows7EntryNothingThatWindows7MustNotHave() {
        BcdObject entry = added(plan(SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_7), requestFor("\\vhds\\w7.vhd")));

        assertThat(entry.element(ElementType.ISOLATED_CONTEXT)).isEmpty();
        assertThat(entry.element(ElementType.ALLOWED_IN_MEMORY_SETTINGS)).isEmpty();
    }

    @Test
    void givesAWindows7EntryNoneOfTheseFromAModelOfALaterWindows() {
        VhdEntryRequest request = new VhdEntryRequest(
                "W", Optional.of(DATA), "\\vhds\\w7.vhd", Optional.empty(), Optional.empty(), Optional.of(WindowsGeneration.WINDOWS_7),
                VhdEntryRequest.Placement.LAST, false);

        BcdObject entry = added(plan(SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10), request));

        assertThat(entry.elements()).extracting(Element::type).containsExactly(
                ElementType.DEVICE, ElementType.PATH, ElementType.DESCRIPTION, ElementType.LOCALE, ElementType.INHERIT, ElementType.OS_DEVICE,
                ElementType.SYSTEM_ROOT, ElementType.NX, ElementType.DETECT_HAL);
    }

    @Test
    void takesAVhdxForWindows8OrLaterWithoutBeingTold() {
        BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_7);

        BcdObject vhdx = added(plan(store, requestFor("\\vhds\\w.VHDX")));
        BcdObject vhd = added(plan(store, requestFor("\\vhds\\w.vhd")));

        assertThat(vhdx.isSet(ElementType.ISOLATED_CONTEXT)).isTrue();
        assertThat(vhdx.element(ElementType.ALLOWED_IN_MEMORY_SETTINGS)).isPresent();
        assertThat(vhd.element(ElementType.ISOLATED_CONTEXT)).isEmpty();
        assertThat(vhd.element(ElementType.ALLOWED_IN_MEMORY_SETTINGS)).isEmpty();
    }

    private static VhdEntryRequest requestFor(String path) {
        return new VhdEntryRequest(
                "W", Optional.of(DATA), path, Optional.empty(), Optional.empty(), Optional.empty(), VhdEntryRequest.Placement.LAST, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\Windows.001", "\\old\\Windows"})
    void doesNotLookForTheWindowsInTheImageInTheFolderOfTheModels(String folder) {
        BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);
        BcdObject model = store.find(LOADER).orElseThrow()
                .with(Element.of(ElementType.PATH, new StringValue(folder + "\\system32\\winload.efi")))
                .with(Element.of(ElementType.SYSTEM_ROOT, new StringValue(folder)));

        BcdObject entry = added(plan(store.with(model), request(Optional.of(DATA))));

        assertThat(entry.string(ElementType.PATH)).contains("\\Windows\\system32\\winload.efi");
        assertThat(entry.string(ElementType.SYSTEM_ROOT)).contains("\\Windows");
    }

    @Test
    void doesNotTakeWinPeOrSetupOrRecoveryAsModel() {
        BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);
        for (Element mark : List.of(
                Element.of(ElementType.WIN_PE, new BooleanValue(true)),
                Element.of(ElementType.RECOVERY_LOADER, new BooleanValue(true)),
                Element.of(new ElementType(0x45000001), new IntegerValue(2)),
                Element.of(ElementType.PATH, new StringValue("\\windows\\system32\\boot\\winload.efi")))) {
            BcdObject model = store.find(LOADER).orElseThrow().with(mark).with(Element.of(ElementType.NX, new IntegerValue(3)));

            BcdObject entry = added(plan(store.with(model), request(Optional.of(DATA))));

            assertThat(entry.element(ElementType.NX).orElseThrow().value()).as("with %s", mark.type()).isEqualTo(new IntegerValue(0));
            assertThat(entry.string(ElementType.PATH)).contains("\\Windows\\system32\\winload.efi");
            assertThat(entry.element(new ElementType(0x45000001))).isEmpty();
        }
    }

    @Test
    void doesNotInheritFromAnObjectThatIsNotThere() {
        BcdStore store = SampleStores.empty(FirmwareKind.UEFI).without(WellKnown.BOOT_LOADER_SETTINGS);

        assertThat(added(plan(store, request(Optional.of(DATA)))).ids(ElementType.INHERIT)).containsExactly(WellKnown.GLOBAL_SETTINGS);
        assertThat(added(plan(store.without(WellKnown.GLOBAL_SETTINGS), request(Optional.of(DATA)))).element(ElementType.INHERIT)).isEmpty();
    }

    @Test
    void changesNothingWhenTheEntryIsThere() {
        BcdStore once = plan(SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10), request(Optional.of(DATA))).plan().after();

        VhdEntryPlan again = VhdEntryPlanner.plan(SampleStores.snapshot(once), request(Optional.of(DATA)), GONE);

        assertThat(again.plan().changesNothing()).isTrue();
        assertThat(again.plan().changes()).isEmpty();
        assertThat(again.entry()).isEqualTo(NEW);
    }

    @Test
    void listsAnEntryThatIsThereButNotInTheDisplayOrder() {
        BcdStore once = plan(SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10), request(Optional.of(DATA))).plan().after();
        BcdStore unlisted = once.with(once.find(WellKnown.BOOT_MANAGER).orElseThrow()
                .with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(LOADER)))));

        VhdEntryPlan again = VhdEntryPlanner.plan(SampleStores.snapshot(unlisted), request(Optional.of(DATA)), GONE);

        assertThat(again.entry()).isEqualTo(NEW);
        assertThat(again.plan().after()).isEqualTo(once);
    }

    @Test
    void addsASecondEntryForAnotherTitleOrDevice() {
        BcdStore once = plan(SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10), request(Optional.of(DATA))).plan().after();

        VhdEntryPlan other = VhdEntryPlanner.plan(SampleStores.snapshot(once), request(Optional.empty()), GONE);

        assertThat(order(other)).containsExactly(LOADER, NEW, GONE);
    }

    @Test
    void placesAnEntryFirstAndMakesItTheDefaultWhenAsked() {
        VhdEntryRequest request = new VhdEntryRequest(
                "W", Optional.of(DATA), PATH, Optional.empty(), Optional.empty(), Optional.empty(), VhdEntryRequest.Placement.FIRST, true);

        VhdEntryPlan plan = plan(SampleStores.windows(FirmwareKind.BIOS, WindowsGeneration.WINDOWS_10), request);

        assertThat(order(plan)).containsExactly(NEW, LOADER);
        BcdObject bootManager = plan.plan().after().find(WellKnown.BOOT_MANAGER).orElseThrow();
        assertThat(bootManager.element(ElementType.DEFAULT).orElseThrow().value()).isEqualTo(new ObjectValue(NEW));
    }

    @Test
    void keepsDanglingIdentifiersInTheDisplayOrder() {
        BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);
        BcdStore dangling = store.with(store.find(WellKnown.BOOT_MANAGER).orElseThrow()
                .with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(GONE, LOADER)))));

        assertThat(order(plan(dangling, request(Optional.of(DATA))))).containsExactly(GONE, LOADER, NEW);
    }

    @Test
    void refusesAStoreWithoutBootManager() {
        VhdEntryPlan plan = plan(SampleStores.empty(FirmwareKind.UEFI).without(WellKnown.BOOT_MANAGER), request(Optional.of(DATA)));

        assertRefused(plan, "BCD-02", "BCD has no {bootmgr} object, so it has no boot menu");
    }

    @Test
    void refusesADisplayOrderThatIsNoList() {
        BcdStore store = SampleStores.empty(FirmwareKind.UEFI);
        BcdStore odd = store.with(store.find(WellKnown.BOOT_MANAGER).orElseThrow()
                .with(new Element(ElementType.DISPLAY_ORDER, ValueType.SZ, Bytes.of((byte) 'x', (byte) 0))));

        assertRefused(plan(odd, request(Optional.of(DATA))), "BCD-03", "BCD: the displayorder of {bootmgr} is no list of GUIDs (REG_SZ, 2 bytes)");
    }

    @Test
    void refusesADirtyStoreAlsoWhenItsLogsCompleteIt() {
        StoreSnapshot clean = SampleStores.snapshot(SampleStores.empty(FirmwareKind.UEFI));

        for (HiveState state : List.of(HiveState.RECOVERED, HiveState.DIRTY)) {
            HiveInfo info = clean.hive().info();
            Hive dirty = new Hive(
                    new HiveInfo(info.minorVersion(), info.sequence(), info.lastWritten(), state, info.baseBlock()), clean.hive().root());
            StoreSnapshot snapshot = new StoreSnapshot("BCD", Fingerprint.of(Bytes.EMPTY), dirty, clean.store(), List.of());

            VhdEntryPlan plan = VhdEntryPlanner.plan(snapshot, request(Optional.of(DATA)), NEW);

            assertThat(plan.plan().isRefused()).isTrue();
            assertThat(plan.plan().findings()).extracting(Finding::rule).containsExactly("BCD-01");
        }
    }

    @Test
    void warnsWhenTheFirmwareIsOnlyGuessedAndRefusesWhenLoadersContradict() {
        BcdStore bare = SampleStores.empty(FirmwareKind.BIOS).without(WellKnown.MEMORY_TESTER);

        assertThat(plan(bare, request(Optional.of(DATA))).plan().findings()).extracting(Finding::severity).containsExactly(Severity.WARNING);

        BcdStore torn = bare.with(new BcdObject(GONE, ObjectType.OS_LOADER, List.of(Element.of(ElementType.PATH, new StringValue("\\a.efi")))))
                .with(new BcdObject(LOADER, ObjectType.OS_LOADER, List.of(Element.of(ElementType.PATH, new StringValue("\\a.exe")))));
        assertThat(plan(torn, request(Optional.of(DATA))).plan().isRefused()).isTrue();
    }

    @Test
    void refusesAModelThatIsNoInstalledWindows() {
        VhdEntryRequest request = new VhdEntryRequest(
                "W", Optional.of(DATA), PATH, Optional.of(WellKnown.MEMORY_TESTER), Optional.empty(), Optional.empty(),
                VhdEntryRequest.Placement.LAST, false);

        assertRefused(
                plan(SampleStores.empty(FirmwareKind.UEFI), request),
                "BCD-11",
                WellKnown.MEMORY_TESTER + " is no Windows boot loader entry, so settings cannot be taken from it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhds\\x.vhdx", "\\vhds\\", "\\a:b.vhdx", "\\a/b.vhdx", "\\a\u0001.vhdx", "\\what?.vhdx"})
    void refusesPathsThatNoFileOnTheHostCanHave(String path) {
        VhdEntryRequest request = new VhdEntryRequest(
                "W", Optional.of(DATA), path, Optional.empty(), Optional.empty(), Optional.empty(), VhdEntryRequest.Placement.LAST, false);

        VhdEntryPlan plan = plan(SampleStores.empty(FirmwareKind.UEFI), request);

        assertThat(plan.plan().isRefused()).isTrue();
        assertThat(plan.plan().findings()).extracting(Finding::rule).containsOnly("BCD-12");
    }

    private static VhdEntryRequest request(Optional<DeviceDescriptor> host) {
        return new VhdEntryRequest(
                "Windows 11 (VHD) ü", host, PATH, Optional.empty(), Optional.empty(), Optional.empty(), VhdEntryRequest.Placement.LAST, false);
    }

    private static VhdEntryPlan plan(BcdStore store, VhdEntryRequest request) {
        return VhdEntryPlanner.plan(SampleStores.snapshot(store), request, NEW);
    }

    private static BcdObject added(VhdEntryPlan plan) {
        return plan.plan().after().find(NEW).orElseThrow();
    }

    private static List<ObjectId> order(VhdEntryPlan plan) {
        return plan.plan().after().find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER);
    }

    private static DeviceDescriptor device(BcdObject object, ElementType type) {
        return ((DeviceValue) object.element(type).orElseThrow().value()).device();
    }

    private static void assertRefused(VhdEntryPlan plan, String rule, String message) {
        assertThat(plan.plan().isRefused()).isTrue();
        assertThat(plan.plan().changesNothing()).isTrue();
        assertThat(plan.plan().findings()).extracting(Finding::rule).containsExactly(rule);
        assertThat(plan.plan().findings().get(0).message()).isEqualTo(message);
    }
}
