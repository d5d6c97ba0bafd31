package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.edit.SampleStores.DATA;
import static org.bcdkit.edit.SampleStores.ESP;
import static org.bcdkit.edit.SampleStores.LOADER;
import static org.bcdkit.edit.SampleStores.NEW;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.edit.VhdEntryRequest.Placement;
import org.bcdkit.plan.Finding;
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

class RamdiskEntryPlannerTest {

    private static final ObjectId OPTIONS = ObjectId.of("88888888-0000-11ef-8000-010203040506");
    private static final String WIM = "\\pe\\Ünï 測試.wim";
    private static final String SDI = "\\boot\\boot.sdi";

    private static RamdiskEntryRequest request(DeviceDescriptor host, String sdi) {
        return new RamdiskEntryRequest("Windows PE", host, WIM, sdi, Optional.empty(), Placement.LAST, false);
    }

    private static RamdiskEntryPlan plan(BcdStore store, RamdiskEntryRequest request) {
        return RamdiskEntryPlanner.plan(SampleStores.snapshot(store), request, NEW, OPTIONS);
    }

    private static BcdStore windows() {
        return SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);
    }

    @Test
    void addsALoaderAndTheOptionsOfItsRamDisk() {
        RamdiskEntryPlan plan = plan(windows(), request(DATA, SDI));

        BcdStore after = plan.plan().after();
        BcdObject entry = after.find(NEW).orElseThrow();
        DeviceValue device = new DeviceValue(new RamdiskDevice(DATA, WIM, RamdiskDevice.NO_IMAGE), Optional.of(WellKnown.RAMDISK_OPTIONS));
        assertThat(entry.element(ElementType.DEVICE).orElseThrow().value()).isEqualTo(device);
        assertThat(entry.element(ElementType.OS_DEVICE).orElseThrow().value()).isEqualTo(device);
        assertThat(entry.string(ElementType.PATH)).contains("\\windows\\system32\\boot\\winload.efi");
        assertThat(entry.string(ElementType.LOCALE)).contains("de-de");
        assertThat(entry.isSet(ElementType.WIN_PE)).isTrue();
        BcdObject options = after.find(WellKnown.RAMDISK_OPTIONS).orElseThrow();
        assertThat(options.is(ObjectType.DEVICE)).isTrue();
        assertThat(options.elements())
                .containsExactly(
                        Element.of(ElementType.DESCRIPTION, "Ramdisk Options"),
                        Element.of(RamdiskObjects.SDI_DEVICE, new DeviceValue(DATA)),
                        Element.of(RamdiskObjects.SDI_PATH, new StringValue(SDI)));
        assertThat(after.find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER)).containsExactly(LOADER, NEW);
        assertThat(plan.options()).isEqualTo(WellKnown.RAMDISK_OPTIONS);
        assertThat(plan.plan().findings()).isEmpty();
        assertThat(StoreCheck.check(SampleStores.snapshot(after))).isEmpty();
    }

    @Test
    void startsTheProgramForBios() {
        BcdStore store = SampleStores.windows(FirmwareKind.BIOS, WindowsGeneration.WINDOWS_10);
        BcdObject entry = plan(store, request(new BootDevice(), SDI)).plan().after().find(NEW).orElseThrow();
        assertThat(entry.string(ElementType.PATH)).contains("\\windows\\system32\\boot\\winload.exe");
        assertThat(entry.element(ElementType.ISOLATED_CONTEXT)).isEmpty();
    }

    @Test
    void changesNothingWhenTheEntryIsThere() {
        RamdiskEntryPlan first = plan(windows(), request(DATA, SDI));
        ObjectId another = ObjectId.of("77777777-0000-11ef-8000-010203040506");
        RamdiskEntryPlan second =
                RamdiskEntryPlanner.plan(SampleStores.snapshot(first.plan().after()), request(DATA, SDI), another, OPTIONS);
        assertThat(second.plan().changesNothing()).isTrue();
        assertThat(second.entry()).isEqualTo(NEW);
    }

    @Test
    void usesOptionsThatSayTheSameAndLeavesOthersAlone() {
        BcdObject known = RamdiskObjects.options(WellKnown.RAMDISK_OPTIONS, DATA, "\\BOOT\\boot.sdi");
        assertThat(plan(windows().with(known), request(DATA, SDI)).options()).isEqualTo(WellKnown.RAMDISK_OPTIONS);

        RamdiskEntryPlan other = plan(windows().with(known), request(ESP, SDI));
        assertThat(other.options()).isEqualTo(OPTIONS);
        assertThat(other.plan().after().find(WellKnown.RAMDISK_OPTIONS)).contains(known);
        assertThat(other.plan().after().find(OPTIONS)).contains(RamdiskObjects.options(OPTIONS, ESP, SDI));
    }

    @Test
    void placesTheEntryAsAsked() {
        RamdiskEntryRequest request = new RamdiskEntryRequest("Windows PE", DATA, WIM, SDI, Optional.empty(), Placement.FIRST, true);
        BcdStore after = plan(windows(), request).plan().after();
        assertThat(after.find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER)).containsExactly(NEW, LOADER);
        assertThat(after.defaultEntry()).contains(NEW);
    }

    @Test
    void refusesPathsThatNoFileHas() {
        RamdiskEntryRequest request = new RamdiskEntryRequest("Windows PE", DATA, "boot.wim", "\\boot\\", Optional.empty(), Placement.LAST, false);
        RamdiskEntryPlan plan = plan(windows(), request);
        assertThat(plan.plan().isRefused()).isTrue();
        assertThat(plan.plan().findings())
                .extracting(Finding::message)
                .containsExactly(
                        "the path boot.wim has to start with a backslash and name a file",
                        "the path \\boot\\ has to start with a backslash and name a file");
        assertThat(plan.plan().changesNothing()).isTrue();
    }

    @Test
    void aStoreForTheNetworkIsWhatMicrosoftsStepsMake() {
        NetworkStore network = new NetworkStore(FirmwareKind.BIOS, "PE", "\\Boot\\boot.wim", SDI, OptionalInt.of(1456), OptionalInt.of(8));
        BcdStore store = network.store(NEW);

        assertThat(network.findings()).isEmpty();
        assertThat(store.objects()).extracting(BcdObject::id).containsExactlyInAnyOrder(WellKnown.BOOT_MANAGER, WellKnown.RAMDISK_OPTIONS, NEW);
        BcdObject entry = store.find(NEW).orElseThrow();
        DeviceValue device =
                new DeviceValue(new RamdiskDevice(new BootDevice(), "\\Boot\\boot.wim", RamdiskDevice.NO_IMAGE), Optional.of(WellKnown.RAMDISK_OPTIONS));
        assertThat(entry.elements())
                .containsExactly(
                        Element.of(ElementType.DEVICE, device),
                        Element.of(ElementType.PATH, "\\windows\\system32\\boot\\winload.exe"),
                        Element.of(ElementType.DESCRIPTION, "PE"),
                        Element.of(ElementType.OS_DEVICE, device),
                        Element.of(ElementType.SYSTEM_ROOT, "\\windows"),
                        Element.of(ElementType.DETECT_HAL, true),
                        Element.of(ElementType.WIN_PE, true));
        BcdObject options = store.find(WellKnown.RAMDISK_OPTIONS).orElseThrow();
        assertThat(options.element(RamdiskObjects.SDI_DEVICE).orElseThrow().value()).isEqualTo(new DeviceValue(new BootDevice()));
        assertThat(options.element(new ElementType(0x35000007)).orElseThrow().value()).isEqualTo(new IntegerValue(1456));
        assertThat(options.element(new ElementType(0x35000008)).orElseThrow().value()).isEqualTo(new IntegerValue(8));
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow();
        assertThat(bootManager.element(ElementType.DISPLAY_ORDER).orElseThrow().value()).isEqualTo(new ObjectListValue(List.of(NEW)));
        assertThat(store.defaultEntry()).contains(NEW);
        assertThat(Firmware.of(store)).isEqualTo(new Firmware.Verdict(Optional.of(FirmwareKind.BIOS), false));
        assertThat(StoreCheck.check(SampleStores.snapshot(store))).isEmpty();
    }

    @Test
    void aStoreForTheNetworkNeedsPathsOnTheServer() {
        NetworkStore network = new NetworkStore(FirmwareKind.UEFI, "PE", "boot.wim", "\\a:b", OptionalInt.empty(), OptionalInt.empty());
        assertThat(network.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "the path boot.wim has to start with a backslash and name a file",
                        "the path \\a:b has a character that Windows does not allow in file names, at 2");
    }
}
