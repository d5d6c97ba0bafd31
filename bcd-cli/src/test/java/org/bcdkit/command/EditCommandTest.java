package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.LOADER;
import static org.bcdkit.command.SampleStore.MORNING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.cli.Bcd;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditCommandTest extends OnEditedStore {

    private static final Pattern ID = Pattern.compile("\\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}}");

    @Test
    void setsAnElement() throws IOException {
        succeeds("/set", "{default}", "nx", "AlwaysOn");
        assertThat(object(LOADER).element(ElementType.NX)).contains(Element.of(ElementType.NX, new IntegerValue(3)));
        succeeds("-SET", LOADER.toString(), "NX", "0x1");
        assertThat(object(LOADER).element(ElementType.NX)).contains(Element.of(ElementType.NX, new IntegerValue(1)));
    }

    @Test
    void succeedsWithoutWritingWhatIsSoAlready() throws IOException {
        succeeds("/timeout", "30");
        assertThat(Files.readAllBytes(store)).isEqualTo(first);
    }

    @Test
    void takesTheDefaultEntryForTheCurrentOneAndSaysSo() throws IOException {
        assertThat(edit("/set", "testsigning", "on")).isEqualTo(new Bcd.Result(0, SUCCESS, CURRENT_NOTE));
        ElementType testSigning = new ElementType(0x16000049);
        assertThat(object(LOADER).element(testSigning)).contains(Element.of(testSigning, new BooleanValue(true)));
        assertThat(edit("/deletevalue", "testsigning")).isEqualTo(new Bcd.Result(0, SUCCESS, CURRENT_NOTE));
        assertThat(object(LOADER).element(testSigning)).isEmpty();
    }

    @Test
    void setsADeviceByADriveLetter() throws IOException {
        Bcd bcd = new Bcd().at(MORNING);
        String data = "gpt:" + SampleStore.DISK + ",{b0000000-0000-4000-8000-000000000004}";
        assertThat(edit(bcd, "/set", "{default}", "device", "partition=d:", "--map", "D=" + data)).isEqualTo(new Bcd.Result(0, SUCCESS, ""));
        assertThat(edit(bcd, "--map", "D=" + data, "/enum", "{default}").out()).contains("\ndevice                  partition=D:\n");
        assertThat(edit(bcd, "/enum", "{default}").out()).contains("\ndevice                  partition=" + data + "\n");
    }

    @Test
    void changesListsOfIdentifiers() throws IOException {
        succeeds("/displayorder", "{memdiag}", "/addfirst");
        assertThat(object(WellKnown.BOOT_MANAGER).ids(ElementType.DISPLAY_ORDER)).containsExactly(WellKnown.MEMORY_TESTER, LOADER);
        succeeds("/set", "{bootmgr}", "displayorder", "{memdiag}", "/addlast");
        assertThat(object(WellKnown.BOOT_MANAGER).ids(ElementType.DISPLAY_ORDER)).containsExactly(LOADER, WellKnown.MEMORY_TESTER);
        succeeds("/bootsequence", "{memdiag}", "{default}");
        assertThat(object(WellKnown.BOOT_MANAGER).ids(ElementType.BOOT_SEQUENCE)).containsExactly(WellKnown.MEMORY_TESTER, LOADER);
        succeeds("/toolsdisplayorder", "{memdiag}", "/remove");
        assertThat(object(WellKnown.BOOT_MANAGER).element(ElementType.TOOLS_DISPLAY_ORDER)).isEmpty();
    }

    @Test
    void takesWhatIsNotThereOutOfAList() throws IOException {
        SampleStore.write(Files.createDirectory(folder.resolve("dangling")).resolve("BCD"), SampleStore.dangling());
        store = folder.resolve("dangling").resolve("BCD");
        succeeds("/displayorder", SampleStore.GONE.toString(), "/remove");
        assertThat(object(WellKnown.BOOT_MANAGER).ids(ElementType.DISPLAY_ORDER)).containsExactly(LOADER);
    }

    @Test
    void setsWhatStartsAndWhen() throws IOException {
        succeeds("/default", "{memdiag}");
        assertThat(object(WellKnown.BOOT_MANAGER).ids(ElementType.DEFAULT)).containsExactly(WellKnown.MEMORY_TESTER);
        succeeds("/timeout", "5");
        assertThat(object(WellKnown.BOOT_MANAGER).element(ElementType.TIMEOUT)).contains(Element.of(ElementType.TIMEOUT, new IntegerValue(5)));
    }

    @ParameterizedTest
    @CsvSource({"/bootdebug, 16000010", "/bootems, 16000020", "/debug, 260000a0", "/ems, 260000b0", "/event, 26000141"})
    void switches(String verb, String element) throws IOException {
        ElementType type = new ElementType(Integer.parseUnsignedInt(element, 16));
        succeeds(verb, "{default}", "on");
        assertThat(object(LOADER).element(type)).contains(Element.of(type, new BooleanValue(true)));
        assertThat(edit(verb, "off")).isEqualTo(new Bcd.Result(0, SUCCESS, CURRENT_NOTE));
        assertThat(object(LOADER).element(type)).contains(Element.of(type, new BooleanValue(false)));
    }

    @Test
    void copiesAndDeletesAnEntry() throws IOException {
        Bcd.Result copied = edit("/copy", "{default}", "/d", "Ein Büro");
        ObjectId copy = id(copied.out());
        assertThat(copied).isEqualTo(new Bcd.Result(0, "The entry was successfully copied to " + copy + ".\n", ""));
        assertThat(object(copy)).isEqualTo(new BcdObject(copy, ObjectType.OS_LOADER, object(LOADER).elements())
                .with(Element.of(ElementType.DESCRIPTION, new StringValue("Ein Büro"))));
        assertThat(object(WellKnown.BOOT_MANAGER).ids(ElementType.DISPLAY_ORDER)).containsExactly(LOADER, copy);
        succeeds("/delete", copy.toString(), "/cleanup");
        assertThat(read()).isEqualTo(SampleStore.store());
    }

    @Test
    void leavesReferencesWhenAskedTo() throws IOException {
        ObjectId copy = id(edit("/mirror", "{default}").out());
        assertThat(object(copy).elements()).isEqualTo(object(LOADER).elements());
        succeeds("/delete", copy.toString(), "/nocleanup");
        assertThat(object(WellKnown.BOOT_MANAGER).element(ElementType.DISPLAY_ORDER))
                .contains(Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(LOADER, copy))));
    }

    @Test
    void deletesAWellKnownEntryOnlyByForce() throws IOException {
        fails(
                "The delete command specified is not valid.\n" + ASSISTANCE + INCORRECT
                        + "bcd: {memdiag} is an entry that Windows expects in a store; /f deletes it all the same.\n",
                "/delete",
                "{memdiag}");
        Bcd.Result deleted = edit("/delete", "{memdiag}", "/f");
        assertThat(deleted.code()).isZero();
        assertThat(deleted.out()).isEqualTo(SUCCESS);
        assertThat(read().find(WellKnown.MEMORY_TESTER)).isEmpty();
    }

    @Test
    void createsEntries() throws IOException {
        Bcd.Result made = edit("/create", "/d", "WinPE", "/application", "osloader");
        ObjectId entry = id(made.out());
        assertThat(made).isEqualTo(new Bcd.Result(0, "The entry " + entry + " was successfully created.\n", ""));
        assertThat(object(entry))
                .isEqualTo(new BcdObject(entry, ObjectType.OS_LOADER, List.of(Element.of(ElementType.DESCRIPTION, new StringValue("WinPE")))));
        assertThat(object(WellKnown.BOOT_MANAGER).ids(ElementType.DISPLAY_ORDER)).containsExactly(LOADER);
    }

    @Test
    void createsWellKnownEntriesUnderTheirNames() throws IOException {
        assertThat(edit("/create", "{ntldr}", "/d", "Windows XP")).isEqualTo(new Bcd.Result(0, "The entry {ntldr} was successfully created.\n", ""));
        assertThat(object(WellKnown.LEGACY_LOADER).type()).contains(ObjectType.LEGACY_LOADER);
        assertThat(edit("/create", "{ramdiskoptions}", "/v").out()).isEqualTo("The entry " + WellKnown.RAMDISK_OPTIONS + " was successfully created.\n");
        assertThat(object(WellKnown.RAMDISK_OPTIONS).elements()).isEmpty();
    }

    private static ObjectId id(String text) {
        Matcher id = ID.matcher(text);
        assertThat(id.find()).as(text).isTrue();
        return ObjectId.of(id.group());
    }

    @Test
    void setsUpANetworkDebuggerWithAKey() throws IOException {
        Bcd.Result set = edit("/dbgsettings", "net", "hostip:192.168.1.2", "port:50000");
        assertThat(set.code()).isZero();
        assertThat(set.err()).isEmpty();
        assertThat(set.out()).matches("Key=[0-9a-z]{1,13}(\\.[0-9a-z]{1,13}){3}\n");
        String key = set.out().substring("Key=".length()).strip();
        String shown = "key                     " + key + "\ndebugtype               NET\nhostip                  192.168.1.2\nport                    50000\n";
        assertThat(edit("/dbgsettings")).isEqualTo(new Bcd.Result(0, shown + "dhcp                    Yes\n" + SUCCESS, ""));
        assertThat(edit("/dbgsettings", "net", "hostip:192.168.1.2", "port:50000", "nodhcp").out()).isEqualTo("Key=" + key + "\n");
        assertThat(edit("/dbgsettings")).isEqualTo(new Bcd.Result(0, shown + "dhcp                    No\n" + SUCCESS, ""));
        succeeds("/dbgsettings", "serial");
        assertThat(edit("/dbgsettings").out()).contains("debugtype               Serial\ndebugport               1\nbaudrate                115200\n");
        assertThat(edit("/dbgsettings", "net", "hostip:192.168.1.2", "port:50000").out()).isEqualTo("Key=" + key + "\n");
        assertThat(edit("/dbgsettings").out()).isEqualTo(shown + "dhcp                    Yes\n" + SUCCESS);
        assertThat(edit("/dbgsettings", "net", "hostip:192.168.1.2", "port:50000", "newkey").out()).isNotEqualTo("Key=" + key + "\n");
    }

    @Test
    void makesTheSettingsWhenTheyAreNotThere() throws IOException {
        assertThat(edit("/delete", "{emssettings}", "/f").code()).isZero();
        assertThat(edit("/delete", "{hypervisorsettings}", "/f").code()).isZero();
        succeeds("/emssettings", "EMSPORT:2", "EMSBAUDRATE:115200");
        assertThat(object(WellKnown.EMS_SETTINGS).type()).contains(ObjectType.INHERIT_ANY);
        assertThat(edit("/emssettings").out()).isEqualTo("emsport                 2\nemsbaudrate             115200\n" + SUCCESS);
        succeeds("/emssettings", "bios");
        assertThat(edit("/emssettings").out()).isEqualTo(SUCCESS);
        succeeds("/hypervisorsettings", "serial", "debugport:2");
        assertThat(object(WellKnown.HYPERVISOR_SETTINGS).type()).contains(ObjectType.INHERIT_OS_LOADER);
        assertThat(edit("/hypervisorsettings").out())
                .isEqualTo("hypervisordebugtype     Serial\nhypervisordebugport     2\nhypervisorbaudrate      115200\n" + SUCCESS);
    }

    @Test
    void listsTheMenuWithoutAnyWord() {
        Bcd.Result all = edit("/enum", "active");
        assertThat(edit()).isEqualTo(all);
        assertThat(all.code()).isZero();
        assertThat(all.out())
                .startsWith("\nWindows Boot Manager\n--------------------\nidentifier              {bootmgr}\n")
                .contains("\nWindows Boot Loader\n-------------------\nidentifier              {default}\n");
        assertThat(edit("/v").out()).contains("identifier              " + LOADER + "\n").doesNotContain("{default}");
    }

    @Test
    void saysWhenThereIsNothingToList() {
        assertThat(edit("/enum", SampleStore.GONE.toString()))
                .isEqualTo(new Bcd.Result(0, "There are no matching objects or the store is empty.\n", ""));
    }

    @Test
    void makesAnEmptyStore() throws IOException {
        Path made = folder.resolve("new");
        assertThat(Bcd.run("edit", "/createstore", made.toString())).isEqualTo(new Bcd.Result(0, SUCCESS, ""));
        store = made;
        assertThat(read().objects()).isEmpty();
        assertThat(edit("/create", "{bootmgr}", "/d", "Boot Manager").out()).isEqualTo("The entry {bootmgr} was successfully created.\n");
        assertThat(Bcd.run("edit", "/createstore", made.toString()))
                .isEqualTo(new Bcd.Result(
                        1,
                        "",
                        "The store creation operation has failed.\nCannot create a file when that file already exists.\nbcd: " + made
                                + " exists already, and was left alone. Move it away first, or choose another name.\n"));
    }

    @Test
    void findsFilesByTheDriveLettersThatAreExplained() throws IOException {
        Path efi = Files.createDirectories(folder.resolve("esp/EFI/Boot"));
        Files.write(efi.resolve("BCD"), first);
        String map = "S=" + folder.resolve("esp");
        assertThat(Bcd.run("edit", "/store", "s:\\efi\\boot\\bcd", "/timeout", "3", "--map", map)).isEqualTo(new Bcd.Result(0, SUCCESS, ""));
        assertThat(Files.readAllBytes(efi.resolve("BCD"))).isNotEqualTo(first);
        assertThat(Bcd.run("edit", "/createstore", "S:\\efi\\NEW", "--map", map)).isEqualTo(new Bcd.Result(0, SUCCESS, ""));
        assertThat(folder.resolve("esp/EFI/NEW")).exists();
        assertThat(Bcd.run("edit", "/createstore", "S:\\NEW", "--map", map)).isEqualTo(new Bcd.Result(0, SUCCESS, ""));
        assertThat(folder.resolve("esp/NEW")).exists();
        String notOpened = "The boot configuration data store could not be opened.\nThe system cannot find the file specified.\n";
        assertThat(Bcd.run("edit", "/store", "S:\\none\\BCD", "--map", map).err())
                .isEqualTo(notOpened + "bcd: " + folder.resolve("esp/none/BCD") + ": there is no such file.\n");
        assertThat(Bcd.run("edit", "/store", "S:\\BCD", "--map", "S=mbr:0x1,1048576").err()).startsWith(notOpened + "bcd: \"S:\\BCD\" cannot be reached: ");
    }

    @Test
    void exportsAndImportsTheSystemStore() throws IOException {
        Bcd bcd = new Bcd().at(MORNING);
        bcd.machine().systemStore(store);
        Path saved = folder.resolve("saved");
        assertThat(bcd.call("edit", "/export", saved.toString())).isEqualTo(new Bcd.Result(0, SUCCESS, ""));
        assertThat(bcd.call("edit", "/timeout", "3").out()).isEqualTo(SUCCESS);
        assertThat(bcd.call("edit", "/import", saved.toString())).isEqualTo(new Bcd.Result(0, SUCCESS, ""));
        assertThat(read()).isEqualTo(SampleStore.store());
        assertThat(bcd.call("edit", "/import", saved.toString(), "/clean"))
                .isEqualTo(new Bcd.Result(
                        1,
                        "",
                        "The store import operation has failed.\nThe request is not supported.\nbcd: /clean also makes the firmware's boot entries anew,"
                                + " which bcd does not do. Without it the store alone is replaced.\n"));
        assertThat(Bcd.run("edit", "/export", folder.resolve("other").toString()))
                .isEqualTo(new Bcd.Result(
                        1,
                        "",
                        "The store export operation has failed.\nThe requested system device cannot be found.\n"
                                + "bcd: This machine has no boot store that can be read. Name one with --store FILE.\n"));
        assertThat(bcd.call("edit", "/export", folder.resolve("none/saved").toString()).err())
                .startsWith("The store export operation has failed.\nThe system cannot find the path specified.\nbcd: There is no folder ");
        assertThat(bcd.call("edit", "/import", folder.resolve("none").toString()).err())
                .isEqualTo("The store import operation has failed.\nThe system cannot find the file specified.\nbcd: " + folder.resolve("none")
                        + ": there is no such file.\n");
    }

    @Test
    void keepsACopyForUndo() throws IOException {
        succeeds("/timeout", "3");
        assertThat(Bcd.run("undo", "--store", store.toString()).code()).isZero();
        assertThat(Files.readAllBytes(store)).isEqualTo(first);
        Bcd.Result verbose = edit("--verbose", "/timeout", "4");
        assertThat(verbose.out()).isEqualTo(SUCCESS);
        assertThat(verbose.err()).contains("note: The old store is kept as ").contains("note: To go back: bcd undo --store " + store + "\n");
    }

    @Test
    void showsAndWritesNothingInADryRun() throws IOException {
        Bcd.Result shown = edit("/timeout", "3", "--dry-run");
        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("~ {bootmgr} timeout       30 → 3\n").endsWith("Nothing was written (--dry-run).\n").doesNotContain(SUCCESS);
        assertThat(edit("/timeout", "30", "--dry-run").out()).isEqualTo("Nothing to do: it is so already.\n");
        assertThat(Files.readAllBytes(store)).isEqualTo(first);
    }

    @Test
    void printsOneJsonDocument() {
        assertThat(edit("/timeout", "3", "--json").out())
                .startsWith("{\n  \"schemaVersion\": 1,\n  \"changed\": true,\n  \"findings\": [ ],\n  \"changes\": [ {")
                .doesNotContain(SUCCESS);
        assertThat(edit("/create", "/device", "--json").out()).contains("\"entry\": \"{");
        assertThat(edit("/dbgsettings", "net", "hostip:1.2.3.4", "port:50000", "--json").out()).contains("\"key\": \"");
        assertThat(edit("/enum", "all", "--json").out()).startsWith("{\n  \"schemaVersion\": 1,\n  \"store\": ").contains("\"objects\": [ {");
    }

    @Test
    void takesNoWordBehindTwoDashesForAnOption() throws IOException {
        succeeds("--", "/set", "{default}", "loadoptions", "--json");
        assertThat(object(LOADER).string(new ElementType(0x12000030))).contains("--json");
    }

    @Test
    void takesOptionsOfBcdBeforeAndAmongItsWords() {
        assertThat(Bcd.run("--store", store.toString(), "--dry-run", "edit", "/timeout", "3").out()).endsWith("Nothing was written (--dry-run).\n");
        assertThat(Bcd.run("edit", "/timeout", "--store=" + store, "3", "--dry-run").out()).endsWith("Nothing was written (--dry-run).\n");
        assertThat(Bcd.run("-h", "edit").out()).startsWith("bcd edit - ");
        assertThat(edit("-V", "/enum")).isEqualTo(edit("/enum", "/v"));
        assertThat(edit("--frobnicate").err()).startsWith("An unknown command was specified.\n" + ASSISTANCE + "bcd: There is no command --frobnicate.");
        assertThat(Bcd.run("edit", "/enum", "--store")).isEqualTo(new Bcd.Result(2, "", "bcd: --store needs a value: FILE.\n\"bcd edit --help\" shows what can be given.\n"));
    }

    @Test
    void choosesTheSystemStoreByItsPartition() {
        Bcd bcd = new Bcd();
        assertThat(bcd.call("edit", "/sysstore", "S:", "--map", "S=" + folder)).isEqualTo(new Bcd.Result(0, SUCCESS, ""));
        assertThat(bcd.call("edit", "/timeout", "7")).isEqualTo(new Bcd.Result(0, SUCCESS, ""));
        assertThat(bcd.call("edit", "/sysstore", folder.toString(), "--dry-run"))
                .isEqualTo(new Bcd.Result(
                        0,
                        "Choose this machine's boot store\n  + boot store of this machine the one on " + folder
                                + "\n1 to add, 0 to change, 0 to delete.\nNothing was written (--dry-run).\n",
                        ""));
    }

    @Test
    void explainsItselfInBothWays() {
        assertThat(Bcd.run("edit", "/?").out()).startsWith("bcdedit, as bcd does it:");
        assertThat(Bcd.run("edit", "--help").out()).startsWith("bcd edit - ").contains("Usage: bcd edit [WORD...]");
        assertThat(Bcd.run("edit", "/?", "nonsense"))
                .isEqualTo(new Bcd.Result(
                        1,
                        "",
                        "An unknown command was specified.\n" + ASSISTANCE + "bcd: There is no help on \"nonsense\". bcdedit /? TOPICS lists what there is.\n"));
    }
}
