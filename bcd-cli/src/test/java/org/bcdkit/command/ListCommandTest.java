package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.GONE;
import static org.bcdkit.command.SampleStore.WINDOWS_TEXT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bcdkit.cli.Bcd;
import org.bcdkit.store.WellKnown;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListCommandTest {

    private static final String ENTRY =
            """
            * {11111111-0000-11ef-8000-010203040506}  Windows 11
                device  %s
                path    \\Windows\\system32\\winload.efi
            """
                    .formatted(WINDOWS_TEXT);
    private static final String MENU = ENTRY + "* starts after 30 seconds unless another one is chosen.\n";

    @TempDir
    Path folder;

    @Test
    void listsTheEntriesOfTheMenu() throws IOException {
        assertThat(list(SampleStore.in(folder))).isEqualTo(new Bcd.Result(0, MENU, ""));
    }

    @Test
    void listsTheStoreOfTheMachineWhenNoneIsNamed() throws IOException {
        Bcd bcd = new Bcd();
        bcd.machine().systemStore(SampleStore.in(folder));
        assertThat(bcd.call("list")).isEqualTo(new Bcd.Result(0, MENU, ""));
        assertThat(Bcd.run("list"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: This machine has no boot store that can be read. Name one with --store FILE.\n"));
    }

    @Test
    void printsTheMenuAsJson() throws IOException {
        Path store = SampleStore.in(folder);
        assertThat(list(store, "--json"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        {
                          "schemaVersion": 1,
                          "store": "%s",
                          "timeout": 30,
                          "default": "{11111111-0000-11ef-8000-010203040506}",
                          "entries": [ {
                            "id": "{11111111-0000-11ef-8000-010203040506}",
                            "description": "Windows 11",
                            "kind": "osloader",
                            "device": {
                              "kind": "partition",
                              "style": "gpt",
                              "disk": "{a0000000-0000-4000-8000-000000000000}",
                              "partition": "{b0000000-0000-4000-8000-000000000003}"
                            },
                            "path": "\\\\Windows\\\\system32\\\\winload.efi",
                            "isDefault": true
                          } ]
                        }
                        """
                                .formatted(store),
                        ""));
    }

    @Test
    void leavesOutWhatDanglesAndSaysSo() throws IOException {
        Path store = SampleStore.write(folder.resolve("BCD"), SampleStore.dangling());
        assertThat(list(store))
                .isEqualTo(new Bcd.Result(0, MENU, "warning: The display order names " + GONE + ", which is not in this store.\n"));
        assertThat(list(store, "--quiet")).isEqualTo(new Bcd.Result(0, MENU, ""));
        assertThat(list(store, "--json").out()).doesNotContain(GONE.toString());
    }

    @Test
    void saysWhenTheDefaultEntryDangles() throws IOException {
        Path store = SampleStore.write(
                folder.resolve("BCD"), SampleStore.withBootManager(b -> b.with(Element.of(ElementType.DEFAULT, new ObjectValue(GONE)))));
        assertThat(list(store))
                .isEqualTo(new Bcd.Result(
                        0, ENTRY.replace('*', ' '), "warning: The default entry " + GONE + " is not in this store.\n"));
    }

    @Test
    void saysHowSoonTheDefaultStarts() throws IOException {
        assertThat(list(withTimeout("a", 0)).out()).isEqualTo(ENTRY + "* starts at once unless another one is chosen.\n");
        assertThat(list(withTimeout("b", 1)).out()).isEqualTo(ENTRY + "* starts after a second unless another one is chosen.\n");
        assertThat(list(withTimeout("c", -1)).out())
                .isEqualTo(ENTRY + "* starts after 18446744073709551615 seconds unless another one is chosen.\n");
        assertThat(list(folder.resolve("c"), "--json").out()).contains("\"timeout\": 18446744073709551615,\n");
        Path none = SampleStore.write(folder.resolve("none"), SampleStore.withBootManager(b -> b.without(ElementType.TIMEOUT)));
        assertThat(list(none).out()).isEqualTo(ENTRY);
        assertThat(list(none, "--json").out()).doesNotContain("timeout");
    }

    @Test
    void listsAnEmptyMenu() throws IOException {
        Path store = SampleStore.write(folder.resolve("BCD"), SampleStore.withBootManager(b -> b.without(ElementType.DISPLAY_ORDER)));
        assertThat(list(store)).isEqualTo(new Bcd.Result(0, "The boot menu is empty.\n", ""));
    }

    @Test
    void saysWhenThereIsNoBootManager() throws IOException {
        Path store = SampleStore.write(folder.resolve("BCD"), SampleStore.store().without(WellKnown.BOOT_MANAGER));
        String warning = "warning: There is no {bootmgr} object in this store, so it has no boot menu.\n";
        assertThat(list(store)).isEqualTo(new Bcd.Result(0, "The boot menu is empty.\n", warning));
        assertThat(list(store, "--json"))
                .isEqualTo(new Bcd.Result(0, "{\n  \"schemaVersion\": 1,\n  \"store\": \"" + store + "\",\n  \"entries\": [ ]\n}\n", warning));
    }

    @Test
    void listsAllObjectsByTheirTypes() throws IOException {
        Bcd.Result result = list(SampleStore.in(folder), "--all");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().filter(line -> line.startsWith("  {") || line.startsWith("* {")))
                .containsExactly(
                        "  {9dea862c-5cdd-4e70-acc1-f32b344d4795}  Windows Boot Manager",
                        "* {11111111-0000-11ef-8000-010203040506}  Windows 11",
                        "  {11111110-0000-11ef-8000-010203040506}  Windows Resume Application",
                        "  {b2721d73-1db4-4c62-bf78-c548a880142d}  Windows Memory Diagnostic",
                        "  {0ce4991b-e6b3-4b16-b23c-5e0d9250e5d9}  EMS Settings",
                        "  {4636856e-540f-4170-a130-a84776f4c654}  Debugger Settings",
                        "  {5189b25c-5558-4bf2-bca4-289b11bd29e2}  RAM Defects",
                        "  {7ea2e1ac-2e61-4728-aaa3-896d9d0a9f0e}  Global Settings",
                        "  {6efb52bf-1766-41db-a6b3-0ee5eff72bd7}  Boot Loader Settings",
                        "  {7ff607e0-4395-11db-b0de-0800200c9a66}  Hypervisor Settings",
                        "  {1afa9c49-16ab-4a5c-901b-212802da9460}  Resume Loader Settings");
        assertThat(list(folder.resolve("BCD"), "--all", "--json").out().split("\"id\"")).hasSize(12);
    }

    @Test
    void showsWhatATerminalWouldActOn() throws IOException {
        Element description = new Element(ElementType.DESCRIPTION, ValueType.SZ, Bytes.of(SampleStore.wide("a\u001b]0;b\u0007")));
        Path store = SampleStore.write(
                folder.resolve("BCD"),
                SampleStore.store().with(SampleStore.store().find(SampleStore.LOADER).orElseThrow().with(description)));
        assertThat(list(store).out()).contains("  a\\1b]0;b\\07\n").doesNotContain("\u001b");
    }

    @Test
    void readsADirtyStoreAndSaysSo() throws IOException {
        Path store = SampleStore.in(folder);
        SampleStore.soil(store);
        assertThat(list(store))
                .isEqualTo(new Bcd.Result(
                        0,
                        MENU,
                        "warning: " + store + " was not closed cleanly and no log beside it completes it; what is shown may be incomplete [BCD-01]\n"
                                + "  Put the BCD.LOG files that belong to it beside it.\n"));
    }

    @Test
    void refusesWhatIsNoStore() throws IOException {
        Path picture = Files.write(folder.resolve("picture"), "PNG\r\n".repeat(2000).getBytes());
        assertThat(list(picture))
                .isEqualTo(new Bcd.Result(4, "", "bcd: " + picture + ": base block at 0x0: signature is `PNG\\0d`, expected `regf`\n"));
        assertThat(list(folder))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + folder + " is a folder, not a boot store\nName the file in it, for instance EFI/Microsoft/Boot/BCD.\n"));
        assertThat(list(folder.resolve("none")))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + folder.resolve("none") + ": there is no such file.\n"));
        assertThat(Bcd.run("list", "--store", ""))
                .isEqualTo(new Bcd.Result(2, "", "bcd: --store needs the name of a file.\n\"bcd list --help\" shows what can be given.\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "vhdxfile|a VHDX",
        "conectix|a VHD"
    })
    void saysWhereTheStoreIsWhenAVirtualDiskIsNamed(String signature, String what) throws IOException {
        Path disk = Files.writeString(folder.resolve("disk"), signature + "\0".repeat(2000));
        assertThat(Calls.run(disk, "list"))
                .isEqualTo(new Bcd.Result(
                        4,
                        "",
                        "bcd: " + disk + ": boot store at 0x0: this is " + what + ", not a registry hive; name the store on its system partition,"
                                + " EFI\\Microsoft\\Boot\\BCD or Boot\\BCD, once that is mounted\n"));
    }

    @Test
    void saysWhereTheStoreIsWhenARawImageIsNamed() throws IOException {
        byte[] sector = new byte[512];
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        Path disk = Files.write(folder.resolve("disk"), sector);
        assertThat(Calls.run(disk, "list").err()).contains("this begins as a disk image does, with a boot sector, and is no registry hive");
    }

    @Test
    void saysHowADumpBecomesAStore() throws IOException {
        Path dump = Files.writeString(folder.resolve("dump.json"), "{}");
        assertThat(Calls.run(dump, "list"))
                .isEqualTo(new Bcd.Result(
                        4, "", "bcd: " + dump + ": boot store at 0x0: this is JSON, not a registry hive; `bcd load` makes a store of a dump\n"));
    }

    private Path withTimeout(String name, long seconds) throws IOException {
        return SampleStore.write(
                folder.resolve(name),
                SampleStore.withBootManager(b -> b.with(Element.of(ElementType.TIMEOUT, new IntegerValue(seconds)))));
    }

    private static Bcd.Result list(Path store, String... more) {
        return Bcd.run(Stream.concat(Stream.of("list", "--store", store.toString()), Stream.of(more)).toArray(String[]::new));
    }
}
