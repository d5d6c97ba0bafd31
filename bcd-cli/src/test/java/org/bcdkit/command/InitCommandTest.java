package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** System partitions that are folders, as where they are mounted. */
class InitCommandTest {

    private static final String STORE = "EFI/Microsoft/Boot/BCD";

    @TempDir
    Path folder;

    private final Bcd bcd = new Bcd();
    private WindowsTree tree;
    private Path target;

    @BeforeEach
    void makeFolders() throws IOException {
        tree = WindowsTree.windows11(Files.createDirectory(folder.resolve("win")));
        target = Files.createDirectory(folder.resolve("esp"));
    }

    private Bcd.Result init(String... options) {
        List<String> words = new ArrayList<>(List.of("init", tree.folder().toString(), "--target", target.toString()));
        words.addAll(List.of(options));
        return bcd.call(words.toArray(new String[0]));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void showsTheFilesAndStoresAndWritesThem() throws IOException {
        Bcd.Result result = init("--windows-device", "locate", "--firmware", "uefi");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().replaceAll("\\d+(\\.\\d+)? (KiB|bytes)", "SIZE")).isEqualTo("Start \"Windows 11\" (" + tree.folder() + ") from " + target
                + """

                  + \\EFI\\Microsoft\\Boot\\Fonts\\* 2 files, SIZE
                  + \\EFI\\Microsoft\\Boot\\Resources\\* 1 file, SIZE
                  + \\EFI\\Microsoft\\Boot\\Resources\\en-US\\* 1 file, SIZE
                  + \\EFI\\Microsoft\\Boot\\de-DE\\* 1 file, SIZE
                  + \\EFI\\Microsoft\\Boot\\en-US\\* 1 file, SIZE
                  + \\EFI\\Microsoft\\Boot\\boot.stl SIZE
                  + \\EFI\\Microsoft\\Boot\\bootmgr.efi SIZE
                  + \\EFI\\Microsoft\\Boot\\memtest.efi SIZE
                  + \\EFI\\Microsoft\\Boot\\bootmgfw.efi SIZE, not signed
                  + \\EFI\\Boot\\bootx64.efi   SIZE, not signed
                  + \\EFI\\Microsoft\\Recovery\\BCD a boot store for recovery, with nothing to start yet
                  + \\EFI\\Microsoft\\Boot\\BCD a boot store that starts "Windows 11"
                12 to add, 0 to change, 0 to delete.
                """
                + tree.folder() + " starts from " + target + " now.\n");
        assertThat(result.err()).isEqualTo(
                """
                note: the boot managers of 2011 (EFI) are taken, since the Windows has no others [INS-10]
                note: which partition %s is cannot be told: the boot manager's device is the one it is started from (boot) [INS-07]
                """.formatted(target));
        assertThat(Files.readAllBytes(target.resolve("EFI/Boot/bootx64.efi"))).isEqualTo(tree.bytes("Boot/EFI/bootmgfw.efi"));
        IndependentTool.Outcome xml = IndependentTool.run(IndependentTool.require("hivexml", "libhivex-bin"), target.resolve(STORE).toString());
        assertThat(xml.exitCode()).isZero();
        assertThat(xml.text()).contains("Windows 11");
    }

    @Test
    void hasNothingToDoTheSecondTime() throws IOException {
        init("--windows-device", "locate");
        byte[] store = Files.readAllBytes(target.resolve(STORE));
        Bcd.Result again = init("--windows-device", "locate");
        assertThat(again.code()).isZero();
        assertThat(again.out()).isEqualTo("Nothing to do: " + tree.folder() + " starts from " + target + " already, and its boot files are there.\n");
        assertThat(Files.readAllBytes(target.resolve(STORE))).isEqualTo(store);
    }

    @Test
    void writesNothingOnADryRun() throws IOException {
        Bcd.Result result = init("--windows-device", "locate", "--dry-run");
        assertThat(result.code()).isZero();
        assertThat(result.out()).endsWith("Nothing was written (--dry-run).\n");
        assertThat(isEmpty(target)).isTrue();
    }

    @Test
    void anotherWindowsIsAddedAndUndoTakesItBack() throws IOException {
        init("--windows-device", "locate");
        byte[] old = Files.readAllBytes(target.resolve(STORE));
        Bcd.Result result = init("--windows-device", "mbr:0x1a2b3c4d,1048576", "--name", "Second");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("~ {bootmgr} displayorder", "The old store is kept as ", "To go back: bcd undo --store " + target.resolve(STORE));
        Bcd.Result list = bcd.call("list", "--store", target.resolve(STORE).toString());
        assertThat(list.out()).contains("Windows 11", "Second").contains("partition=mbr:0x1a2b3c4d,1048576");
        assertThat(bcd.call("undo", "--store", target.resolve(STORE).toString()).code()).isZero();
        assertThat(Files.readAllBytes(target.resolve(STORE))).isEqualTo(old);
    }

    @Test
    void takesPartitionsFromTheMachineWhereVolumesAreMounted() throws IOException {
        bcd.machine().volume(folder.resolve("win"), SampleStore.DATA);
        Bcd.Result result = init("--firmware", "bios");
        assertThat(result.code()).as(result.err()).isZero();
        Bcd.Result list = bcd.call("list", "--store", target.resolve("Boot/BCD").toString());
        assertThat(list.out()).contains("winload.exe").contains("partition=gpt:");
    }

    @Test
    void asksForTheDeviceThatItCannotTell() throws IOException {
        Bcd.Result result = init();
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("error: which partition " + tree.folder()
                + " lies on cannot be told, and a loader needs its device [INS-06]\n"
                + "  Say it with --windows-device: gpt:{disk},{partition}, mbr:SIGNATURE,OFFSET, or locate to have it searched for at each start.\n"
                + "note: the boot managers of 2011 (EFI) are taken, since the Windows has no others [INS-10]\n"
                + "bcd: Nothing was changed.\n");
        assertThat(isEmpty(target)).isTrue();
    }

    @Test
    void refusesWhatIsNoWindows() throws IOException {
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        Bcd.Result result = bcd.call("init", nothing.toString(), "--target", target.toString(), "--windows-device", "locate");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("error: " + nothing + " is not the folder of a Windows");
        Bcd.Result volume = bcd.call("init", folder.resolve("win").toString(), "--target", target.toString());
        assertThat(volume.code()).isEqualTo(3);
        assertThat(volume.err()).isEqualTo("bcd: " + folder.resolve("win") + " is the volume and not the Windows folder on it. Name " + tree.folder() + ".\n");
        assertThat(isEmpty(target)).isTrue();
    }

    @Test
    void wantsToKnowWhereTheFilesGo() {
        assertThat(bcd.call("init", tree.folder().toString()).code()).isEqualTo(2);
        assertThat(init("--disk", "x.raw").code()).isEqualTo(2);
        assertThat(init("--partition", "1").err()).startsWith("bcd: --partition and --create-esp are about a --disk.");
        assertThat(init("--locales", "en-us,,de").err()).startsWith("bcd: --locales: \"\" is no locale; write for instance en-us.");
        Bcd.Result missing = bcd.call("init", tree.folder().toString(), "--target", folder.resolve("none").toString());
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err()).contains("none is no folder");
    }

    @Test
    void tellsAProgramWhatItDid() throws IOException {
        Bcd.Result result = init("--windows-device", "locate", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(json.path("changed").asBoolean()).isTrue();
        assertThat(json.path("title").asText()).isEqualTo("Windows 11");
        assertThat(json.path("stores").get(0).path("path").asText()).isEqualTo("\\EFI\\Microsoft\\Boot\\BCD");
        assertThat(json.path("entry")).isEqualTo(json.path("stores").get(0).path("entry"));
        assertThat(json.path("steps").get(json.path("steps").size() - 1).asText()).isEqualTo("write \\EFI\\Boot\\bootx64.efi");
        assertThat(json.path("changes")).hasSize(12);
        assertThat(new ObjectMapper().readTree(init("--windows-device", "locate", "--json").out()).path("changed").asBoolean()).isFalse();
    }

    @Test
    void saysEachStepInALog() {
        Bcd.Result result = init("--windows-device", "locate", "--verbose");
        assertThat(result.err()).contains("[1/6] write 6 files, \\EFI\\Microsoft\\Boot\\Fonts\\segmono_boot.ttf and others\n")
                .contains("[6/6] write \\EFI\\Boot\\bootx64.efi\n");
    }

    @Test
    void saysWhatToDoAboutADamagedStore() throws IOException {
        init("--windows-device", "locate");
        byte[] sound = Files.readAllBytes(target.resolve(STORE));
        Files.write(target.resolve(STORE), new byte[8192]);
        Bcd.Result fresh = init("--windows-device", "locate");
        assertThat(fresh.code()).isEqualTo(4);
        assertThat(fresh.err()).startsWith("bcd: " + target.resolve(STORE)).endsWith(
                ". The store is damaged and nothing was changed; move it away or delete it, and a fresh one is made: no copy of it is kept\n");
        Files.write(target.resolve(STORE), sound);
        init("--windows-device", "locate", "--name", "Second", "--clean");
        Files.write(target.resolve(STORE), new byte[8192]);
        Bcd.Result kept = init("--windows-device", "locate");
        assertThat(kept.code()).isEqualTo(4);
        assertThat(kept.err()).endsWith("; bcd undo --store " + target.resolve(STORE) + " --force puts the copy back that is kept beside it\n");
        Bcd.Result undone = bcd.call("undo", "--store", target.resolve(STORE).toString(), "--force");
        assertThat(undone.code()).as(undone.err()).isZero();
        assertThat(Files.readAllBytes(target.resolve(STORE))).isEqualTo(sound);
    }
}
