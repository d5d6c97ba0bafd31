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
        "/x | bcdboot has no /x.",
        "/s | /s needs a value.",
        "/p /addlast | /addlast and /p exclude each other.",
        "/v /v | /v is given twice.",
        "/bcdclean full full | bcdboot takes one Windows folder, for instance C:\\Windows, and these are given: C:\\Windows, full.",
        "D:\\Windows | bcdboot takes one Windows folder, for instance C:\\Windows, and these are given: C:\\Windows, D:\\Windows."
    })
    void refusesWhatIsNoLineOfBcdboot(String words, String message) {
        Bcd.Result result = boot(words.split(" "));
        assertThat(result).isEqualTo(new Bcd.Result(87, "", "bcd: " + message + "\n"));
        assertThat(target).isEmptyDirectory();
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
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).endsWith("bcd: There is no boot store on " + target + " to clean.\n");
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
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("Failure when attempting to copy boot files.\n"
                + "bcd: This machine has no system partition that can be reached. Name one with /s, and --map S=/mnt/esp for a letter.\n");
    }
}
