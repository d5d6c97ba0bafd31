package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.command.SampleStore.DATA;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.HivexHive;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.Wims;
import org.bcdkit.testing.WindowsDisk;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployCommandTest {

    private static final String ID = "\\{(?!11111111)[0-9a-f]{8}-[0-9a-f]{4}-11[0-9a-f]{2}-[0-9a-f-]{17}\\}";

    @TempDir
    Path folder;

    private final Bcd bcd = new Bcd();
    private Path wim;
    private Path vhds;

    @BeforeEach
    void makeFiles() throws IOException {
        bcd.with("PATH", System.getenv("PATH"));
        bcd.machine().volume(folder, DATA);
        vhds = Files.createDirectories(folder.resolve("vhds"));
        IndependentTool.require("mkntfs", "ntfs-3g");
    }

    /** A WIM with the outline of a Windows 11 and its drivers. */
    private Path windows() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        WindowsTree windows = WindowsTree.windows11(tree);
        HivexHive system = new HivexHive().number("Select", "Current", 1);
        for (String driver : new String[] {"vhdmp", "vdrvroot", "FsDepends", "storahci"}) {
            windows.file("System32/drivers/" + driver + ".sys", WindowsDisk.program(WindowsTree.X64));
            system.number("ControlSet001\\Services\\" + driver, "Start", 0);
        }
        windows.file("System32/config/SYSTEM", Files.readAllBytes(system.build(Files.createDirectories(folder.resolve("hive")))));
        return capture(tree, "Windows 11 Pro");
    }

    private Path capture(Path tree, String name) {
        wim = folder.resolve("w.wim");
        Wims.wimlib(Files.exists(wim) ? "append" : "capture", tree.toString(), wim.toString(), name);
        return wim;
    }

    private Bcd.Result deploy(String out, String... options) {
        List<String> arguments = new ArrayList<>(List.of("deploy", wim.toString(), vhds.resolve(out).toString()));
        arguments.addAll(List.of(options));
        return bcd.call(arguments.toArray(new String[0]));
    }

    private void assertNothingMade(Bcd.Result result, int code, String message) {
        assertThat(result.err()).isEqualTo(message);
        assertThat(result.code()).isEqualTo(code);
        assertThat(vhds.toFile().list()).isEmpty();
    }

    @Test
    void showsWhatItMakesAndJudgesIt() throws IOException {
        windows();

        Bcd.Result result = deploy("w11.vhdx", "--size", "100MiB", "--name", "windows 11 pro");

        Path image = vhds.resolve("w11.vhdx");
        assertThat(result.err()).startsWith("warning: ").doesNotContain("error");
        assertThat(result.out().replace(image.toString(), "IMAGE").replaceAll("\"Windows 11 Pro\", .*", "NAME, SIZE"))
                .startsWith("""
                        Make an image with the files of %s
                          + IMAGE a dynamic VHDX of 100 MiB
                            + partition 1             Microsoft reserved, 16 MiB
                            + partition 2             NTFS, 82 MiB
                            + files                   image 1 NAME, SIZE
                        1 to add, 0 to change, 0 to delete.
                        Made IMAGE; to go back, delete it.
                        This image""".formatted(wim));
        assertThat(result.code()).isZero();
        assertThat(vhds.toFile().list()).containsExactly("w11.vhdx");
        assertThat(bcd.call("disk", "ls", image + ":2/Windows/System32").out()).contains("winload.efi");
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        windows();
        Bcd.Result result = deploy("w11.vhdx", "--size", "100MiB", "--dry-run");
        assertThat(result.code()).isZero();
        assertThat(result.out()).endsWith("1 to add, 0 to change, 0 to delete.\nNothing was written (--dry-run).\n");
        assertThat(vhds.toFile().list()).isEmpty();
    }

    @Test
    void makesTheImageAndTheEntryInOnePlan() throws IOException {
        windows();
        Path store = SampleStore.in(folder);
        byte[] old = Files.readAllBytes(store);

        Bcd.Result result = deploy("w11.vhdx", "--size", "100MiB", "--add", "--title", "Neu", "--default", "--store", store.toString(),
                "--page-file", "none");

        Path image = vhds.resolve("w11.vhdx");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.with(ID, "{NEW}").out())
                .contains("  + " + image + " a dynamic VHDX of 100 MiB\n")
                .contains("+ {NEW} Windows Boot Loader \"Neu\"\n")
                .contains("device                  vhd=[gpt:{a0000000-0000-4000-8000-000000000000},{b0000000-0000-4000-8000-000000000004}]\\vhds\\w11.vhdx\n")
                .contains("~ {bootmgr} default ")
                .contains("Made " + image + "; to go back, delete it.\n")
                .contains("The old store is kept as ")
                .endsWith("To go back: bcd undo --store " + store + "\n");
        assertThat(Calls.run(store, "list").out()).contains("Neu").contains("\\vhds\\w11.vhdx");
        Bcd.Result again = bcd.call("add", "vhd", image.toString(), "--name", "Neu", "--store", store.toString(), "--page-file", "none");
        assertThat(again.out()).as(again.err()).startsWith("Nothing to do: ");
        assertThat(Calls.run(store, "undo").code()).isZero();
        assertThat(store).hasBinaryContent(old);
    }

    @Test
    void callsTheEntryByTheNameInTheWim() throws IOException {
        windows();
        Path store = SampleStore.in(folder);
        assertThat(deploy("w11.vhd", "--size", "100MiB", "--add", "--store", store.toString(), "--dry-run").out())
                .contains("Windows Boot Loader \"Windows 11 Pro\"");
    }

    @Test
    void reportsAsJson() throws IOException {
        windows();
        Path store = SampleStore.in(folder);

        Bcd.Result result = deploy("w11.vhdx", "--size", "100MiB", "--add", "--store", store.toString(), "--page-file", "none", "--json");
        JsonNode json = new ObjectMapper().readTree(result.out());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(json.get("changed").asBoolean()).isTrue();
        assertThat(json.get("image").asText()).isEqualTo(vhds.resolve("w11.vhdx").toString());
        assertThat(json.get("entry").asText()).matches(ID);
        assertThat(json.get("device").get("kind").asText()).isEqualTo("vhd");
        assertThat(json.get("judgement").get("windows").get("build").asInt()).isEqualTo(22631);
        assertThat(json.get("judgement").get("verdict").asText()).isEqualTo("ok");
        assertThat(json.get("changes").get(0).get("action").asText()).isEqualTo("add");
        assertThat(json.has("backup")).isTrue();
    }

    @Test
    void refusesAStoreThatWouldNotStartItBeforeAnythingIsMade() throws IOException {
        windows();
        Path store = SampleStore.in(folder);
        bcd.machine().free(90L << 20);
        Bcd.Result result = deploy("w11.vhdx", "--size", "100MiB", "--add", "--store", store.toString());
        assertNothingMade(result, 3, """
                error: the host volume has 90 MiB free, and the image will grow to its full size of 100 MiB when it is started [SPC-01]
                  Free space on the host volume, choose a larger one, or make a smaller image.
                bcd: Nothing was changed.
                """);
    }

    @Test
    void saysThatNoEntryWasAddedForAnImageThatDoesNotStart() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("file"), "no Windows");
        capture(tree, "Files");
        Path store = SampleStore.in(folder);
        byte[] old = Files.readAllBytes(store);

        Bcd.Result result = deploy("w11.vhdx", "--size", "100MiB", "--add", "--store", store.toString());

        Path image = vhds.resolve("w11.vhdx");
        assertThat(result.code()).isEqualTo(6);
        assertThat(result.err()).contains("[PRT-02]").contains("""
                bcd: %s was made, and no entry was added for it: This image will not boot here: PRT-02 stands against it.
                When the reason is gone, bcd add vhd %s adds one; to go back, delete the file.
                """.formatted(image, image));
        assertThat(image).exists();
        assertThat(store).hasBinaryContent(old);
    }

    @Test
    void saysThatNoEntryWasAddedWhereTheStoreCannotBeChangedAnyMore() throws IOException {
        windows();
        Path store = SampleStore.in(folder);
        Path wimlib = folder.resolve("wimlib");
        Files.writeString(wimlib, "#!/bin/sh\nwimlib-imagex \"$@\" && echo other >>" + store + "\n");
        assertThat(wimlib.toFile().setExecutable(true)).isTrue();

        Bcd.Result result = deploy(
                "w11.vhdx", "--size", "100MiB", "--add", "--store", store.toString(), "--page-file", "none", "--wimlib", wimlib.toString());

        assertThat(result.code()).as(result.err()).isEqualTo(6);
        assertThat(result.err()).contains("w11.vhdx was made, and no entry was added for it: ").contains(store.toString());
    }

    @Test
    void refusesAnImageThatIsNotInTheWim() throws IOException {
        windows();
        capture(folder.resolve("tree"), "Windows 11 Home");
        String list = "\n  1  Windows 11 Pro\n  2  Windows 11 Home\n";

        assertNothingMade(deploy("w.vhdx", "--size", "100MiB"), 3, "bcd: " + wim
                + " has 2 images. Say with --index which one is meant. These are there:" + list);
        assertNothingMade(deploy("w.vhdx", "--size", "100MiB", "--index", "9"), 3, "bcd: " + wim + " has no image 9. These are there:" + list);
        assertNothingMade(deploy("w.vhdx", "--size", "100MiB", "--index", "0"), 3, "bcd: " + wim + " has no image 0. These are there:" + list);
        assertNothingMade(deploy("w.vhdx", "--size", "100MiB", "--name", "Home"), 3, "bcd: " + wim + " has no image \"Home\". These are there:"
                + list);
    }

    @Test
    void refusesADiskThatIsTooSmall() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.write(tree.resolve("large"), new byte[30 << 20]);
        capture(tree, "Large");
        assertNothingMade(deploy("w.vhdx", "--size", "8MiB"), 3,
                "bcd: A disk of 8 MiB has no room for a partition table and an NTFS volume; the least is 22 MiB. Nothing was made.\n");
        assertNothingMade(deploy("w.vhdx", "--size", "40MiB"), 3, "bcd: " + wim
                + ": the files of image 1 take at least 34.2 MiB, and the volume would have 22 MiB. Take a larger --size. Nothing was made.\n");
    }

    @Test
    void refusesAFolderWithoutRoom() throws IOException {
        windows();
        bcd.machine().free(3 << 20);
        Bcd.Result result = deploy("w.vhdx", "--size", "100MiB");
        assertThat(result.err()).startsWith("bcd: " + vhds + " has 3 MiB free, and at least ")
                .endsWith(" are needed for the image, and for its volume in a temporary"
                + " file beside it. Nothing was made.\n");
        assertThat(result.code()).isEqualTo(3);
        assertThat(vhds.toFile().list()).isEmpty();
    }

    @Test
    void refusesToOverwrite() throws IOException {
        windows();
        Path there = Files.writeString(vhds.resolve("w.vhdx"), "mine");
        Bcd.Result result = deploy("w.vhdx", "--size", "100MiB");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("bcd: " + there + " exists already, and was left alone. Move it away first, or choose another name.\n");
        assertThat(there).hasContent("mine");
    }

    @Test
    void refusesASplitWimWithoutAllItsParts() throws IOException {
        windows();
        Path tree = folder.resolve("tree");
        byte[] random = new byte[3 << 20];
        new Random(1).nextBytes(random);
        for (int i = 0; i < 3; i++) {
            Files.write(tree.resolve("part" + i), Arrays.copyOfRange(random, i << 20, (i + 1) << 20));
        }
        Files.delete(wim);
        capture(tree, "Split");
        Path first = folder.resolve("install.swm");
        Wims.wimlib("split", wim.toString(), first.toString(), "1");
        wim = first;
        assertThat(deploy("whole.vhdx", "--size", "100MiB").code()).isZero();
        Files.delete(vhds.resolve("whole.vhdx"));
        int parts = folder.toFile().list((dir, name) -> name.endsWith(".swm")).length;
        Files.delete(folder.resolve("install2.swm"));

        assertNothingMade(deploy("w.vhdx", "--size", "100MiB"), 3, "bcd: " + first + " is the first of " + parts
                + " parts of a split WIM, and not beside it is install2.swm. Copy all parts into one folder.\n");
    }

    @Test
    void saysHowToGetAProgramThatIsMissing() throws IOException {
        windows();
        Bcd.Result result = deploy("w.vhdx", "--size", "100MiB", "--wimlib", "no-such-wimlib");
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err())
                .startsWith("bcd: no-such-wimlib is not on the path, and WIM files are read and written with it\nDebian and Ubuntu have it in the"
                + " package wimtools");
        assertThat(vhds.toFile().list()).isEmpty();
    }

    @Test
    void refusesWhatIsNoWim() throws IOException {
        wim = Files.write(folder.resolve("w.wim"), new byte[5000]);
        assertNothingMade(deploy("w.vhdx", "--size", "100MiB"), 4, "bcd: " + wim
                + ": WIM header at 0x0: this is no WIM file: it starts with 0x0000000000000000, expected 0x4d5357494d000000\n");
    }

    @Test
    void refusesChecksumsThatTheWimDoesNotHave() throws IOException {
        windows();
        assertNothingMade(deploy("w.vhdx", "--size", "100MiB", "--check"), 3, "bcd: " + wim
                + " has no table of checksums of all its bytes. The files are"
                + " compared with checksums in any case; leave --check out.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "w.wim w.img --size 1GiB | The name of a new image ends in .vhd or .vhdx, which says what it is to be; \"w.img\" does not.",
        "w.wim w.vhd | --size is missing: what the disk of the new image holds, for instance --size 64GiB.",
        "w.wim | OUT is missing: the image to make. Or name an image that somebody published with --image.",
        "--size 1GiB | WIM is missing: the WIM file to take files from. Or name an image that somebody published with --image.",
        "w.wim w.vhd --size 1GiB --type fixed --block-size 1MiB | --block-size is about dynamic disks, and this one is to be fixed.",
        "w.wim w.vhd --size 1GiB --default | --default says how an entry for the image is added; it needs --add.",
        "w.wim w.vhd --size 1GiB --title X | --title says how an entry for the image is added; it needs --add.",
        "w.wim w.vhd --size 1GiB --sha256 00 | --sha256 is about an image that is fetched; it needs --image.",
        "--image a.vhdx w.vhd --size 1GiB | --size is about a WIM, and --image names an image that is made already.",
        "--image a.vhdx w.wim w.vhd | With --image there is no WIM: name only the file that is to be made.",
        "w.wim w.vhd --size 1000000 | There is no such disk: a disk has whole sectors of 512 bytes; the next sizes to 1000000 bytes are 999936 and 1000448.",
    })
    void refusesACommandLineThatMeansNothing(String line, String message) throws IOException {
        List<String> words = new ArrayList<>(List.of("deploy"));
        words.addAll(List.of(line.split(" ")));
        Bcd.Result result = bcd.call(words.toArray(new String[0]));
        assertThat(result.err()).startsWith("bcd: " + message);
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void fetchesAPublishedImageAndAddsIt() throws Exception {
        Path published = SampleImage.vhdx(Files.createDirectories(folder.resolve("share")).resolve("published.vhdx"));
        String checksum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(published)));
        Path store = SampleStore.in(folder);
        Path image = vhds.resolve("local.vhdx");
        String[] line = {"deploy", "--image", published.toString(), image.toString(), "--sha256", checksum, "--add", "--title", "Published",
                "--store",
            store.toString(), "--page-file", "none"};

        Bcd.Result result = bcd.call(line);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("Fetch " + published + "\n  + " + image + " a file of ").contains("Its SHA-256 is " + checksum
                + ", as named.\n");
        assertThat(image).hasSameBinaryContentAs(published);
        assertThat(Calls.run(store, "list").out()).contains("Published").contains("\\vhds\\local.vhdx");
        Bcd.Result again = bcd.call(line);
        assertThat(again.out()).as(again.err()).isEqualTo("Nothing to do: " + image + " is there, and in the menu.\n");
        assertThat(again.code()).isZero();
    }

    @Test
    void keepsNothingOfAPublishedImageWithAnotherChecksum() throws IOException {
        Path published = SampleImage.vhdx(Files.createDirectories(folder.resolve("share")).resolve("published.vhdx"));
        Path store = SampleStore.in(folder);
        byte[] old = Files.readAllBytes(store);

        Bcd.Result result = bcd.call("deploy", "--image", published.toString(), vhds.resolve("local.vhdx").toString(), "--sha256", "00".repeat(32),
                "--add",
                "--store", store.toString());

        assertThat(result.code()).as(result.err()).isEqualTo(4);
        assertThat(vhds.toFile().list()).isEmpty();
        assertThat(store).hasBinaryContent(old);
    }

    @Test
    void fetchesNothingThatCannotBeSuchAnImage() throws IOException {
        Path store = SampleStore.in(folder);
        byte[] old = Files.readAllBytes(store);
        Path published = Files.writeString(folder.resolve("published.vhdx"), "<html>Not found</html>");
        assertNothingMade(published(published, "local.vhdx", store), 4, "bcd: " + published
                + ": disk image at 0x0: this is neither a VHDX (which starts with `vhdxfile`) nor a VHD (which ends with a footer that starts with `conectix`)\n");
        windows();
        assertNothingMade(published(wim, "local.vhd", store), 4, "bcd: " + wim
                + ": disk image at 0x0: this is a WIM archive, which holds files and no disk; supported are VHD, VHDX and raw images; \"bcd deploy\" makes an"
                + " image with its files\n");
        assertThat(store).hasBinaryContent(old);
    }

    private Bcd.Result published(Path file, String out, Path store) {
        return bcd.call("deploy", "--image", file.toString(), vhds.resolve(out).toString(), "--add", "--store", store.toString());
    }

    @Test
    void addsNoEntryForWhatWasPublishedAndIsNoImage() throws IOException {
        Path published = Files.write(folder.resolve("published.vhd"), new byte[1 << 20]);
        Path store = SampleStore.in(folder);
        byte[] old = Files.readAllBytes(store);

        Bcd.Result result = published(published, "local.vhd", store);

        assertThat(result.code()).as(result.err()).isEqualTo(6);
        assertThat(result.err()).contains("[IMG-01]").contains("local.vhd was made, and no entry was added for it: ");
        assertThat(store).hasBinaryContent(old);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void looksAtTheStoreBeforeTheImageIsMade() throws IOException {
        windows();
        Path store = SampleStore.in(folder);
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("r--r--r--"));
        String message = "bcd: " + store + " is read-only: nobody has permission to write it\nAllow it first: chmod u+w " + store + "\n";
        String[] options = {"--size", "100MiB", "--add", "--page-file", "none", "--store", store.toString()};
        assertNothingMade(deploy("w.vhdx", options), 5, message);
        String[] dry = Arrays.copyOf(options, options.length + 1);
        dry[options.length] = "--dry-run";
        assertNothingMade(deploy("w.vhdx", dry), 5, message);
    }

    @Test
    void endsWithZeroForAnImageThatWasMadeWhateverItHolds() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("file"), "no Windows");
        capture(tree, "Files");

        Bcd.Result result = deploy("w.vhdx", "--size", "100MiB");

        assertThat(result.err()).contains("[PRT-02]");
        assertThat(result.out()).endsWith("This image will not boot here: PRT-02 stands against it.\n");
        assertThat(result.code()).isZero();
    }
}
