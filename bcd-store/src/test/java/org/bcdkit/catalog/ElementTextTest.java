package org.bcdkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ElementValue.UnknownValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

class ElementTextTest {

    private static final ObjectId SOME = ObjectId.of("0fd8694a-e7fe-11f0-91cd-eabb9ab44a94");
    private static final ElementType CUSTOM_ACTIONS = new ElementType(0x27000030);
    private static final ElementType BAD_MEMORY_LIST = new ElementType(0x1700000a);

    private static List<String> inLoader(ElementType type, ElementValue value) {
        return ElementText.lines(type, value, Optional.of(ObjectType.OS_LOADER));
    }

    private static List<String> inBootManager(ElementType type, ElementValue value) {
        return ElementText.lines(type, value, Optional.of(ObjectType.BOOT_MANAGER));
    }

    private static List<String> inSettings(int type, long value) {
        return ElementText.lines(new ElementType(type), new IntegerValue(value), Optional.of(ObjectType.INHERIT_ANY));
    }

    @Test
    void anElementIsShownByWhatItsDataMeans() {
        Optional<ObjectType> loader = Optional.of(ObjectType.OS_LOADER);

        assertThat(ElementText.lines(Element.of(ElementType.NX, new IntegerValue(1)), loader)).containsExactly("OptOut");
        assertThat(ElementText.lines(new Element(ElementType.NX, ValueType.BINARY, Bytes.ofHex("02")), loader)).containsExactly("AlwaysOff");
        assertThat(ElementText.lines(new Element(ElementType.NX, ValueType.BINARY, Bytes.ofHex("010000000000000000")), loader))
                .containsExactly("010000000000000000");
    }

    @Test
    void stringsAreShownAsTheyAre() {
        assertThat(inLoader(ElementType.DESCRIPTION, new StringValue("Windows 11 – ü 測試"))).containsExactly("Windows 11 – ü 測試");
        assertThat(inLoader(ElementType.DESCRIPTION, new StringValue(""))).containsExactly("");
    }

    @Test
    void stringsCannotBreakLinesOrReachTheTerminal() {
        assertThat(inLoader(ElementType.DESCRIPTION, new StringValue("Windows\r\n\u001b[2J11"))).containsExactly("Windows\\0d\\0a\\1b[2J11");
    }

    @Test
    void objectsAreShownByTheirAlias() {
        assertThat(inLoader(ElementType.RESUME_OBJECT, new ObjectValue(SOME))).containsExactly("{0fd8694a-e7fe-11f0-91cd-eabb9ab44a94}");
        assertThat(inBootManager(ElementType.DEFAULT, new ObjectValue(WellKnown.LEGACY_LOADER))).containsExactly("{ntldr}");
    }

    @Test
    void objectListsHaveALineForEach() {
        ElementValue list = new ObjectListValue(List.of(WellKnown.DEBUGGER_SETTINGS, SOME, WellKnown.BAD_MEMORY));

        assertThat(inLoader(ElementType.INHERIT, list)).containsExactly("{dbgsettings}", "{0fd8694a-e7fe-11f0-91cd-eabb9ab44a94}", "{badmemory}");
        assertThat(inLoader(ElementType.INHERIT, new ObjectListValue(List.of()))).isEmpty();
    }

    @Test
    void booleansAreYesOrNo() {
        assertThat(inLoader(ElementType.DETECT_HAL, new BooleanValue(true))).containsExactly("Yes");
        assertThat(inLoader(ElementType.DETECT_HAL, new BooleanValue(false))).containsExactly("No");
    }

    @Test
    void integersAreDecimalAndUnsigned() {
        assertThat(inBootManager(ElementType.TIMEOUT, new IntegerValue(30))).containsExactly("30");
        assertThat(inBootManager(ElementType.TIMEOUT, new IntegerValue(-1))).containsExactly("18446744073709551615");
    }

    @Test
    void enumerationsAreShownByName() {
        assertThat(inLoader(ElementType.NX, new IntegerValue(0))).containsExactly("OptIn");
        assertThat(inLoader(ElementType.NX, new IntegerValue(3))).containsExactly("AlwaysOn");
        assertThat(inLoader(ElementType.NX, new IntegerValue(4))).containsExactly("4");
        assertThat(inLoader(ElementType.NX, new IntegerValue(-1))).containsExactly("18446744073709551615");
    }

    @Test
    void aNumberThatAnotherNumberIsCalledIsHexadecimal() {
        assertThat(inSettings(0x15000011, 1)).containsExactly("1394");
        assertThat(inSettings(0x15000011, 1394)).containsExactly("0x572");
        assertThat(inSettings(0x15000080, 1)).containsExactly("90");
        assertThat(inSettings(0x15000080, 90)).containsExactly("0x5a");
    }

    @Test
    void whatANumberMeansDependsOnTheObject() {
        ElementType type = new ElementType(0x25000004);
        IntegerValue value = new IntegerValue(1);

        assertThat(inBootManager(type, value)).containsExactly("1");
        assertThat(ElementText.lines(type, value, Optional.of(ObjectType.MEMORY_TESTER))).containsExactly("Mats");
        assertThat(ElementText.lines(type, value, Optional.empty())).containsExactly("1");
    }

    @Test
    void theNetworkDebuggerIsCalledAsInListings() {
        assertThat(inLoader(new ElementType(0x250000f3), new IntegerValue(3))).containsExactly("NET");
        assertThat(inSettings(0x15000011, 3)).containsExactly("NET");
    }

    @Test
    void memorySizesAreHexadecimal() {
        assertThat(inSettings(0x15000007, 0x100000000L)).containsExactly("0x100000000");
        assertThat(inSettings(0x1500000e, 0x1000)).containsExactly("0x1000");
    }

    @Test
    void addressesOfHostsAreShownAsSuch() {
        assertThat(inSettings(0x1500001a, 0xc6336401L)).containsExactly("198.51.100.1");
        assertThat(inSettings(0x1500001a, 0xffffffffL)).containsExactly("255.255.255.255");
        assertThat(inSettings(0x1500001a, 0x100000000L)).containsExactly("4294967296");
    }

    @Test
    void listsOfElementsAndPagesAreHexadecimal() {
        assertThat(inLoader(ElementType.ALLOWED_IN_MEMORY_SETTINGS, new IntegerListValue(List.of(0x15000075L, 0x17000077L))))
                .containsExactly("0x15000075", "0x17000077");
        assertThat(inBootManager(CUSTOM_ACTIONS, new IntegerListValue(List.of(0x1000085000001L, 0x5400000fL))))
                .containsExactly("0x1000085000001", "0x5400000f");
        assertThat(ElementText.lines(BAD_MEMORY_LIST, new IntegerListValue(List.of(0xffe38L, 0x100fL)), Optional.of(ObjectType.INHERIT_ANY)))
                .containsExactly("0xffe38", "0x100f");
    }

    @Test
    void listsThatBcdeditCannotNameAreDecimal() {
        assertThat(inLoader(new ElementType(0x47000005), new IntegerListValue(List.of(0x12000004L, 3L)))).containsExactly("301989892", "3");
        assertThat(inLoader(new ElementType(0x57000001), new IntegerListValue(List.of(-1L)))).containsExactly("18446744073709551615");
        assertThat(inLoader(new ElementType(0x47000005), new IntegerListValue(List.of()))).isEmpty();
    }

    @Test
    void unknownDataIsHexadecimal() {
        assertThat(inLoader(ElementType.NX, new UnknownValue(ValueType.SZ, Bytes.ofHex("30000000")))).containsExactly("30000000");
    }

    @Test
    void devicesAreShownWithTheirOptions() {
        DeviceDescriptor image = new RamdiskDevice(new BootDevice(), "\\sources\\boot.wim", RamdiskDevice.NO_IMAGE);

        assertThat(inLoader(ElementType.DEVICE, new DeviceValue(image, Optional.of(WellKnown.RAMDISK_OPTIONS))))
                .containsExactly("ramdisk=[boot]\\sources\\boot.wim,{ramdiskoptions}");
        assertThat(inLoader(ElementType.DEVICE, new DeviceValue(image, Optional.of(WellKnown.MEDIA_RAMDISK_OPTIONS))))
                .containsExactly("ramdisk=[boot]\\sources\\boot.wim,{7619dcc8-fafe-11d9-b411-000476eba25f}");
        assertThat(inLoader(ElementType.DEVICE, new DeviceValue(image))).containsExactly("ramdisk=[boot]\\sources\\boot.wim");
    }

    @Test
    void theLocatingElementOfAVirtualDiskIsSaidWhenItIsNotTheUsualOne() {
        DeviceValue byPath = new DeviceValue(DeviceDescriptor.vhd(new BootDevice(), "\\w.vhdx", ElementType.PATH.code()));
        DeviceValue byRoot = new DeviceValue(DeviceDescriptor.vhd(new BootDevice(), "\\w.vhdx", ElementType.SYSTEM_ROOT.code()));

        assertThat(inLoader(ElementType.DEVICE, byPath)).containsExactly("vhd=[boot]\\w.vhdx");
        assertThat(inLoader(ElementType.DEVICE, byRoot)).containsExactly("vhd=[boot]\\w.vhdx,locate=custom:22000002");
        assertThat(inLoader(ElementType.OS_DEVICE, byRoot)).containsExactly("vhd=[boot]\\w.vhdx");
        assertThat(inLoader(ElementType.OS_DEVICE, byPath)).containsExactly("vhd=[boot]\\w.vhdx,locate=custom:12000002");
    }
}
