package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.MORNING;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.bcdkit.cli.Bcd;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bcdedit's commands do not do, and the words for it. */
class EditRefusalTest extends OnEditedStore {

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void saysThatADriveLetterMeansNothing() {
        assertThat(Bcd.run("edit", "/store", "C:\\Boot\\BCD").err())
                .startsWith("The boot configuration data store could not be opened.\nThe system cannot find the file specified.\n"
                        + "bcd: Drive letter C means nothing here");
        assertThat(edit("--map", "nonsense").err())
                .startsWith("Invalid command line switch: --map\n" + ASSISTANCE + INCORRECT + "bcd: --map: \"nonsense\" does not say");
    }

    @Test
    void refusesDescriptionsThatAreNone() throws IOException {
        fails(
                "The copy command specified is not valid.\n" + ASSISTANCE + INCORRECT + "bcd: /d: the menu has to say something.\n",
                "/copy",
                "{default}",
                "/d",
                "");
        fails(
                "The mirror command specified is not valid.\n" + ASSISTANCE + INCORRECT
                        + "bcd: {globalsettings} has no description that the copy could have; give one: /copy … /d TEXT\n",
                "/mirror",
                "{globalsettings}");
    }

    @Test
    void refusesTwoStores() {
        assertThat(edit("--store", "other", "/enum"))
                .isEqualTo(new Bcd.Result(
                        1, "", "Invalid command line switch: /store\n" + ASSISTANCE + INCORRECT + "bcd: /store and --store say the same; give one of them.\n"));
    }

    @Test
    void saysWhyTheStoreCannotBeOpened() throws IOException {
        store = folder.resolve("none");
        assertThat(edit("/enum"))
                .isEqualTo(new Bcd.Result(
                        1,
                        "",
                        "The boot configuration data store could not be opened.\nThe system cannot find the file specified.\nbcd: " + store
                                + ": there is no such file.\n"));
        store = folder;
        assertThat(edit("/enum").err()).startsWith("The boot configuration data store could not be opened.\nAccess is denied.\nbcd: " + folder + " is a folder,");
        store = Files.writeString(folder.resolve("text"), "no store");
        assertThat(edit("/enum").err())
                .startsWith("The boot configuration data store could not be opened.\nThe configuration registry database is corrupt.\nbcd: " + store);
        assertThat(Bcd.run("edit"))
                .isEqualTo(new Bcd.Result(
                        1,
                        "",
                        "The boot configuration data store could not be opened.\nThe requested system device cannot be found.\n"
                                + "bcd: This machine has no boot store that can be read. Name one with --store FILE.\n"));
    }

    @Test
    void refusesASystemPartitionThatHasNoStoreOrIsNotMounted() {
        assertThat(Bcd.run("edit", "/sysstore", "/none"))
                .isEqualTo(new Bcd.Result(
                        1,
                        "",
                        "The boot configuration data store could not be opened.\nAccess is denied.\nbcd: There is no store on /none.\n"
                                + "Name the folder at which its system partition is mounted.\n"));
        Bcd.Result unmapped = Bcd.run("edit", "/sysstore", "S:");
        assertThat(unmapped.code()).isEqualTo(1);
        assertThat(unmapped.err()).startsWith("The boot configuration data store could not be opened.\n").contains("--map S=");
    }


    @Test
    void refusesAStoreThatWasNotClosedCleanly() throws IOException {
        SampleStore.soil(store);
        first = Files.readAllBytes(store);
        Bcd.Result refused = edit("/timeout", "3");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("An error has occurred setting the element data.\nThe request is not supported.\nerror: " + store + " was not closed cleanly");
        assertThat(Files.readAllBytes(store)).isEqualTo(first);
    }

    @Test
    void refusesElementsThatThereAreNot() throws IOException {
        String message = "The element data type specified is not recognized, or does not apply to the\nspecified entry.\n" + ASSISTANCE + "Element not found.\n";
        assertThat(edit("/set", "{default}", "nosuchelement", "1").err()).startsWith(message + "bcd: \"nosuchelement\" is no element of ");
        assertThat(edit("/set", "{bootmgr}", "nx", "OptIn").err()).startsWith(message + "bcd: \"nx\" is no element of ");
        assertThat(edit("/deletevalue", "{default}", "nosuchelement").err()).startsWith(message);
        fails(message + "bcd: /debug is for Windows boot loaders, and {bootmgr} is none.\n", "/debug", "{bootmgr}", "on");
    }

    @Test
    void refusesValuesThatAreNone() throws IOException {
        assertThat(edit("/set", "{default}", "numproc", "two").err())
                .startsWith("The integer data is not valid as specified.\n" + ASSISTANCE + INCORRECT + "bcd: numproc: ");
        assertThat(edit("/set", "{default}", "detecthal", "maybe").err())
                .startsWith("The boolean data is not valid as specified.\n" + ASSISTANCE + INCORRECT + "bcd: detecthal: \"maybe\" is neither yes nor no;");
        assertThat(edit("/set", "{default}", "device", "vhd=nonsense").err())
                .startsWith("The device is not valid as specified.\n" + ASSISTANCE + INCORRECT + "bcd: device");
        assertThat(edit("/set", "{default}", "device", "partition=C:").err())
                .startsWith("The device is not valid as specified.\n" + ASSISTANCE + INCORRECT + "bcd: Drive letter C means nothing here");
        assertThat(edit("/set", "{default}", "description", "Windows", "11").err())
                .startsWith("The set command specified is not valid.\n" + ASSISTANCE + INCORRECT + "bcd: description takes one value");
        assertThat(edit("/set", "{default}", "resumeobject", "{nonsense}").err())
                .startsWith("The set command specified is not valid.\n" + ASSISTANCE + INCORRECT + "bcd: \"{nonsense}\" is no identifier");
        fails(
                "The set command specified is not valid.\n" + ASSISTANCE + INCORRECT
                        + "bcd: /addfirst, /addlast and /remove are for lists of identifiers, and nx is none.\n",
                "/set",
                "{default}",
                "nx",
                "OptIn",
                "/addfirst");
    }

    @Test
    void refusesEntriesThatAreNotThereOrAre() throws IOException {
        String gone = SampleStore.GONE.toString();
        String detail = "bcd: There is no object " + gone + " in " + store + ".";
        for (String[] words : List.of(
                new String[] {"/set", gone, "nx", "OptIn"},
                new String[] {"/deletevalue", gone, "nx"},
                new String[] {"/copy", gone, "/d", "x"},
                new String[] {"/default", gone},
                new String[] {"/displayorder", gone},
                new String[] {"/debug", gone, "on"})) {
            assertThat(edit(words).err())
                    .as(words[0])
                    .startsWith("An error occurred while attempting to reference the specified entry.\nThe system cannot find the file specified.\n" + detail);
        }
        assertThat(edit("/delete", gone).err())
                .startsWith("An error occurred while attempting to delete the specified entry.\nThe system cannot find the file specified.\n" + detail);
        fails(
                "An error occurred while attempting to create the specified entry.\nCannot create a file when that file already exists.\nbcd: " + store
                        + " has an entry {bootmgr} already.\n",
                "/create",
                "{bootmgr}");
        fails(
                "An error occurred while attempting to delete the specified data element.\nElement not found.\n"
                        + "bcd: {bootmgr} has no element bootsequence.\n",
                "/deletevalue",
                "{bootmgr}",
                "bootsequence");
    }

    @Test
    void commandsOfTheMenuNeedABootManager() throws IOException {
        assertThat(edit("/delete", "{bootmgr}", "/f").code()).isZero();
        for (String[] words : List.of(new String[] {"/timeout", "3"}, new String[] {"/default", "{memdiag}"}, new String[] {"/displayorder", "{memdiag}"})) {
            assertThat(edit(words).err())
                    .startsWith("An error occurred while attempting to reference the specified entry.\nThe system cannot find the file specified.\n"
                            + "bcd: There is no object {bootmgr} in " + store);
        }
    }

    @ParameterizedTest
    @CsvSource({"/enum", "/dbgsettings", "/?", "/timeout 3 --dry-run"})
    void failsAsBcdeditDoesWhenWhatItShowsCannotBeWritten(String words) throws IOException {
        assertThat(edit(new Bcd().at(MORNING).fullAfter(0), words.split(" "))).matches(lost -> lost.code() == 1).satisfies(lost -> assertThat(lost.err())
                .endsWith("bcd: standard output: full\n"));
        assertThat(store).hasBinaryContent(first);
    }

    @Test
    void saysThatAChangeWasMadeWhenTheReportIsLost() throws IOException {
        Bcd.Result lost = edit(new Bcd().at(MORNING).fullAfter(0), "/timeout", "3");
        assertThat(lost.code()).isEqualTo(6);
        assertThat(lost.err()).startsWith("bcd: The change was made, but the report on it could not be written: ");
        assertThat(object(WellKnown.BOOT_MANAGER).element(ElementType.TIMEOUT)).isEqualTo(Optional.of(Element.of(ElementType.TIMEOUT, new IntegerValue(3))));
    }
}
