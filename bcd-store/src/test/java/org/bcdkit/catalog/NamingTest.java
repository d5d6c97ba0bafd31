package org.bcdkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

class NamingTest {

    private static final ObjectId WINDOWS = ObjectId.of("0fd8694a-e7fe-11f0-91cd-eabb9ab44a94");
    private static final ObjectId OTHER = ObjectId.of("0fd8694b-e7fe-11f0-91cd-eabb9ab44a94");
    private static final PartitionId GPT = new PartitionId.Gpt(new UUID(1, 2), new UUID(3, 4));
    private static final PartitionId MBR = new PartitionId.Mbr(0x63f07796, 0x15f00000);
    private static final Map<Character, PartitionId> LETTERS = Map.of('C', MBR);
    private static final Naming WITHOUT_V = Naming.bcdedit(storeThatStarts(WINDOWS), LETTERS);
    private static final Naming WITH_V = Naming.bcdeditInFull(LETTERS);
    private static final int BY_PATH = ElementType.PATH.code();
    private static final int BY_SYSTEM_ROOT = ElementType.SYSTEM_ROOT.code();

    private static BcdStore storeThatStarts(ObjectId entry) {
        Element element = Element.of(ElementType.DEFAULT, new ObjectValue(entry));
        return new BcdStore(List.of(), List.of(new BcdObject(WellKnown.BOOT_MANAGER, ObjectType.BOOT_MANAGER, List.of(element))));
    }

    private static List<String> lines(ElementType type, ElementValue value, Naming naming) {
        return ElementText.lines(Element.of(type, value), Optional.of(ObjectType.OS_LOADER), naming);
    }

    @Test
    void theDefaultEntryHasANameInBcdeditsListings() {
        assertThat(WITHOUT_V.of(WINDOWS)).isEqualTo("{default}");
        assertThat(WITHOUT_V.of(OTHER)).isEqualTo("{0fd8694b-e7fe-11f0-91cd-eabb9ab44a94}");
        assertThat(WITH_V.of(WINDOWS)).isEqualTo("{0fd8694a-e7fe-11f0-91cd-eabb9ab44a94}");
        assertThat(Naming.IDENTITIES.of(WINDOWS)).isEqualTo("{0fd8694a-e7fe-11f0-91cd-eabb9ab44a94}");
    }

    @Test
    void aFixedAliasGoesBeforeTheNameOfTheDefaultEntry() {
        assertThat(Naming.bcdedit(storeThatStarts(WellKnown.LEGACY_LOADER), LETTERS).of(WellKnown.LEGACY_LOADER)).isEqualTo("{ntldr}");
    }

    @Test
    void nothingIsTheDefaultEntryOfAStoreThatNamesNone() {
        BcdStore empty = new BcdStore(List.of(), List.of());

        assertThat(empty.defaultEntry()).isEmpty();
        assertThat(Naming.bcdedit(empty, LETTERS).of(WINDOWS)).isEqualTo(WINDOWS.toString());
    }

    @Test
    void listsNameObjectsTheSameWay() {
        ElementValue list = new ObjectListValue(List.of(WINDOWS, WellKnown.BAD_MEMORY));

        assertThat(lines(ElementType.INHERIT, list, WITHOUT_V)).containsExactly("{default}", "{badmemory}");
        assertThat(lines(ElementType.INHERIT, list, WITH_V)).containsExactly(WINDOWS.toString(), "{5189b25c-5558-4bf2-bca4-289b11bd29e2}");
        assertThat(lines(ElementType.INHERIT, list, Naming.IDENTITIES)).containsExactly(WINDOWS.toString(), "{badmemory}");
    }

    @Test
    void partitionsWithALetterAreNamedByIt() {
        assertThat(WITHOUT_V.of(MBR)).isEqualTo("C:");
        assertThat(WITH_V.of(MBR)).isEqualTo("C:");
        assertThat(Naming.IDENTITIES.of(MBR)).isEqualTo("mbr:0x63f07796,368050176");
        assertThat(WITHOUT_V.of(GPT))
                .isEqualTo("gpt:{00000000-0000-0001-0000-000000000002},{00000000-0000-0003-0000-000000000004}");
        assertThat(Naming.bcdeditInFull(Map.of('E', MBR, 'D', MBR)).of(MBR)).isEqualTo("D:");
    }

    @Test
    void devicesAreOnDriveLetters() {
        DeviceDescriptor c = new PartitionDevice(MBR);
        DeviceDescriptor image = new RamdiskDevice(c, "\\boot.wim", RamdiskDevice.NO_IMAGE);
        DeviceValue ramdisk = new DeviceValue(image, Optional.of(WellKnown.RAMDISK_OPTIONS));

        assertThat(lines(ElementType.DEVICE, new DeviceValue(c), WITHOUT_V)).containsExactly("partition=C:");
        assertThat(lines(ElementType.DEVICE, ramdisk, WITHOUT_V)).containsExactly("ramdisk=[C:]\\boot.wim,{ramdiskoptions}");
        assertThat(lines(ElementType.DEVICE, ramdisk, WITH_V)).containsExactly("ramdisk=[C:]\\boot.wim,{ae5534e0-a924-466c-b836-758539a3ee3a}");
    }

    @Test
    void aPartitionInAVirtualDiskHasNoLetter() {
        DeviceDescriptor inside = new PartitionDevice(MBR, Optional.of(new FileDevice(new PartitionDevice(MBR), "\\w.vhdx")));

        assertThat(lines(ElementType.DEVICE, new DeviceValue(inside), WITHOUT_V))
                .containsExactly("partition=mbr:0x63f07796,368050176,vhd=[C:]\\w.vhdx");
    }

    @Test
    void whatLocatesAVirtualDiskIsAlwaysSaidInFull() {
        DeviceValue byPath = new DeviceValue(DeviceDescriptor.vhd(new PartitionDevice(MBR), "\\w.vhdx", BY_PATH));
        DeviceValue byRoot = new DeviceValue(DeviceDescriptor.vhd(new PartitionDevice(MBR), "\\w.vhdx", BY_SYSTEM_ROOT));

        assertThat(lines(ElementType.DEVICE, byPath, WITHOUT_V)).containsExactly("vhd=[C:]\\w.vhdx");
        assertThat(lines(ElementType.DEVICE, byPath, WITH_V)).containsExactly("vhd=[C:]\\w.vhdx,locate=custom:12000002");
        assertThat(lines(ElementType.OS_DEVICE, byRoot, WITHOUT_V)).containsExactly("vhd=[C:]\\w.vhdx");
        assertThat(lines(ElementType.OS_DEVICE, byRoot, WITH_V)).containsExactly("vhd=[C:]\\w.vhdx,locate=custom:22000002");
        assertThat(lines(ElementType.OS_DEVICE, byPath, WITHOUT_V)).containsExactly("vhd=[C:]\\w.vhdx,locate=custom:12000002");
    }
}
