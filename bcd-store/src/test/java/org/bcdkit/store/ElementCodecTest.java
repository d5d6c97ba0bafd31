package org.bcdkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ElementValue.UnknownValue;
import org.bcdkit.testing.DamagedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementCodecTest {

    private static final ElementType DEVICE = ElementType.DEVICE;
    private static final ElementType STRING = ElementType.DESCRIPTION;
    private static final ElementType OBJECT = ElementType.RESUME_OBJECT;
    private static final ElementType OBJECT_LIST = ElementType.DISPLAY_ORDER;
    private static final ElementType INTEGER = ElementType.TIMEOUT;
    private static final ElementType BOOLEAN = ElementType.DETECT_HAL;
    private static final ElementType INTEGER_LIST = ElementType.ALLOWED_IN_MEMORY_SETTINGS;

    private static final ObjectId ONE = ObjectId.of("01020304-0506-0708-090a-0b0c0d0e0f10");
    private static final ObjectId TWO = ObjectId.of("11121314-1516-1718-191a-1b1c1d1e1f20");
    private static final String ONE_TEXT = utf16("{01020304-0506-0708-090a-0b0c0d0e0f10}");
    private static final String TWO_TEXT = utf16("{11121314-1516-1718-191a-1b1c1d1e1f20}");
    private static final String NO_OPTIONS = "00".repeat(16);
    private static final String ONE_OPTIONS = "0403020106050807090a0b0c0d0e0f10";
    private static final String BOOT = "05000000000000004800000000000000" + "00".repeat(56);
    private static final String RAMDISK =
            "00000000010000008200000000000000" + "03000000" + "00".repeat(20) + "010000005a00000005000000" + BOOT + utf16("\\a") + "0000";

    /** What Windows writes for a value. */
    record Form(ElementType type, ElementValue value, ValueType registryType, String hex) {
        Element element() {
            return new Element(type, registryType, Bytes.ofHex(hex));
        }
    }

    static List<Form> forms() {
        return List.of(
                new Form(DEVICE, new DeviceValue(new BootDevice()), ValueType.BINARY, NO_OPTIONS + BOOT),
                new Form(
                        DEVICE,
                        new DeviceValue(new RamdiskDevice(new BootDevice(), "\\a", RamdiskDevice.NO_IMAGE), Optional.of(ONE)),
                        ValueType.BINARY,
                        ONE_OPTIONS + RAMDISK),
                new Form(STRING, new StringValue("größer ✓"), ValueType.SZ, "6700" + "7200" + "f600" + "df00" + "6500" + "7200" + "2000" + "1327" + "0000"),
                new Form(STRING, new StringValue("\ud800"), ValueType.SZ, "00d8" + "0000"),
                new Form(OBJECT, new ObjectValue(ONE), ValueType.SZ, ONE_TEXT + "0000"),
                new Form(OBJECT_LIST, new ObjectListValue(List.of()), ValueType.MULTI_SZ, "0000"),
                new Form(OBJECT_LIST, new ObjectListValue(List.of(ONE, TWO)), ValueType.MULTI_SZ, ONE_TEXT + "0000" + TWO_TEXT + "0000" + "0000"),
                new Form(INTEGER, new IntegerValue(30), ValueType.BINARY, "1e00000000000000"),
                new Form(INTEGER, new IntegerValue(-2), ValueType.BINARY, "feffffffffffffff"),
                new Form(BOOLEAN, new BooleanValue(true), ValueType.BINARY, "01"),
                new Form(BOOLEAN, new BooleanValue(false), ValueType.BINARY, "00"),
                new Form(INTEGER_LIST, new IntegerListValue(List.of(0x15000075L, -1L)), ValueType.BINARY, "7500001500000000" + "ffffffffffffffff"),
                new Form(new ElementType(0x1f000001), new UnknownValue(ValueType.DWORD, Bytes.ofHex("0102")), ValueType.DWORD, "0102"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsEachFormat(Form form) {
        assertThat(form.element().value()).isEqualTo(form.value());
        assertThat(form.value().format()).isEqualTo(form.type().format());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void writesEachFormatAsWindowsDoes(Form form) {
        assertThat(Element.of(form.type(), form.value())).isEqualTo(form.element());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsDamagedDataWithoutAnException(Form form) {
        DamagedBytes.Attempt attempt = bytes -> {
            Element element = new Element(form.type(), form.registryType(), Bytes.of(bytes));
            ElementValue value = element.value();
            if (value instanceof UnknownValue || value instanceof DeviceValue) {
                assertThat(Element.of(form.type(), value)).isEqualTo(element);
            }
        };
        byte[] whole = form.element().data().toArray();
        assertThat(DamagedBytes.everyTruncation(whole, attempt)).isZero();
        for (int mask : new int[] {0x01, 0x40, 0x80, 0xff}) {
            assertThat(DamagedBytes.everyFlip(whole, mask, attempt)).isZero();
        }
    }

    @Test
    void readsStringsToTheFirstNul() {
        reads(STRING, ValueType.SZ, utf16("Ramdisk Options") + "0000" + "2500", new StringValue("Ramdisk Options"));
        reads(STRING, ValueType.SZ, utf16("two") + "0000" + "0000", new StringValue("two"));
        reads(STRING, ValueType.SZ, utf16("none"), new StringValue("none"));
        reads(STRING, ValueType.SZ, utf16("half") + "41", new StringValue("half"));
        reads(STRING, ValueType.SZ, "0000", new StringValue(""));
        reads(STRING, ValueType.SZ, "", new StringValue(""));
    }

    @Test
    void readsIdentifiersInOtherSpellings() {
        reads(OBJECT, ValueType.SZ, ONE_TEXT, new ObjectValue(ONE));
        reads(OBJECT, ValueType.SZ, utf16("01020304-0506-0708-090A-0B0C0D0E0F10") + "0000" + "7700", new ObjectValue(ONE));
    }

    @Test
    void readsListsThatEndTooEarlyOrTooLate() {
        reads(OBJECT_LIST, ValueType.MULTI_SZ, "", new ObjectListValue(List.of()));
        reads(OBJECT_LIST, ValueType.MULTI_SZ, "0000" + "0000", new ObjectListValue(List.of()));
        reads(OBJECT_LIST, ValueType.MULTI_SZ, ONE_TEXT, new ObjectListValue(List.of(ONE)));
        reads(OBJECT_LIST, ValueType.MULTI_SZ, ONE_TEXT + "0000", new ObjectListValue(List.of(ONE)));
        reads(OBJECT_LIST, ValueType.MULTI_SZ, ONE_TEXT + "0000" + "0000" + TWO_TEXT + "0000" + "0000", new ObjectListValue(List.of(ONE)));
        reads(OBJECT_LIST, ValueType.MULTI_SZ, ONE_TEXT + "0000" + TWO_TEXT + "0000" + "0000" + "ff", new ObjectListValue(List.of(ONE, TWO)));
    }

    @Test
    void readsShortIntegers() {
        reads(INTEGER, ValueType.BINARY, "ff", new IntegerValue(255));
        reads(INTEGER, ValueType.BINARY, "00c201", new IntegerValue(115200));
        reads(INTEGER, ValueType.BINARY, "ffffffffffffff", new IntegerValue(0xff_ffff_ffff_ffffL));
    }

    @Test
    void everyByteButZeroIsTrue() {
        reads(BOOLEAN, ValueType.BINARY, "02", new BooleanValue(true));
    }

    private static void reads(ElementType type, ValueType registryType, String hex, ElementValue value) {
        assertThat(new Element(type, registryType, Bytes.ofHex(hex)).value()).isEqualTo(value);
    }

    @Test
    void keepsWhatDoesNotFitTheFormat() {
        keeps(DEVICE, ValueType.BINARY, "");
        keeps(DEVICE, ValueType.BINARY, NO_OPTIONS + "05000000");
        keeps(DEVICE, ValueType.BINARY, NO_OPTIONS + BOOT + "00");
        keeps(OBJECT, ValueType.SZ, utf16("{bootmgr}") + "0000");
        keeps(OBJECT, ValueType.SZ, "");
        keeps(OBJECT_LIST, ValueType.MULTI_SZ, utf16("{01020304-0506-0708-090a-0b0c0d0e0f1z}") + "0000" + "0000");
        keeps(INTEGER, ValueType.BINARY, "");
        keeps(INTEGER, ValueType.BINARY, "00".repeat(9));
        keeps(BOOLEAN, ValueType.BINARY, "");
        keeps(BOOLEAN, ValueType.BINARY, "0100");
        keeps(INTEGER_LIST, ValueType.BINARY, "");
        keeps(INTEGER_LIST, ValueType.BINARY, "00".repeat(12));
    }

    @Test
    void keepsWhatHasAnotherRegistryType() {
        keeps(DEVICE, ValueType.SZ, NO_OPTIONS + BOOT);
        keeps(STRING, ValueType.MULTI_SZ, utf16("text") + "0000");
        keeps(STRING, ValueType.EXPAND_SZ, utf16("text") + "0000");
        keeps(OBJECT, ValueType.MULTI_SZ, ONE_TEXT + "0000");
        keeps(OBJECT_LIST, ValueType.SZ, ONE_TEXT + "0000");
        keeps(INTEGER, ValueType.QWORD, "1e00000000000000");
        keeps(BOOLEAN, ValueType.DWORD, "01");
        keeps(INTEGER_LIST, ValueType.QWORD, "1e00000000000000");
    }

    private static void keeps(ElementType type, ValueType registryType, String hex) {
        Element element = new Element(type, registryType, Bytes.ofHex(hex));
        assertThat(element.value()).isEqualTo(new UnknownValue(registryType, Bytes.ofHex(hex)));
        assertThat(Element.of(type, element.value())).isEqualTo(element);
    }

    @Test
    void keepsDevicesWhoseFlagsContradictTheirOptions() {
        for (String hex : List.of(NO_OPTIONS + RAMDISK, ONE_OPTIONS + BOOT)) {
            Element element = new Element(DEVICE, ValueType.BINARY, Bytes.ofHex(hex));
            DeviceValue value = (DeviceValue) element.value();
            assertThat(value.device()).isEqualTo(new UnknownDevice(hex.endsWith(BOOT) ? 5 : 0, Bytes.ofHex(hex.substring(32))));
            assertThat(Element.of(DEVICE, value)).isEqualTo(element);
        }
    }

    @Test
    void refusesToWriteWhatABootManagerRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Element.of(STRING, new StringValue("")))
                .withMessage("boot managers refuse an empty string");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Element.of(STRING, new StringValue("a\0b")))
                .withMessage("a string with a NUL in it would be read only up to there");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Element.of(INTEGER_LIST, new IntegerListValue(List.of())))
                .withMessage("boot managers refuse an empty list of integers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Element.of(DEVICE, new DeviceValue(new BootDevice(), Optional.of(new ObjectId(new UUID(0, 0))))))
                .withMessage("the zero GUID in a device element means no options, so it cannot name any");
    }

    @Test
    void refusesToWriteAValueOfAnotherFormat() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Element.of(BOOLEAN, new IntegerValue(1)))
                .withMessage("0x26000010 holds boolean, not integer");
    }

    private static String utf16(String text) {
        StringBuilder hex = new StringBuilder();
        for (char c : text.toCharArray()) {
            hex.append("%02x%02x".formatted(c & 0xff, c >> 8));
        }
        return hex.toString();
    }
}
