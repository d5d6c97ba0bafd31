package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.DATA;
import static org.bcdkit.command.SampleStore.LOADER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bcdkit.cli.Bcd;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.edit.WindowsGeneration;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entry that is made. What it is made from is in {@link AddVhdHostTest}, what stands against it in {@link AddVhdRefusalTest}. */
class AddVhdCommandTest {

    private static final String GPT = "gpt:{A0000000-0000-4000-8000-000000000000},b0000000-0000-4000-8000-000000000004";
    private static final String COPY = "BCD\\.20261124-101500-123\\.[0-9a-f]{8}\\.bak";
    private static final String ID = "\\{(?!11111111)[0-9a-f]{8}-[0-9a-f]{4}-11[0-9a-f]{2}-[0-9a-f-]{17}\\}";
    private static final String WARNING =
            """
            warning: the path \\Windows 11 – ü.vhdx has characters outside of ASCII, which the boot manager may compare in another way than Windows [HST-10]
              Rename the image and its folders, so that they have letters from A to Z only.
            """;

    @TempDir
    Path folder;

    private final Bcd bcd = new Bcd();
    private Path store;
    private Path image;

    @BeforeEach
    void makeFiles() throws IOException {
        store = SampleStore.in(folder);
        image = SampleImage.vhdx(folder.resolve("Windows 11 – ü.vhdx"));
        bcd.machine().volume(folder, DATA);
    }

    @Test
    void addsAnEntryForAnImageOnThisMachine() throws IOException {
        byte[] old = Files.readAllBytes(store);

        // The time decides on the new identifier, and with it on the order of the preview.
        bcd.at(Instant.parse("2026-11-24T10:15:00.123Z"));
        Bcd.Result result = add("--page-file", "none");

        assertThat(result.with(COPY, "COPY").with(ID, "{NEW}"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        Add "Windows 11 – ü" to the boot menu
                          ~ {bootmgr} displayorder  {11111111-0000-11ef-8000-010203040506} → {11111111-0000-11ef-8000-010203040506}, {NEW}
                          + {NEW} Windows Boot Loader "Windows 11 – ü"
                            + device                  vhd=[gpt:{a0000000-0000-4000-8000-000000000000},{b0000000-0000-4000-8000-000000000004}]\\Windows 11 – ü.vhdx
                            + path                    \\Windows\\system32\\winload.efi
                            + description             Windows 11 – ü
                            + locale                  en-us
                            + inherit                 {bootloadersettings}
                            + isolatedcontext         Yes
                            + allowedinmemorysettings 0x15000075
                            + osdevice                vhd=[gpt:{a0000000-0000-4000-8000-000000000000},{b0000000-0000-4000-8000-000000000004}]\\Windows 11 – ü.vhdx
                            + systemroot              \\Windows
                            + nx                      OptIn
                            + bootmenupolicy          Standard
                            + detecthal               Yes
                        1 to add, 1 to change, 0 to delete.
                        Starting it takes 58 MiB for the image to grow; the host volume has 1000 GiB free.
                        This image should boot here, with 1 warning.
                        The old store is kept as %s/COPY.
                        To go back: bcd undo --store %s
                        """
                                .formatted(folder, store),
                        WARNING));
        ObjectId added = order().get(1);
        assertThat(order()).hasSize(2).startsWith(LOADER);
        assertThat(result.out()).contains("  + " + added + " Windows Boot Loader");
        assertThat(device(added)).isEqualTo(DeviceDescriptor.vhd(new PartitionDevice(DATA), "\\Windows 11 – ü.vhdx", 0x12000002));
        assertThat(Calls.run(store, "undo").code()).isZero();
        assertThat(store).hasBinaryContent(old);
    }

    @Test
    void changesNothingTheSecondTime() throws IOException {
        add();
        byte[] once = Files.readAllBytes(store);
        ObjectId added = order().get(1);

        assertThat(add())
                .extracting(Bcd.Result::code, Bcd.Result::out)
                .containsExactly(0, "Nothing to do: " + added + " \"Windows 11 – ü\" starts this image already and is in the menu.\n");
        JsonNode json = json("--page-file", "none");
        assertThat(json.get("changed").asBoolean()).isFalse();
        assertThat(json.get("entry").asText()).isEqualTo(added.toString());
        assertThat(json.get("changes")).isEmpty();
        assertThat(json.has("backup")).isFalse();
        assertThat(store).hasBinaryContent(once);
    }

    @Test
    void reportsAsJson() throws IOException {
        JsonNode json = json("--page-file", "none");

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("schemaVersion", "changed", "entry", "device", "findings", "changes", "backup");
        assertThat(json.get("changed").asBoolean()).isTrue();
        assertThat(json.get("entry").asText()).isEqualTo(order().get(1).toString());
        assertThat(json.get("device").toString())
                .isEqualTo("{\"kind\":\"vhd\",\"parent\":{\"kind\":\"partition\",\"style\":\"gpt\",\"disk\":\"{a0000000-0000-4000-8000-000000000000}\","
                        + "\"partition\":\"{b0000000-0000-4000-8000-000000000004}\"},\"path\":\"\\\\Windows 11 – ü.vhdx\",\"locate\":\"0x12000002\"}");
        assertThat(json.get("findings").get(0).toString())
                .isEqualTo("{\"rule\":\"HST-10\",\"severity\":\"warning\",\"message\":\"the path \\\\Windows 11 – ü.vhdx has characters outside of ASCII, which the"
                        + " boot manager may compare in another way than Windows\",\"remedy\":\"Rename the image and its folders, so that they have letters from"
                        + " A to Z only.\"}");
        assertThat(json.get("changes")).hasSize(14);
        assertThat(Path.of(json.get("backup").asText())).exists().hasParent(folder);
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        byte[] old = Files.readAllBytes(store);
        assertThat(add("--dry-run").out()).endsWith("; the host volume has 1000 GiB free.\nThis image should boot here, with 1 warning.\nNothing was written (--dry-run).\n");
        JsonNode json = json("--dry-run");
        assertThat(json.get("changed").asBoolean()).isTrue();
        assertThat(json.get("dryRun").asBoolean()).isTrue();
        assertThat(json.has("backup")).isFalse();
        assertThat(store).hasBinaryContent(old);
        assertThat(Calls.run(store, "history").out()).startsWith("No copies are kept");
    }

    @Test
    void placesTheEntryWhereItIsAskedTo() throws IOException {
        add("--name", "Last", "--last");
        add("--name", "First", "--first", "--default");
        assertThat(order()).extracting(id -> read().find(id).orElseThrow().string(ElementType.DESCRIPTION).orElseThrow())
                .containsExactly("First", "Windows 11", "Last");
        assertThat(read().find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DEFAULT)).containsExactly(order().get(0));
    }

    @Test
    void takesHostAndPathAsTheyAreSaid() throws IOException {
        Map<String, DeviceDescriptor> hosts = Map.of(
                GPT, DeviceDescriptor.vhd(new PartitionDevice(DATA), "\\v\\x.vhdx", 0x12000002),
                "mbr:0x63f07796,368050176",
                        DeviceDescriptor.vhd(new PartitionDevice(new PartitionId.Mbr(0x63f07796, 368050176)), "\\v\\x.vhdx", 0x12000002),
                "boot", DeviceDescriptor.vhd(new BootDevice(), "\\v\\x.vhdx", 0x12000002),
                "locate", DeviceDescriptor.vhdLocated("\\v\\x.vhdx", 0x12000002));
        for (Map.Entry<String, DeviceDescriptor> host : hosts.entrySet()) {
            Bcd.Result result = add("--host", host.getKey(), "--path", "\\v\\x.vhdx", "--name", host.getKey());
            assertThat(result.code()).as(result.err()).isZero();
            ObjectId added = order().get(order().size() - 1);
            assertThat(device(added)).as(host.getKey()).isEqualTo(host.getValue());
        }
    }

    @Test
    void takesSettingsFromTheEntryThatIsNamed() throws IOException {
        BcdObject model = SampleStore.store().find(LOADER).orElseThrow().with(Element.of(ElementType.NX, new IntegerValue(2)));
        store = SampleStore.write(folder.resolve("B"), SampleStore.withBootManager(b -> b.without(ElementType.DEFAULT)).with(model));
        for (String name : List.of("Windows 11", LOADER.toString())) {
            add("--like", name, "--name", "like " + name);
            BcdObject added = read().find(order().get(order().size() - 1)).orElseThrow();
            assertThat(added.element(ElementType.NX).orElseThrow().value()).isEqualTo(new IntegerValue(2));
        }
    }

    @Test
    void writesForTheFirmwareThatIsAskedFor() throws IOException {
        assertThat(add("--name", "usual").code()).isZero();
        assertThat(add("--name", "other", "--firmware", "bios").code()).isZero();
        assertThat(order()).extracting(id -> read().find(id).orElseThrow().string(ElementType.PATH).orElseThrow())
                .containsExactly("\\Windows\\system32\\winload.efi", "\\Windows\\system32\\winload.efi", "\\Windows\\system32\\winload.exe");
        store = SampleStore.write(
                folder.resolve("bios"), new StoreTemplate(FirmwareKind.BIOS, WindowsGeneration.WINDOWS_10, "en-us").store(new BootDevice()));
        assertThat(add().code()).isZero();
        assertThat(read().find(order().get(0)).orElseThrow().string(ElementType.PATH)).contains("\\Windows\\system32\\winload.exe");
    }

    @Test
    void takesVhdFilesToo() throws IOException {
        image = SampleImage.vhd(folder.resolve("seven.vhd"));
        assertThat(add("--quiet", "--page-file", "none").code()).isZero();
        assertThat(device(order().get(1))).isEqualTo(DeviceDescriptor.vhd(new PartitionDevice(DATA), "\\seven.vhd", 0x12000002));
    }

    @Test
    void printsPassedRulesOnlyWhenMoreIsAskedFor() {
        assertThat(add("--dry-run", "--verbose", "--page-file", "none").err().lines())
                .contains(
                        "ok: the image was closed cleanly [IMG-05]",
                        "ok: the disk in the image is a basic disk [PRT-03]",
                        "ok: the host volume has 1000 GiB free, and the image grows by 58 MiB [SPC-01]");
        assertThat(add("--dry-run", "--quiet").err()).isEmpty();
    }

    private Bcd.Result add(String... more) {
        String[] words = new String[3 + more.length];
        System.arraycopy(new String[] {"add", "vhd", image.toString()}, 0, words, 0, 3);
        System.arraycopy(more, 0, words, 3, more.length);
        return bcd.call(Calls.on(store, words));
    }

    private JsonNode json(String... more) throws IOException {
        String[] words = Arrays.copyOf(more, more.length + 1);
        words[more.length] = "--json";
        Bcd.Result result = add(words);
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }

    private BcdStore read() {
        try {
            return new StoreFile(store, Clock.systemUTC()).read().store();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ObjectId> order() {
        return read().find(WellKnown.BOOT_MANAGER).orElseThrow().ids(ElementType.DISPLAY_ORDER);
    }

    private DeviceDescriptor device(ObjectId entry) {
        return ((DeviceValue) read().find(entry).orElseThrow().element(ElementType.DEVICE).orElseThrow().value()).device();
    }
}
