package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewImageFile;
import org.bcdkit.store.WellKnown;
import org.bcdkit.vhdx.VhdxIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What stands against an entry. The store is left as it was, and nothing is left beside it. */
class AddVhdRefusalTest {

    private static final String NOTHING = "bcd: Nothing was changed.\n";

    @TempDir
    Path folder;

    private Path store;
    private Path image;

    @BeforeEach
    void makeFiles() throws IOException {
        store = SampleStore.in(folder);
        image = SampleImage.vhdx(folder.resolve("w.vhdx"));
    }

    @AfterEach
    void nothingIsKept() throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith(store.getFileName() + ".")))
                    .isSubsetOf("BCD.LOG");
        }
    }

    @Test
    void refusesImagesThatCannotBeRead() throws IOException {
        byte[] whole = Files.readAllBytes(image);
        for (int length : new int[] {0, 100, 200000, 4 << 20}) {
            Path cut = Files.write(folder.resolve("cut" + length), Arrays.copyOf(whole, length));
            Bcd.Result result = refused(4, cut);
            assertThat(result.err()).as(length + " bytes").startsWith("error: " + cut + " is not a usable virtual disk: ").contains(" [IMG-01]\n");
        }
        assertThat(refused(4, Files.write(folder.resolve("empty"), new byte[0])).err())
                .isEqualTo("error: " + folder.resolve("empty") + " is not a usable virtual disk: disk image at 0x0: the file is empty (0xC03A0004) [IMG-01]\n"
                        + "  Copy the image again from where it came from, or restore it from a backup.\n" + NOTHING);
    }

    @Test
    void refusesWhatIsMissingOrAFolder() throws IOException {
        Path none = folder.resolve("none.vhdx");
        assertThat(refused(3, none).err()).isEqualTo("bcd: " + none + ": there is no such file.\n");
        assertThat(refused(3, folder).err()).isEqualTo("bcd: " + folder + " is a folder, not a file\nName the file in it.\n");
    }

    @Test
    void refusesAnImageWhoseParentIsMissing() throws IOException {
        Path child = SampleImage.child(folder.resolve("child.vhd"));
        assertThat(refused(3, child).err())
                .contains("error: " + child + ": its parent was not found; tried " + folder.resolve("base.vhd") + " (name; not there) (0xC03A000D) [IMG-06]\n")
                .endsWith(NOTHING);
    }

    @Test
    void showsAllFindingsAtOnce() throws IOException {
        Path bare = folder.resolve("bare.vhdx");
        NewImageFile.createVhdx(bare, new NewDisk(DiskKind.DYNAMIC, 64 << 20, 1 << 20, 512, List.of()), VhdxIdentity.random());
        SampleStore.soil(store);
        assertThat(refused(3, bare, "--path", "x").err().lines().filter(line -> line.startsWith("error")))
                .containsExactly(
                        "error: there is no partition table in " + bare + " [PRT-01]",
                        "error: " + store + " was not closed cleanly (its sequence numbers differ) and no log beside it completes it [BCD-01]",
                        "error: the path x has to start with a backslash and name a file [BCD-12]");
    }

    @Test
    void refusesPathsThatNoFileInWindowsHas() throws IOException {
        for (String name : List.of("..", ".", "vhds.", "vhds ")) {
            String path = "\\" + name + "\\w11.vhdx";
            assertThat(refused(3, image, "--path", path).err().lines().filter(line -> line.startsWith("error")))
                    .containsExactly("error: the path " + path + " has the name \"" + name + "\", which ends in a dot or a space [BCD-12]");
        }
    }

    @Test
    void reportsARefusalAsJsonToo() throws IOException {
        Path bad = Files.write(folder.resolve("bad"), new byte[1000]);
        Bcd.Result result = refused(4, bad, "--json");
        assertThat(result.out())
                .isEqualTo(
                        """
                        {
                          "schemaVersion": 1,
                          "changed": false,
                          "findings": [ {
                            "rule": "IMG-01",
                            "severity": "error",
                            "message": "%s is not a usable virtual disk: disk image at 0x0: this is neither a VHDX (which starts with `vhdxfile`) nor a VHD \
                        (which ends with a footer that starts with `conectix`) (0xC03A0004)",
                            "remedy": "Copy the image again from where it came from, or restore it from a backup."
                          } ],
                          "changes": [ ]
                        }
                        """
                                .formatted(bad));
        assertThat(result.err()).endsWith(NOTHING);
    }

    @Test
    void refusesADirtyStoreAlsoWhenItsLogsCompleteIt() throws IOException {
        SampleStore.soilWithLog(store, SampleStore.dangling());
        assertThat(refused(3, image).err())
                .contains("error: " + store + " was not closed cleanly; its logs hold changes that are not in it yet [BCD-01]\n"
                        + "  Run `bcd check --repair --store " + store + "` first: it writes the recovered store and keeps a copy.\n")
                .endsWith(NOTHING);
        assertThat(refused(3, image, "--force").err()).endsWith(NOTHING);
    }

    @Test
    void refusesAStoreWithoutABootManager() throws IOException {
        store = SampleStore.write(folder.resolve("B"), SampleStore.store().without(WellKnown.BOOT_MANAGER));
        assertThat(refused(3, image).err()).contains("error: " + store + " has no {bootmgr} object, so it has no boot menu [BCD-02]\n");
    }

    @Test
    void refusesStoresThatCannotBeRead() throws IOException {
        byte[] bytes = Files.readAllBytes(store);
        bytes[508] ^= 0x40;
        Files.write(store, bytes);
        assertThat(refused(4, image).err()).startsWith("bcd: " + store + ": base block at 0x1fc: checksum is ");
        Files.write(store, new byte[0]);
        assertThat(refused(4, image).err()).startsWith("bcd: " + store + ": ");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void refusesAFileThatIsReadOnly() throws IOException {
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("r--r--r--"));
        byte[] old = Files.readAllBytes(store);
        Bcd.Result result = run(image);
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).contains("bcd: " + store + " is read-only");
        assertThat(store).hasBinaryContent(old);
    }

    @Test
    void refusesAModelThatIsNone() throws IOException {
        assertThat(refused(3, image, "--like", "Windows 12").err())
                .isEqualTo("bcd: There is no object \"Windows 12\" in " + store + ". Did you mean \"Windows 11\"?\n");
        assertThat(refused(3, image, "--like", "{memdiag}").err())
                .contains("error: {b2721d73-1db4-4c62-bf78-c548a880142d} is no Windows boot loader entry, so settings cannot be taken from it [BCD-11]\n");
    }

    @Test
    void refusesCommandLinesThatSayNothingUseful() throws IOException {
        assertUsage("An entry is placed --first or --last, not both.", "--first", "--last");
        assertUsage("--name: the menu has to say something.", "--name", " ");
        assertUsage("--name: a menu entry is one line of text, without control characters.", "--name", "a\nb");
        assertUsage("--ram: \"much\" is not a size; write for instance 64MiB, 25GB or a number of bytes.", "--ram", "much");
        assertUsage("--page-file: \"9999999999TiB\" is more than can be stored anywhere.", "--page-file", "9999999999TiB");
        assertUsage("--device-form is partition or locate, not \"c\".", "--device-form", "c");
        assertUsage("--host: \"{x}\" is no GUID; gpt:{disk},{partition} needs that of the disk here.", "--host", "gpt:{x},{y}");
        assertUsage("--map: \"C\" does not say what a drive letter means; write for instance C=/mnt/windows.", "--map", "C");
    }

    private void assertUsage(String message, String... more) throws IOException {
        assertThat(refused(2, image, more))
                .isEqualTo(new Bcd.Result(2, "", "bcd: " + message + "\n\"bcd add vhd --help\" shows what can be given.\n"));
    }

    private Bcd.Result refused(int code, Path file, String... more) throws IOException {
        byte[] old = Files.readAllBytes(store);
        Bcd.Result result = run(file, more);
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.err()).doesNotContain("\tat ");
        assertThat(store).hasBinaryContent(old);
        return result;
    }

    private Bcd.Result run(Path file, String... more) {
        List<String> words = new ArrayList<>(List.of("add", "vhd", file.toString()));
        words.addAll(List.of(more));
        for (String[] usual : new String[][] {{"--name", "W"}, {"--host", "locate"}, {"--path", "\\w.vhdx"}}) {
            if (!words.contains(usual[0])) {
                words.addAll(List.of(usual));
            }
        }
        return Calls.run(store, words.toArray(new String[0]));
    }
}
