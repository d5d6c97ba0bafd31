package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.bcdkit.cli.Bcd;
import org.bcdkit.firmware.HardDrive;
import org.bcdkit.host.FirmwarePartition;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The firmware entry that {@code bcd init} makes, in folders laid out like efivarfs. */
class InitFirmwareTest {

    private static final String GLOBAL = "-8be4df61-93ca-11d2-aa0d-00e098032b8c";
    private static final String STORE = "EFI/Microsoft/Boot/BCD";
    private static final String PARTITION = "8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b";
    private static final String KEPT = "vars.kept.20261130-090000-000";
    private static final String WINDOWS = "Windows Boot Manager\tHD(1,GPT," + PARTITION + ",0x800,0x14000)/File(\\EFI\\Microsoft\\Boot\\bootmgfw.efi)"
            + "WINDOWS.........x...B.C.D.O.B.J.E.C.T.=.{.9.d.e.a.8.6.2.c.-.5.c.d.d.-.4.e.7.0.-.a.c.c.1.-.f.3.2.b.3.4.4.d.4.7.9.5.}";

    @TempDir
    Path folder;

    private final Bcd bcd = new Bcd().at(Instant.parse("2026-11-30T09:00:00Z"));
    private WindowsTree tree;
    private Path target;
    private Path vars;

    @BeforeEach
    void makeFolders() throws IOException {
        tree = WindowsTree.windows11(Files.createDirectory(folder.resolve("win")));
        target = Files.createDirectory(folder.resolve("esp"));
        vars = Files.createDirectory(folder.resolve("vars"));
        put("Boot0000", "07000000" + "01000000" + "0400" + "530065007400750070000000" + "7fff0400");
        put("BootOrder", "07000000" + "0000");
        HardDrive drive = new HardDrive(1, 0x800, 0x14000, new HardDrive.Signature.Gpt(UUID.fromString(PARTITION)));
        bcd.machine().volume(target, SampleStore.DATA).firmwarePartition(new FirmwarePartition(drive, false));
    }

    private void put(String name, String hex) throws IOException {
        Files.write(vars.resolve(name + GLOBAL), HexFormat.of().parseHex(hex));
    }

    private Bcd.Result init(String... options) {
        List<String> words = new ArrayList<>(List.of("init", tree.folder().toString(), "--windows-device", "locate", "--target", target.toString()));
        words.addAll(List.of(options));
        return bcd.call(words.toArray(new String[0]));
    }

    private Bcd.Result initWithVariables(String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("--efivars", vars.toString()));
        return init(words.toArray(new String[0]));
    }

    private List<String> efibootmgr() {
        List<String> words = List.of(IndependentTool.require("efibootmgr", "efibootmgr").toString(), "-v");
        IndependentTool.Outcome outcome = IndependentTool.run(Duration.ofMinutes(1), Map.of("EFIVARFS_PATH", vars + "/"), words);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome.text().lines().map(line -> line.strip().replaceAll("(4\\.7\\.9\\.5\\.}).*", "$1")).toList();
    }

    private Map<String, String> variables() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (var files = Files.list(vars)) {
            for (Path file : files.toList()) {
                content.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    private String show(String object) {
        return bcd.call("show", object, "--store", target.resolve(STORE).toString()).out();
    }

    @Test
    void makesTheEntryLastAndPutsItFirstInTheOrder() throws IOException {
        Bcd.Result result = initWithVariables();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("""
                  + \\EFI\\Microsoft\\Boot\\BCD a boot store that starts "Windows 11"
                  + Boot0001                "Windows Boot Manager" HD(1,GPT,%s,0x800,0x14000)/\\EFI\\Microsoft\\Boot\\bootmgfw.efi
                  ~ BootOrder               0000 \u2192 0001,0000
                13 to add, 1 to change, 0 to delete.
                The old variables are kept in %s.
                To go back: bcd firmware undo --efivars %s
                """.formatted(PARTITION, folder.resolve(KEPT), vars));
        assertThat(efibootmgr()).containsExactly("BootOrder: 0001,0000", "Boot0000* Setup", "Boot0001* " + WINDOWS);
        assertThat(bcd.call("firmware", "undo", "--efivars", vars.toString()).code()).isZero();
        assertThat(efibootmgr()).containsExactly("BootOrder: 0000", "Boot0000* Setup");
    }

    @Test
    void theStoreSaysWhatTheFirmwareHas() {
        initWithVariables();
        assertThat(show("{fwbootmgr}")).containsPattern("displayorder +\\{bootmgr}\n +\\{[0-9a-f-]{36}}\n");
        Bcd.Result sync = bcd.call("firmware", "sync", "--efivars", vars.toString(), "--store", target.resolve(STORE).toString());
        assertThat(sync).isEqualTo(new Bcd.Result(0, "Nothing to do: the store says what the firmware has.\n", ""));
    }

    @Test
    void anEntryThatIsThereStaysAloneAndIsNotMadeTwice() throws IOException {
        initWithVariables();
        Map<String, String> made = variables();
        Bcd.Result again = initWithVariables();
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).startsWith("Nothing to do: ");
        assertThat(variables()).isEqualTo(made);
        put("BootOrder", "07000000" + "00000100");
        assertThat(initWithVariables("--keep-position").code()).isZero();
        assertThat(efibootmgr()).contains("BootOrder: 0000,0001");
        assertThat(initWithVariables("--keep-position").out()).startsWith("Nothing to do: ");
    }

    @Test
    void takesAnEntryThatFirmwareLostIntoItsVariablesAgain() throws IOException {
        initWithVariables("--add-last");
        assertThat(efibootmgr()).contains("BootOrder: 0000,0001");
        Files.delete(vars.resolve("Boot0001" + GLOBAL));
        put("BootOrder", "07000000" + "0000");
        byte[] store = Files.readAllBytes(target.resolve(STORE));
        Bcd.Result result = bcd.at(Instant.parse("2026-11-30T09:00:01Z")).call(
                "init", tree.folder().toString(), "--windows-device", "locate", "--target", target.toString(), "--efivars", vars.toString(), "--add-last");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("1 to add, 1 to change, 0 to delete.");
        assertThat(efibootmgr()).contains("BootOrder: 0000,0001", "Boot0001* " + WINDOWS);
        assertThat(Files.readAllBytes(target.resolve(STORE))).isEqualTo(store);
    }

    @Test
    void showsTheEntryOnADryRunAndToPrograms() throws IOException {
        Map<String, String> before = variables();
        Bcd.Result dry = initWithVariables("--dry-run");
        assertThat(dry.out()).contains("+ Boot0001 ", "~ BootOrder ").endsWith("Nothing was written (--dry-run).\n");
        assertThat(variables()).isEqualTo(before);
        assertThat(target).isEmptyDirectory();
        JsonNode json = new ObjectMapper().readTree(initWithVariables("--json").out());
        JsonNode steps = json.path("steps");
        assertThat(steps.get(steps.size() - 1).asText()).isEqualTo("write the firmware's Boot0001 and BootOrder");
        assertThat(json.path("variables").asText()).isEqualTo(vars.toString());
        assertThat(json.path("changes").get(json.path("changes").size() - 1).path("subject").asText()).isEqualTo("BootOrder");
    }

    @Test
    void saysWhatWasDoneWhenTheFirmwareRefuses() throws IOException {
        Files.writeString(folder.resolve(KEPT), "in the way");
        Map<String, String> before = variables();
        Bcd.Result result = initWithVariables();
        assertThat(result.code()).isEqualTo(6);
        assertThat(result.err()).contains("bcd: " + target + " was initialised, but its firmware entry was not made. Of the boot variables:"
                        + " The old variables cannot be kept in " + folder.resolve(KEPT)).contains(" is in the way). Nothing was changed.")
                .contains("Done:\n  write 6 files, ", "  write \\EFI\\Boot\\bootx64.efi\nFailed:\n  write the firmware's Boot0001 and BootOrder\n")
                .contains("Firmware still starts what it started before. The same command carries on when the reason is gone.\n");
        assertThat(variables()).isEqualTo(before);
        assertThat(target.resolve(STORE)).isNotEmptyFile();
        Files.delete(folder.resolve(KEPT));
        assertThat(initWithVariables().code()).isZero();
        assertThat(efibootmgr()).contains("BootOrder: 0001,0000");
    }

    /** The immutable flag of a folder holds for root as well; not every file system has it. */
    @Test
    void findsOutThatVariablesCannotBeWrittenBeforeAnythingIs() throws IOException {
        Path chattr = IndependentTool.require("chattr", "e2fsprogs");
        assumeTrue(IndependentTool.run(chattr, "+i", vars.toString()).exitCode() == 0);
        try {
            Bcd.Result result = initWithVariables();
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.err()).endsWith("bcd: The firmware variables in " + vars + " cannot be written: permission denied. Nothing was written.\n"
                    + "Firmware entries are changed by root only: run this with sudo. Or make no firmware entry: --no-firmware (/nofirmwaresync of bcdboot).\n");
            assertThat(target).isEmptyDirectory();
            assertThat(initWithVariables("--dry-run").code()).isZero();
        } finally {
            IndependentTool.run(chattr, "-i", vars.toString());
        }
    }

    @Test
    void saysHowToTakeTheStoreBackWhenTheFirmwareRefuses() throws IOException {
        init();
        byte[] before = Files.readAllBytes(target.resolve(STORE));
        Files.writeString(folder.resolve(KEPT), "in the way");
        Bcd.Result result = initWithVariables("--name", "Another title");
        assertThat(result.code()).isEqualTo(6);
        assertThat(result.err()).contains("The old store is kept as ").contains("To go back: bcd undo --store " + target.resolve(STORE) + "\n");
        assertThat(Files.readAllBytes(target.resolve(STORE))).isNotEqualTo(before);
        assertThat(bcd.call("undo", "--store", target.resolve(STORE).toString()).code()).isZero();
        assertThat(Files.readAllBytes(target.resolve(STORE))).isEqualTo(before);
    }

    @Test
    void changesNothingWhenTheOrderIsDamaged() throws IOException {
        put("BootOrder", "07000000" + "00");
        Bcd.Result result = initWithVariables();
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("BootOrder is damaged").endsWith("bcd: Nothing was changed.\n");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void makesNoEntryForAPartitionThatIsNotOfThisMachine() {
        Bcd.Result result = init("--add-last");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).doesNotContain("Boot0001");
        assertThat(result.err()).contains("note: no firmware entry is made here, so that --add-last has nothing to place; firmware starts \\EFI\\Boot\\boot*.efi"
                + " without one, and bcd firmware add makes one on the machine itself [INS-16]\n");
    }

    @Test
    void refusesOptionsThatSayDifferentThings() {
        assertThat(initWithVariables("--no-firmware").err()).startsWith("bcd: --no-firmware and --efivars exclude each other.");
        assertThat(init("--add-last", "--keep-position").err()).startsWith("bcd: --add-last and --keep-position exclude each other.");
        assertThat(initWithVariables("--firmware", "bios").err()).isEqualTo("bcd: A BIOS has no firmware entries, so --efivars has nothing to change.\n");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void wantsToKnowThePartitionThatTheEntryIsToName() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Bcd.Result result = bcd.call(
                "init", tree.folder().toString(), "--windows-device", "locate", "--target", plain.toString(), "--efivars", vars.toString());
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("bcd: Which partition " + plain + " is cannot be told, and a firmware entry names it.");
        assertThat(plain).isEmptyDirectory();
    }

    @Test
    void namesTheNewPartitionOfADisk() throws IOException {
        Path disk = folder.resolve("disk.raw");
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        run("sgdisk", "-o", disk.toString());
        Bcd.Result result = bcd.call("init", tree.folder().toString(), "--windows-device", "locate", "--disk", disk.toString(), "--create-esp", "64MiB", "--yes",
                "--efivars", vars.toString());
        assertThat(result.code()).as(result.err()).isZero();
        String guid = run("sgdisk", "-i", "1", disk.toString()).replaceAll("(?s).*unique GUID: (\\S+).*", "$1").toLowerCase(Locale.ROOT);
        assertThat(efibootmgr()).anySatisfy(line -> assertThat(line).startsWith("Boot0001* Windows Boot Manager\tHD(1,GPT," + guid + ",0x800,0x20000)/"));
        Bcd.Result check = bcd.call("firmware", "list", "--efivars", vars.toString(), "--disk", disk.toString());
        assertThat(check.err()).isEmpty();
    }

    private static String run(String tool, String... words) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, "gdisk"), words);
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
        return outcome.text();
    }
}
