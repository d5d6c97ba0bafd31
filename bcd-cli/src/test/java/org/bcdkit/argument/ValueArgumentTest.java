package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bcdkit.argument.Values.IN_BOOT_MANAGER;
import static org.bcdkit.argument.Values.IN_LOADER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ElementDefinition;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.layout.Printable;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
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

class ValueArgumentTest {

    private static final Optional<ObjectType> IN_SETTINGS = Optional.of(ObjectType.INHERIT_ANY);
    private static final ObjectId SOME = ObjectId.of("0fd8694a-e7fe-11f0-91cd-eabb9ab44a94");

    @Test
    void booleansHaveFourWordsEach() {
        for (String yes : List.of("on", "Yes", "TRUE", "1")) {
            assertThat(Values.parse("detecthal", IN_LOADER, yes)).as(yes).isEqualTo(new BooleanValue(true));
        }
        for (String no : List.of("OFF", "no", "False", "0")) {
            assertThat(Values.parse("detecthal", IN_LOADER, no)).as(no).isEqualTo(new BooleanValue(false));
        }
        assertRefused("detecthal", "maybe", "detecthal: \"maybe\" is neither yes nor no; write on, yes, true or 1, or off, no, false or 0.");
    }

    @Test
    void integersUseAllOf64Bits() {
        assertThat(integer("numproc", "0")).isZero();
        assertThat(integer("numproc", "007")).isEqualTo(7);
        assertThat(integer("numproc", "18446744073709551615")).isEqualTo(-1);
        assertThat(integer("numproc", "0xffffFFFFffffffff")).isEqualTo(-1);
        assertThat(integer("truncatememory", "0X10000000")).isEqualTo(0x10000000);
        assertThat(integer("truncatememory", "0x00000000000000000001")).isEqualTo(1);
    }

    @Test
    void refusesNumbersThatAreTooLargeOrNone() {
        for (String large : List.of("18446744073709551616", "0x10000000000000000", "99999999999999999999999")) {
            assertRefused(
                    "numproc", large, "numproc: \"" + large + "\" is more than 18446744073709551615, the largest number that an element can hold.");
        }
        for (String none : List.of("two", "", "-1", "+1", "0x", "0xg", "1 2", "٣", "1.5", "ff")) {
            assertRefused("numproc", none, "numproc: \"" + none + "\" is no number; write it in decimal, or in hexadecimal after 0x.");
        }
    }

    @Test
    void enumerationsHaveNamesAndNumbers() {
        assertThat(integer("nx", "AlwaysOn")).isEqualTo(3);
        assertThat(integer("NX", "optout")).isEqualTo(1);
        assertThat(integer("nx", "2")).isEqualTo(2);
        assertThat(integer("nx", "0x77")).isEqualTo(0x77);
        assertRefused(
                "nx",
                "AlwaysOf",
                "nx: \"AlwaysOf\" is no value of it; write OptIn, OptOut, AlwaysOff or AlwaysOn, or a number. Did you mean AlwaysOff or AlwaysOn?");
    }

    @Test
    void aNameThatIsANumberIsTakenForAName() {
        assertThat(integer("debugtype", "1394")).isEqualTo(1);
        assertThat(integer("debugtype", "0x572")).isEqualTo(1394);
        assertThat(integer("displayrotation", "90")).isEqualTo(1);
        assertThat(integer("displayrotation", "1")).isEqualTo(1);
    }

    @Test
    void addressesOfHostsAreNumbersOrFourNumbers() {
        assertThat(integer("hostip", "198.51.100.1")).isEqualTo(0xc6336401L);
        assertThat(integer("hostip", "255.255.255.255")).isEqualTo(0xffffffffL);
        assertThat(integer("hostip", "3325256705")).isEqualTo(0xc6336401L);
        assertThat(integer("hostip", "0xc6336401")).isEqualTo(0xc6336401L);
        for (String none : List.of("1.2.3", "1.2.3.4.5", "256.1.1.1", "1..2.3", "1.2.3.", ".1.2.3", "1.2.3.-4", "01.2.3.4", "1.2.3.4 ", "host")) {
            assertRefused(
                    "hostip",
                    none,
                    "hostip: \"" + none + "\" is no address; write four numbers up to 255 with dots between them, for instance 192.168.1.10.");
        }
        assertRefused("port", "1.2.3.4", "port: \"1.2.3.4\" is no number; write it in decimal, or in hexadecimal after 0x.");
    }

    @Test
    void integerListsAreSeveralWordsOrOne() {
        IntegerListValue pages = new IntegerListValue(List.of(0xffe38L, 4111L, -1L));

        assertThat(Values.parse("badmemorylist", IN_SETTINGS, "0xffe38", "4111", "0xffffffffffffffff")).isEqualTo(pages);
        assertThat(Values.parse("badmemorylist", IN_SETTINGS, "0xffe38 4111,0xffffffffffffffff")).isEqualTo(pages);
        assertThat(Values.parse("badmemorylist", IN_SETTINGS, "0xffe38,", " 4111", "0xffffffffffffffff ")).isEqualTo(pages);
        assertThat(Values.parse("custom:47000005", IN_LOADER, "301989892", "3")).isEqualTo(new IntegerListValue(List.of(0x12000004L, 3L)));
        assertThatThrownBy(() -> Values.parse("badmemorylist", IN_SETTINGS, " , "))
                .isInstanceOf(UsageException.class)
                .hasMessage("badmemorylist needs at least one value.");
        assertThatThrownBy(() -> Values.parse("badmemorylist", IN_SETTINGS, "1", "x"))
                .isInstanceOf(UsageException.class)
                .hasMessage("badmemorylist: \"x\" is no number; write it in decimal, or in hexadecimal after 0x.");
    }

    @Test
    void stringsAreTakenInAnyScript() {
        for (String text : List.of("Windows – mein Büro 测试", " ", "\ud83d\ude00 \"x\" \\0d", "שלום")) {
            assertThat(Values.parse("description", IN_LOADER, text)).isEqualTo(new StringValue(text));
        }
        assertRefused(
                "description",
                "",
                "description: boot managers refuse an empty text. An element that is not wanted is removed, not emptied.");
        assertRefused(
                "description",
                "a\u001b[2Jb",
                "description: the text \"a\\1b[2Jb\" has a control character in it, which no boot screen can show.");
        assertThatThrownBy(() -> Values.parse("description", IN_LOADER, "a\u0000b")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Values.parse("description", IN_LOADER, "a\u0085b")).isInstanceOf(UsageException.class);
    }

    @Test
    void severalWordsAreNoString() {
        assertThatThrownBy(() -> Values.parse("description", IN_LOADER, "Windows", "11"))
                .isInstanceOf(UsageException.class)
                .hasMessage("description takes one value, and 2 are given. If they are one, put it in quotes: \"Windows 11\".");
        assertThatThrownBy(() -> Values.parse("nx", IN_LOADER)).isInstanceOf(UsageException.class).hasMessage("nx needs a value.");
    }

    @Test
    void objectsAreNamedByAliasOrGuid() {
        assertThat(Values.parse("resumeobject", IN_LOADER, SOME.toString())).isEqualTo(new ObjectValue(SOME));
        assertThat(Values.parse("default", IN_BOOT_MANAGER, "{MemDiag}")).isEqualTo(new ObjectValue(WellKnown.MEMORY_TESTER));
        assertThat(Values.parse("default", IN_BOOT_MANAGER, "{default}")).isEqualTo(new ObjectValue(Values.LOADER));
        assertThat(Values.parse("displayorder", IN_BOOT_MANAGER, "{current}", "{memdiag}", SOME.toString()))
                .isEqualTo(new ObjectListValue(List.of(Values.LOADER, WellKnown.MEMORY_TESTER, SOME)));
        assertThat(Values.parse("inherit", IN_LOADER, "{globalsettings},{badmemory}"))
                .isEqualTo(new ObjectListValue(List.of(WellKnown.GLOBAL_SETTINGS, WellKnown.BAD_MEMORY)));
        assertThatThrownBy(() -> Values.parse("displayorder", IN_BOOT_MANAGER))
                .isInstanceOf(UsageException.class)
                .hasMessage("displayorder needs at least one value.");
        assertThatThrownBy(() -> Values.parse("displayorder", IN_BOOT_MANAGER, "{memdiag}", "{memdia}"))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"{memdia}\" is no identifier: neither a GUID such as {9dea862c-5cdd-4e70-acc1-f32b344d4795} nor an alias such as {bootmgr}."
                        + " Did you mean {memdiag}?");
    }

    @Test
    void devicesAreOneWord() {
        assertThat(Values.parse("device", IN_LOADER, "boot")).isEqualTo(new DeviceValue(new BootDevice()));
        assertThatThrownBy(() -> Values.parse("device", IN_LOADER, "vhd=[boot]\\my", "disk.vhd"))
                .isInstanceOf(UsageException.class)
                .hasMessage("device takes one value, and 2 are given. If they are one, put it in quotes: \"vhd=[boot]\\my disk.vhd\".");
    }

    /** Whatever is printed for a value is taken for that value, in known elements and in others. */
    @Test
    void everyTextIsReadBack() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<ElementDefinition> known = ElementCatalog.all();
        List<ObjectType> types = List.of(ObjectType.OS_LOADER, ObjectType.BOOT_MANAGER, ObjectType.RESUME, ObjectType.MEMORY_TESTER, ObjectType.DEVICE);
        for (int i = 0; i < 20_000; i++) {
            ElementType type = random.nextInt(4) == 0
                    ? new ElementType((1 + random.nextInt(5)) << 28 | (2 + random.nextInt(6)) << 24 | random.nextInt(1 << 24))
                    : known.get(random.nextInt(known.size())).type();
            Optional<ObjectType> in = random.nextInt(9) == 0 ? Optional.empty() : Optional.of(types.get(random.nextInt(types.size())));
            ElementValue value = value(type, random);

            assertThat(Values.readBack(type, in, value)).as("seed " + seed + ": " + type + " in " + in).isEqualTo(value);
        }
    }

    private static ElementValue value(ElementType type, Random random) {
        return switch (type.format()) {
            case DEVICE -> RandomDevices.value(random);
            case STRING -> new StringValue(text(random));
            case OBJECT -> new ObjectValue(id(random));
            case OBJECT_LIST -> new ObjectListValue(List.of(id(random), id(random)));
            case INTEGER -> new IntegerValue(number(random));
            case BOOLEAN -> new BooleanValue(random.nextBoolean());
            case INTEGER_LIST -> new IntegerListValue(List.of(number(random), number(random)));
            case UNKNOWN -> throw new AssertionError(type);
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() == 0 || random.nextInt(6) != 0) {
            char c = (char) (random.nextBoolean() ? random.nextInt(0x10000) : ' ' + random.nextInt(95));
            if (Printable.of(String.valueOf(c)).length() == 1) { // and so shown as it is
                text.append(c);
            }
        }
        return text.toString();
    }

    private static long number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(10);
            case 1 -> random.nextInt(2000);
            case 2 -> random.nextInt() & 0xffffffffL;
            default -> random.nextLong();
        };
    }

    private static ObjectId id(Random random) {
        List<ObjectId> known = new ArrayList<>(List.of(WellKnown.BOOT_MANAGER, WellKnown.LEGACY_LOADER, WellKnown.DEBUGGER_SETTINGS));
        known.add(new ObjectId(new UUID(random.nextLong(), random.nextLong())));
        return known.get(random.nextInt(known.size()));
    }

    private static long integer(String name, String word) {
        return ((IntegerValue) Values.parse(name, IN_LOADER, word)).value();
    }

    private static void assertRefused(String name, String word, String message) {
        assertThatThrownBy(() -> Values.parse(name, IN_LOADER, word)).as(word).isInstanceOf(UsageException.class).hasMessage(message);
    }
}
