package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.LOADER;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.cli.Bcd;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code set}, {@code unset} and {@code timeout}. {@link EveryElementTest} has each element. */
class ElementCommandsTest extends OnSampleStore {

    private static final String MAP_C = "C=gpt:" + SampleStore.DISK + ",{b0000000-0000-4000-8000-000000000004}";

    @Test
    void setsAnElementAndShowsWhatItWas() throws IOException {
        Bcd.Result result = Calls.run(store, "set", "{default}", "nx", "alwayson");
        assertThat(value(LOADER, "0x25000020")).contains(new IntegerValue(3));
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("Set nx of " + LOADER + " \"Windows 11\"\n  ~ " + LOADER + " nx OptIn → AlwaysOn\n0 to add, 1 to change, 0 to delete.\n")
                .endsWith("To go back: bcd undo --store " + store + "\n");
    }

    @Test
    void writesNothingInADryRun() {
        assertThat(Calls.run(store, "set", "{default}", "numproc", "2", "--dry-run").out())
                .contains("  + " + LOADER + " numproc 2\n")
                .endsWith("Nothing was written (--dry-run).\n");
        assertThat(store).hasBinaryContent(first);
    }

    @Test
    void setsADeviceOnADriveThatIsMapped() throws IOException {
        assertThat(Calls.run(store, "set", "{default}", "osdevice", "vhd=[C:]\\vhds\\a b.vhdx", "--map", MAP_C).code()).isZero();
        assertThat(value(LOADER, "0x21000001"))
                .contains(new DeviceValue(DeviceDescriptor.vhd(new PartitionDevice(SampleStore.DATA), "\\vhds\\a b.vhdx", 0x22000002)));
    }

    @Test
    void saysWhatToDoWhenADriveIsNotMapped() {
        Bcd.Result result = Calls.run(store, "set", "{default}", "device", "partition=C:");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("C").contains("--map C=");
        assertThat(store).hasBinaryContent(first);
    }

    @Test
    void takesTheDefaultEntryForTheCurrentOneAndSaysSo() throws IOException {
        Bcd.Result result = Calls.run(store, "set", "{current}", "testsigning", "on");
        assertThat(value(LOADER, "0x16000049")).contains(new BooleanValue(true));
        assertThat(result.err()).contains("{current}").contains(LOADER.toString());
    }

    @Test
    void takesAValueThatStartsWithADashBehindTwo() throws IOException {
        assertThat(Bcd.run("set", "--store", store.toString(), "{default}", "loadoptions", "--", "-DDEBUG").code()).isZero();
        assertThat(value(LOADER, "0x12000030")).contains(new StringValue("-DDEBUG"));
    }

    @Test
    void changesListsInPlace() throws IOException {
        assertThat(Calls.run(store, "set", "{bootmgr}", "displayorder", "{memdiag}", "--first").code()).isZero();
        assertThat(object(WellKnown.BOOT_MANAGER).ids(ElementType.DISPLAY_ORDER)).containsExactly(WellKnown.MEMORY_TESTER, LOADER);
        assertThat(Calls.run(store, "set", "{bootmgr}", "displayorder", "{memdiag}", "--remove").code()).isZero();
        assertThat(object(WellKnown.BOOT_MANAGER).ids(ElementType.DISPLAY_ORDER)).containsExactly(LOADER);
        assertThat(Calls.run(store, "set", "{default}", "nx", "OptIn", "--first").err())
                .startsWith("bcd: nx is no list of objects, so nothing can be put into it or taken out of it.\n");
    }

    @Test
    void warnsOfAReferenceToWhatIsNotThere() {
        Bcd.Result result = Calls.run(store, "set", "{default}", "inherit", "{resumeloadersettings}", "{kerneldbgsettings}");
        assertThat(result.code()).isZero();
        assertThat(result.err())
                .isEqualTo("warning: " + LOADER + " inherit names {kerneldbgsettings}, which is not in the store [BCD-07]\n"
                        + "  Boot managers skip it; remove the reference.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{default}|nosuchelement|1|2",
        "{default}|displayorder|{memdiag}|2",
        "{default}|detecthal|maybe|2",
        "{default}|numproc|two|2",
        "{default}|nx|Always|2",
        "{default}|device|vhd=nonsense|2",
        "{default}|resumeobject|{nonsense}|2",
        "{nonsense}|nx|OptIn|3",
        "Windows 12|nx|OptIn|3"
    })
    void changesNothingWhenTheValueIsNone(String object, String element, String value, int code) {
        Bcd.Result result = Calls.run(store, "set", object, element, value);
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("bcd: ").containsAnyOf(element, value, object);
        assertThat(store).hasBinaryContent(first);
        assertThat(folder.toFile().list()).containsExactly("BCD");
    }

    @Test
    void removesAnElement() throws IOException {
        assertThat(Calls.run(store, "unset", "{default}", "nx").out()).contains("  - " + LOADER + " nx OptIn\n");
        assertThat(value(LOADER, "0x25000020")).isEmpty();
        assertThat(Calls.run(store, "unset", "{default}", "nx")).isEqualTo(new Bcd.Result(0, "Nothing to do: " + LOADER + " has no nx.\n", ""));
    }

    @Test
    void setsHowLongTheMenuWaits() throws IOException {
        assertThat(Calls.run(store, "timeout", "7").code()).isZero();
        assertThat(value(WellKnown.BOOT_MANAGER, "0x25000004")).contains(new IntegerValue(7));
        assertThat(Calls.run(store, "timeout", "7")).isEqualTo(new Bcd.Result(0, "Nothing to do: the boot menu waits that long already.\n", ""));
        assertThat(Calls.run(store, "timeout", "soon").code()).isEqualTo(2);
    }

    private Optional<ElementValue> value(ObjectId id, String type) throws IOException {
        List<Element> found = object(id).elements().stream().filter(e -> e.type().toString().equals(type)).toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).value());
    }
}
