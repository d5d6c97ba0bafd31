package org.bcdkit.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.edit.WindowsGeneration;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.BcdStoreWriter;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

/** {@link StoreSync} and {@link FirmwareSync}. */
class SyncTest {

    private static final String STORE = "BCD";
    private static final PartitionDevice ESP = new PartitionDevice(new PartitionId.Gpt(UUID.fromString("a0000000-0000-4000-8000-000000000000"), Entries.PARTITION));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T09:00:00Z"), ZoneOffset.UTC);

    private final FakeVariables variables = FakeVariables.with(
            Entries.variable(0, Entries.WINDOWS),
            Entries.variable(1, Entries.DEBIAN),
            Entries.variable(4, Entries.SETUP),
            Entries.order(1, 0),
            Entries.number("BootNext", 0),
            Entries.number("Timeout", 2));
    private BcdStore store = new StoreTemplate(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11, "en-us").store(ESP);

    private StorePlan toStore() throws IOException {
        StoreSnapshot snapshot = new StoreSnapshot(STORE, Fingerprint.of(Bytes.EMPTY), BcdStoreWriter.create(store, 0), store, List.of());
        return StoreSync.plan(snapshot, variables.boot(), KnownPartitions.NONE, CLOCK, new Random(1));
    }

    private FirmwarePlan toFirmware() throws IOException {
        return FirmwareSync.plan(STORE, store, variables.boot());
    }

    private BcdObject application(String title) {
        return store.objects().stream()
                .filter(o -> o.is(ObjectType.FIRMWARE_APPLICATION) && o.string(ElementType.DESCRIPTION).equals(Optional.of(title)))
                .findFirst()
                .orElseThrow();
    }

    private BcdObject manager() {
        return store.find(WellKnown.FIRMWARE_BOOT_MANAGER).orElseThrow();
    }

    private void setOrder(ObjectId... ids) {
        store = store.with(manager().with(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(ids)))));
    }

    @Test
    void takesWhatTheFirmwareHasIntoAStoreThatKnowsNothing() throws IOException {
        StorePlan plan = toStore();
        assertThat(plan.intent()).isEqualTo("Take the firmware entries of NVRAM into BCD");
        assertThat(plan.findings())
                .extracting(Finding::message)
                .containsExactly("Boot0001 \"debian\" starts from " + Entries.ESP + ", which is on no disk that can be read here, so its object gets no device");
        store = plan.after();
        BcdObject debian = application("debian");
        assertThat(debian.string(ElementType.PATH)).contains("\\EFI\\debian\\shimx64.efi");
        assertThat(debian.firmwareVariable()).contains(WindowsEntry.of(1, Entries.DEBIAN).toBytes());
        assertThat(application("Setup").string(ElementType.PATH)).isEmpty();
        assertThat(store.find(WellKnown.BOOT_MANAGER).orElseThrow().firmwareVariable()).contains(WindowsEntry.of(0, Entries.WINDOWS).toBytes());
        assertThat(manager().is(ObjectType.FIRMWARE_BOOT_MANAGER)).isTrue();
        assertThat(manager().ids(ElementType.DISPLAY_ORDER)).containsExactly(debian.id(), WellKnown.BOOT_MANAGER);
        assertThat(manager().ids(ElementType.BOOT_SEQUENCE)).containsExactly(WellKnown.BOOT_MANAGER);
        assertThat(manager().element(ElementType.TIMEOUT).orElseThrow().value()).isEqualTo(new IntegerValue(2));
        assertThat(toStore().changesNothing()).isTrue();
        assertThat(toFirmware().changes()).isEmpty();
    }

    @Test
    void keepsTheObjectOfAnEntryThatGotAnotherNumber() throws IOException {
        store = toStore().after();
        ObjectId debian = application("debian").id();
        variables.all.remove("Boot0001");
        variables.all.put("Boot0007", Entries.variable(7, Entries.DEBIAN));
        variables.all.put("BootOrder", Entries.order(0, 7));
        store = toStore().after();
        assertThat(application("debian").id()).isEqualTo(debian);
        assertThat(application("debian").firmwareVariable()).contains(WindowsEntry.of(7, Entries.DEBIAN).toBytes());
        assertThat(manager().ids(ElementType.DISPLAY_ORDER)).containsExactly(WellKnown.BOOT_MANAGER, debian);
    }

    @Test
    void keepsTheDeviceOfAnEntryThatOnlyGotAnotherTitle() throws IOException {
        store = toStore().after();
        store = store.with(application("debian").with(Element.of(ElementType.DEVICE, new DeviceValue(ESP))));
        ObjectId debian = application("debian").id();
        variables.all.put("Boot0001", Entries.variable(1, LoadOption.ofFile("Debian 13", Entries.ESP, "\\EFI\\debian\\shimx64.efi", Bytes.EMPTY)));
        store = toStore().after();
        assertThat(application("Debian 13").id()).isEqualTo(debian);
        assertThat(application("Debian 13").element(ElementType.DEVICE)).isPresent();
        HardDrive elsewhere = new HardDrive(3, 0x800, 0x14000, new HardDrive.Signature.Mbr(5));
        variables.all.put("Boot0001", Entries.variable(1, LoadOption.ofFile("Debian 13", elsewhere, "\\EFI\\debian\\shimx64.efi", Bytes.EMPTY)));
        store = toStore().after();
        assertThat(application("Debian 13").id()).isEqualTo(debian);
        assertThat(application("Debian 13").element(ElementType.DEVICE)).isEmpty();
    }

    @Test
    void dropsWhatTheFirmwareHasNotAnyMore() throws IOException {
        store = toStore().after();
        variables.all.keySet().removeAll(List.of("Boot0000", "Boot0001", "BootNext"));
        variables.all.put("BootOrder", Entries.order());
        store = toStore().after();
        assertThat(store.objects()).filteredOn(o -> o.is(ObjectType.FIRMWARE_APPLICATION)).hasSize(1);
        assertThat(store.find(WellKnown.BOOT_MANAGER).orElseThrow().firmwareVariable()).isEmpty();
        assertThat(manager().element(ElementType.DISPLAY_ORDER)).isEmpty();
        assertThat(manager().element(ElementType.BOOT_SEQUENCE)).isEmpty();
    }

    @Test
    void keepsWhatIsKnownOfAnEntryThatCannotBeRead() throws IOException {
        store = toStore().after();
        ObjectId debian = application("debian").id();
        variables.all.put("Boot0001", new EfiVariable("Boot0001", 7, Bytes.EMPTY));
        store = toStore().after();
        assertThat(application("debian").id()).isEqualTo(debian);
    }

    @Test
    void givesASecondEntryForTheBootManagerAnObjectOfItsOwn() throws IOException {
        variables.all.put("Boot0005", Entries.variable(5, Entries.WINDOWS));
        store = toStore().after();
        assertThat(application("Windows Boot Manager").firmwareVariable()).contains(WindowsEntry.of(5, Entries.WINDOWS).toBytes());
        assertThat(toStore().changesNothing()).isTrue();
    }

    @Test
    void saysThatAnEntryIsForAnotherStore() throws IOException {
        ObjectId other = ObjectId.of("11111111-0000-11ef-8000-010203040506");
        variables.all.put("Boot0005", Entries.variable(5, LoadOption.ofFile("Other", Entries.ESP, "\\x.efi", WindowsOptions.of(other).toBytes())));
        assertThat(toStore().findings()).extracting(Finding::message).contains("Boot0005 \"Other\" is for the object " + other + " of another store");
        assertThat(toStore().after().objects()).filteredOn(o -> o.is(ObjectType.FIRMWARE_APPLICATION)).hasSize(3);
    }

    @Test
    void makesAValueAnewThatCannotBeRead() throws IOException {
        store = store.with(store.find(WellKnown.BOOT_MANAGER).orElseThrow().withFirmwareVariable(Optional.of(Bytes.ofHex("01000000"))));
        StorePlan plan = toStore();
        assertThat(plan.findings()).extracting(Finding::message).contains("FirmwareVariable of " + WellKnown.BOOT_MANAGER
                + ": EFI_BOOT_ENTRY at 0x0: it takes 28 bytes and only 4 are there");
        assertThat(plan.after().find(WellKnown.BOOT_MANAGER).orElseThrow().firmwareVariable()).contains(WindowsEntry.of(0, Entries.WINDOWS).toBytes());
    }

    @Test
    void givesTheFirmwareTheOrderOfTheStore() throws IOException {
        store = toStore().after();
        setOrder(WellKnown.BOOT_MANAGER);
        variables.apply(toFirmware());
        assertThat(variables.boot().order()).containsExactly(0, 1);
        setOrder(application("Setup").id(), application("debian").id());
        variables.apply(toFirmware());
        assertThat(variables.boot().order()).containsExactly(4, 1, 0);
    }

    @Test
    void givesTheFirmwareBackWhatItLost() throws IOException {
        store = toStore().after();
        variables.all.keySet().removeAll(List.of("Boot0000", "Boot0001", "BootNext", "Timeout"));
        variables.all.put("Boot0001", Entries.variable(1, Entries.SETUP));
        variables.all.put("Boot0004", Entries.variable(4, LoadOption.ofFile("other", Entries.ESP, "\\x.efi", Bytes.EMPTY)));
        variables.all.put("BootOrder", Entries.order(4));
        variables.apply(toFirmware());
        // Its old number is taken by now.
        assertThat(variables.all.get("Boot0002").data()).isEqualTo(Entries.DEBIAN.toBytes());
        assertThat(variables.all.get("Boot0000").data()).isEqualTo(Entries.WINDOWS.toBytes());
        BootVariables read = variables.boot();
        assertThat(read.order()).containsExactly(2, 0, 4);
        assertThat(read.next()).contains(0);
        assertThat(read.timeout()).contains(2);
        assertThat(toFirmware().changes()).isEmpty();
    }

    @Test
    void saysWhatTheFirmwareCannotBeGiven() throws IOException {
        assertThat(toFirmware().findings())
                .extracting(Finding::message)
                .containsExactly("BCD has no {fwbootmgr} object, so it does not say what the firmware shall have");
        store = toStore().after();
        ObjectId gone = ObjectId.of("33333333-0000-11ef-8000-010203040506");
        setOrder(gone, WellKnown.BOOT_MANAGER);
        assertThat(toFirmware().findings())
                .extracting(Finding::message)
                .containsExactly("{fwbootmgr} names " + gone + ", which has no FirmwareVariable to make a firmware entry from");
        assertThat(toFirmware().steps()).extracting(VariableChange::name).containsExactly("BootOrder");
    }

    @Test
    void makesNothingOutOfNothing() throws IOException {
        variables.all.clear();
        assertThat(toStore().changesNothing()).isTrue();
    }
}
