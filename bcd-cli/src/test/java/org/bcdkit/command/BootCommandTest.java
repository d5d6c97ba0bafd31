package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootCommandTest {

    @TempDir
    Path folder;

    private final Bcd bcd = new Bcd();
    private Path target;

    @BeforeEach
    void makeFolders() throws IOException {
        WindowsTree.windows11(Files.createDirectory(folder.resolve("win")));
        target = Files.createDirectory(folder.resolve("esp"));
    }

    private Bcd.Result boot(String... words) {
        List<String> all = new ArrayList<>(List.of("boot", "C:\\Windows", "--map", "C=" + folder.resolve("win"), "--map", "S=" + target));
        all.addAll(List.of(words));
        return bcd.call(all.toArray(new String[0]));
    }

    @Test
    void makesBootFilesAndSaysWhatBcdbootSays() {
        Bcd.Result result = boot("/s", "S:", "/f", "UEFI", "/l", "de-de");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("Boot files successfully created.\n");
        assertThat(result.err()).contains("(locate). --windows-device says where it is.");
        Bcd.Result list = bcd.call("show", "{default}", "--store", target.resolve("EFI/Microsoft/Boot/BCD").toString());
        assertThat(list.out()).contains("locate=custom:12000002", "de-de");
        assertThat(boot("/s", "S:", "/f", "UEFI", "/l", "de-de").out()).isEqualTo("Boot files successfully created.\n");
    }

    @Test
    void takesSwitchesWithADashAndInAnyCase() {
        Bcd.Result result = boot("-S", "s:", "/F", "all", "/V", "/D", "/p", "/nofirmwaresync", "/offline", "--windows-device", "mbr:1a2b3c4d,1048576");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("write \\EFI\\Boot\\bootx64.efi");
        assertThat(target.resolve("bootmgr")).exists();
        assertThat(target.resolve("EFI/Boot/bootx64.efi")).exists();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/s S: /f EFI | /f takes UEFI, BIOS or ALL, and not \"EFI\".",
        "/f UEFI | /f says for which firmware the partition behind /s is, so that it needs /s.",
        "/x | bcdboot has no /x. bcdboot /? shows what it has.",
        "/s | /s needs a value.",
        "/p /addlast | /addlast and /p exclude each other.",
        "/v /v | /v is given twice.",
        "/bcdclean full full | bcdboot takes one Windows folder, for instance C:\\Windows, and these are given: C:\\Windows, full. bcdboot /? shows what it takes.",
        "D:\\Windows | bcdboot takes one Windows folder, for instance C:\\Windows, and these are given: C:\\Windows, D:\\Windows. bcdboot /? shows what it takes."
    })
    void refusesWhatIsNoLineOfBcdboot(String words, String message) {
        Bcd.Result result = boot(words.split(" "));
        assertThat(result).isEqualTo(new Bcd.Result(87, "", "bcd: " + message + "\n"));
        assertThat(target).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?", "-?", "/HELP", "/s S: /f EFI /?"})
    void saysWhatEachSwitchMeans(String words) {
        Bcd.Result result = boot(words.split(" "));
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("bcdboot - Make a system partition start a Windows.\n")
                .contains("\n  /addlast              Place the firmware entry last in the boot order; without\n");
        for (String name : List.of("/l ", "/s ", "/f ", "/v ", "/m ", "/d ", "/p ", "/c ", "/bcdclean ", "/bootex ", "/offline ", "/nofirmwaresync ")) {
            assertThat(result.out()).contains("\n  " + name);
        }
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void takesTheRootOfADriveLetterForItsVolume() {
        Bcd.Result result = boot("/s", "S:\\");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(target.resolve("EFI/Microsoft/Boot/BCD")).exists();
    }

    private String show(String object) {
        return bcd.call("show", object, "--store", target.resolve("EFI/Microsoft/Boot/BCD").toString()).out();
    }

    private void set(String object, String... words) {
        List<String> all = new ArrayList<>(List.of("set", object, "--store", target.resolve("EFI/Microsoft/Boot/BCD").toString()));
        all.addAll(List.of(words));
        assertThat(bcd.call(all.toArray(new String[0])).code()).isZero();
    }

    /** A line for the Windows on the first partition or, with another one, for that. */
    private Bcd.Result onPartition(int number, String... words) {
        List<String> all = new ArrayList<>(List.of("/s", "S:", "/f", "UEFI", "--windows-device", "mbr:1a2b3c4d," + number * 1048576));
        all.addAll(List.of(words));
        Bcd.Result result = boot(all.toArray(new String[0]));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private static String device(int number) {
        return "partition=mbr:0x1a2b3c4d," + number * 1048576;
    }

    @Test
    void anotherWindowsBecomesTheDefaultUnlessTheOldOneIsKept() {
        onPartition(1);
        onPartition(2, "/d");
        assertThat(show("{default}")).contains(device(1));
        onPartition(3);
        assertThat(show("{default}")).contains(device(3));
    }

    @Test
    void takesSettingsFromAnEntryThatIsNamed() {
        onPartition(1);
        set("{default}", "bootlog", "yes");
        String id = show("{default}").replaceAll("(?s).*identifier +(\\{[0-9a-f-]{36}}).*", "$1");
        onPartition(2, "/m", id);
        assertThat(show("{default}")).contains(device(2)).containsPattern("bootlog +Yes");
        onPartition(3, "/m");
        assertThat(show("{default}")).contains(device(3)).doesNotContain("bootlog");
    }

    @Test
    void ignoresOldSettingsWhenAsked() {
        onPartition(1);
        set("{globalsettings}", "extendedinput", "yes");
        set("{default}", "bootlog", "yes");
        onPartition(1);
        assertThat(show("{default}")).contains("bootlog");
        onPartition(1, "/c");
        assertThat(show("{default}")).contains(device(1)).doesNotContain("bootlog");
        assertThat(show("{globalsettings}")).doesNotContain("extendedinput");
    }

    @Test
    void saysWhichFilesAreCopiedWhenMoreIsAskedFor() {
        assertThat(onPartition(1, "/v").err()).contains("write \\EFI\\Microsoft\\Boot\\bootmgfw.efi", "write \\EFI\\Boot\\bootx64.efi");
    }

    /** A folder is no system partition of this machine, so there is no entry to place; without the firmware nobody asks for one. */
    @Test
    void saysWhenThereIsNoFirmwareEntryToPlace() {
        assertThat(onPartition(1, "/addlast").err()).contains("so that --add-last has nothing to place");
        assertThat(onPartition(2, "/p").err()).contains("so that --keep-position has nothing to place");
        assertThat(onPartition(3, "/p", "/nofirmwaresync", "/offline").err()).doesNotContain("nothing to place");
    }

    /** The default entry once more, under another identifier. */
    private String doubled() {
        String store = target.resolve("EFI/Microsoft/Boot/BCD").toString();
        bcd.call("copy", "{default}", "--name", "Windows 11", "--store", store);
        assertThat(bcd.call("list", "--store", store).out().split("Windows 11", -1)).hasSize(3);
        return store;
    }

    @Test
    void cleansAStoreOfEntriesThatAreThereTwice() {
        boot("/s", "S:", "/f", "UEFI", "--windows-device", "mbr:1a2b3c4d,1048576");
        String store = doubled();
        Bcd.Result result = boot("/s", "S:", "/f", "UEFI", "/bcdclean", "--windows-device", "mbr:1a2b3c4d,1048576");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(bcd.call("list", "--store", store).out().split("Windows 11", -1)).hasSize(2);
    }

    @Test
    void cleansAStoreWithoutASource() {
        boot("/s", "S:", "/f", "UEFI", "--windows-device", "mbr:1a2b3c4d,1048576");
        String store = doubled();
        Bcd.Result result = bcd.call("boot", "/bcdclean", "/s", target.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("Clean " + store + "\n").contains("0 to add, 1 to change, 1 to delete.\n", "The old store is kept as ");
        Bcd.Result again = bcd.call("boot", "/bcdclean", "/s", target.toString());
        assertThat(again.out()).isEqualTo("Nothing to do: " + store + " has no entry that has to go.\n");
        Bcd.Result full = bcd.call("boot", "/bcdclean", "FULL", "/s", target.toString());
        assertThat(full.err()).contains("\"Windows 11\" stays: whether its device is there cannot be told from the disks that were looked at [INS-19]\n");
    }

    @Test
    void findsNoStoreToClean() {
        Bcd.Result result = bcd.call("boot", "/bcdclean", "/s", target.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).endsWith("bcd: There is no boot store on " + target + " to clean.\n");
    }

    @Test
    void endsWithOneCodeWhateverFailed() throws IOException {
        assertThat(boot("/s", folder.resolve("none").toString()).code()).isEqualTo(1);
        assertThat(boot("/s", "S:").code()).isZero();
        assertThat(boot("/s", "S:", "/m", "{11111111-2222-3333-4444-555555555555}").code()).isEqualTo(1);
        assertThat(boot("/s", "S:", "/bootex", "--dry-run").code()).isEqualTo(1);
        Path store = target.resolve("EFI/Microsoft/Boot/BCD");
        java.nio.file.Files.write(store, new byte[8192]);
        assertThat(boot("/s", "S:").code()).isEqualTo(1);
    }

    @Test
    void saysThatItFailed() {
        Bcd.Result result = boot("/s", "S:", "/bootex");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("[INS-11]").endsWith("Failure when attempting to copy boot files.\n");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void wantsToKnowTheSystemPartitionOfAMachineThatHasNone() {
        Bcd.Result result = boot();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("Failure when attempting to copy boot files.\n"
                + "bcd: This machine has no system partition that can be reached. Name one with /s, and --map S=/mnt/esp for a letter.\n");
    }
}
