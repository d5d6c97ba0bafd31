package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.bcdkit.cli.Bcd;
import org.bcdkit.disk.Extent;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.bcdkit.testing.FatImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code bcd firmware}, on a folder laid out like efivarfs and an image of a disk. */
class FirmwareCommandsTest extends OnSampleStore {

    private static final int MIB = 1 << 20;
    private static final String GLOBAL = "-8be4df61-93ca-11d2-aa0d-00e098032b8c";
    private static final String ESP = "HD(1,GPT,b0000000-0000-4000-8000-000000000001,0x800,0x2000)";
    private static final String WINDOWS = ESP + "/\\EFI\\Microsoft\\Boot\\bootmgfw.efi";
    private static final String KEPT = "vars.kept.20261130-090000-000";

    private final Bcd bcd = new Bcd().at(Instant.parse("2026-11-30T09:00:00Z"));
    private Path vars;
    private Path disk;

    @BeforeEach
    void makeVariablesAndADisk() throws IOException {
        vars = Files.createDirectory(folder.resolve("vars"));
        Path fat = FatImage.format(folder.resolve("esp.img"), 4096)
                .folder("EFI").folder("EFI/Microsoft").folder("EFI/Microsoft/Boot")
                .mtools("mcopy", Files.writeString(folder.resolve("bootmgfw.efi"), "MZ").toString(), "::/EFI/Microsoft/Boot/bootmgfw.efi")
                .file();
        disk = folder.resolve("disk.raw");
        UUID id = UUID.fromString("a0000000-0000-4000-8000-000000000000");
        UUID esp = UUID.fromString("b0000000-0000-4000-8000-000000000001");
        Partition partition = Partition.gpt(1, PartitionType.Gpt.EFI_SYSTEM, id, esp, MIB, 4 * MIB, "EFI", 0);
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(8 * MIB);
            for (Extent extent : GptWriter.write(id, 8 * MIB, 512, List.of(partition))) {
                file.seek(extent.position());
                file.write(extent.bytes().toArray());
            }
            file.seek(MIB);
            file.write(Files.readAllBytes(fat));
        }
    }

    private Bcd.Result firmware(String... words) {
        List<String> all = new ArrayList<>(List.of("firmware"));
        all.addAll(List.of(words));
        all.addAll(List.of("--efivars", vars.toString()));
        Bcd.Result result = bcd.call(all.toArray(new String[0]));
        return new Bcd.Result(result.code(), result.out().replace(folder.toString(), "DIR"), result.err().replace(folder.toString(), "DIR"));
    }

    private Bcd.Result onDisk(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--disk", disk.toString()));
        return firmware(all.toArray(new String[0]));
    }

    private void put(String name, String hex) throws IOException {
        Files.write(vars.resolve(name + GLOBAL), HexFormat.of().parseHex(hex));
    }

    private String get(String name) throws IOException {
        return HexFormat.of().formatHex(Files.readAllBytes(vars.resolve(name + GLOBAL)));
    }

    /** An entry that starts no file. */
    private void putEntry(int number, String title) throws IOException {
        StringBuilder hex = new StringBuilder("07000000" + "01000000" + "0400");
        for (char c : title.toCharArray()) {
            hex.append(String.format("%02x00", (int) c));
        }
        put(String.format("Boot%04X", number), hex + "0000" + "7fff0400");
    }

    @Test
    void addsTheBootManagerOfWindowsInFront() throws IOException {
        putEntry(0, "Setup");
        put("BootOrder", "070000000000");
        Bcd.Result preview = onDisk("add", "--dry-run");
        String plan = """
                Add the firmware entry "Windows Boot Manager"
                  + Boot0001                "Windows Boot Manager" %s
                  ~ BootOrder               0000 → 0001,0000
                1 to add, 1 to change, 0 to delete.
                """.formatted(WINDOWS);
        assertThat(preview).isEqualTo(new Bcd.Result(0, plan + "Nothing was written (--dry-run).\n", ""));
        assertThat(vars.resolve("Boot0001" + GLOBAL)).doesNotExist();
        assertThat(onDisk("add")).isEqualTo(new Bcd.Result(0, plan + "The old variables are kept in DIR/" + KEPT
                + ".\nTo go back: bcd firmware undo --efivars DIR/vars\n", ""));
        assertThat(get("BootOrder")).isEqualTo("07000000" + "01000000");
        assertThat(get("Boot0001")).startsWith("07000000" + "01000000" + "7400");
        assertThat(onDisk("add")).isEqualTo(new Bcd.Result(0, "Nothing to do: the firmware has this entry already.\n", ""));
    }

    @Test
    void saysInJsonWhichEntryItMade() {
        assertThat(onDisk("add", "--json").out()).isEqualTo("""
                {
                  "schemaVersion": 1,
                  "changed": true,
                  "variables": "DIR/vars",
                  "entry": "Boot0000",
                  "findings": [ ],
                  "changes": [ {
                    "action": "add",
                    "subject": "Boot0000",
                    "after": "\\"Windows Boot Manager\\" %s"
                  }, {
                    "action": "add",
                    "subject": "BootOrder",
                    "after": "0000"
                  } ],
                  "backup": "DIR/%s"
                }
                """.formatted(WINDOWS.replace("\\", "\\\\"), KEPT));
    }

    @Test
    void listsEntriesInTheirOrder() throws IOException {
        putEntry(2, "Setup");
        putEntry(3, "Gone");
        onDisk("add", "--last");
        firmware("order", "Setup", "--first", "--backup", folder.resolve("one").toString());
        firmware("order", "0000", "--next", "--backup", folder.resolve("two").toString());
        put("BootCurrent", "070000000200");
        put("Timeout", "070000000100");
        put("Boot0009", "07000000" + "0100");
        put("BootOrder", "07000000" + "0200" + "0000" + "0800");
        Bcd.Result list = onDisk("list");
        assertThat(list.out()).isEqualTo("""
                  1. Boot0002  Setup  (this start)
                  2. Boot0000  Windows Boot Manager  (next start)
                      %s
                      starts {bootmgr} of the boot store
                  -  Boot0003  Gone
                  -  Boot0009  (damaged)
                The firmware's menu waits 1 second.
                """.formatted(WINDOWS).replace("  -  Boot", "   - Boot").replace("                      ", "      "));
        assertThat(list.err()).isEqualTo("""
                warning: Boot0009: load option at 0x0: it takes 6 bytes and only 2 are there [FWE-01]
                  `bcd firmware remove Boot0009` removes it.
                warning: BootOrder names Boot0008, and there is no such entry [FWE-02]
                  `bcd firmware remove Boot0008` takes it out.
                note: Boot0003 "Gone" is not in BootOrder, so firmware does not start it by itself [FWE-03]
                note: Boot0009 is not in BootOrder, so firmware does not start it by itself [FWE-03]
                """);
        assertThat(list.code()).isZero();
    }

    @Test
    void listsAsJson() throws IOException {
        putEntry(0x1A, "A");
        put("BootOrder", "070000001a00");
        put("BootNext", "070000001a00");
        put("Timeout", "07");
        assertThat(firmware("list", "--json").out()).isEqualTo("""
                {
                  "schemaVersion": 1,
                  "variables": "DIR/vars",
                  "order": [ "Boot001A" ],
                  "next": "Boot001A",
                  "entries": [ {
                    "name": "Boot001A",
                    "description": "A",
                    "active": true,
                    "attributes": "0x00000001",
                    "device": "",
                    "inOrder": true,
                    "raw": "010000000400410000007fff0400"
                  } ],
                  "broken": [ {
                    "name": "Timeout",
                    "problem": "variable at 0x0: the file has 1 bytes, and the attributes alone take 4"
                  } ],
                  "findings": [ {
                    "rule": "FWE-01",
                    "severity": "warning",
                    "message": "Timeout: variable at 0x0: the file has 1 bytes, and the attributes alone take 4",
                    "remedy": "Look at it with efivar, and remove it when nobody needs it."
                  } ]
                }
                """);
    }

    @Test
    void findsEntriesThatLeadNowhere() throws IOException {
        onDisk("add");
        onDisk("add", "--path", "/EFI/gone.efi", "--name", "Gone", "--force", "--backup", folder.resolve("b").toString());
        assertThat(onDisk("list").err()).contains("Boot0001 \"Gone\" starts \\EFI\\gone.efi, and partition 1 of DIR/disk.raw has no such file [FWE-05]");
        put("Boot0000", get("Boot0000").replace("8000000000000001" + "0202", "8000000000000009" + "0202"));
        assertThat(onDisk("list").err()).contains("Boot0000 \"Windows Boot Manager\" starts from " + ESP.replace("000000000001", "000000000009")
                + ", and no disk here has that partition [FWE-04]");
        assertThat(firmware("list").err()).doesNotContain("FWE-04").doesNotContain("FWE-05");
    }

    @Test
    void doesNotAddAFileThatIsNotThere() {
        assertThat(onDisk("add", "--path", "\\EFI\\BOOT\\BOOTX64.EFI", "--name", "Fallback"))
                .isEqualTo(new Bcd.Result(3, "", """
                        error: there is no \\EFI\\BOOT\\BOOTX64.EFI on partition 1 of DIR/disk.raw [FWE-10]
                          Put the file there first, or name another with --path.
                        bcd: Nothing was changed; --force carries on all the same.
                        """));
        assertThat(vars).isEmptyDirectory();
    }

    @Test
    void namesTheObjectOfAStoreOrNone() throws IOException {
        onDisk("add", "--object", "none", "--not-in-order");
        assertThat(get("Boot0000")).endsWith("7fff0400").doesNotContain("570049004e0044");
        assertThat(vars.resolve("BootOrder" + GLOBAL)).doesNotExist();
        onDisk("add", "--object", "{memdiag}", "--backup", folder.resolve("b").toString());
        assertThat(firmware("list").out()).contains("starts {memdiag} of the boot store");
    }

    @Test
    void saysWhatIsWrongWithTheWords() {
        assertThat(onDisk("add", "--path", "x").err()).startsWith("bcd: --path: \"x\" is no path from the root of a partition;");
        assertThat(onDisk("add", "--path", "\\x").err()).startsWith("bcd: Say with --name what the firmware's menu shall call the entry.");
        assertThat(onDisk("add", "--object", "x").err()).startsWith("bcd: --object: \"x\" is neither a GUID nor an alias such as {bootmgr}, nor none.");
        assertThat(onDisk("add", "--first", "--last").err()).startsWith("bcd: --first, --last and --not-in-order exclude each other.");
        assertThat(firmware("add", "--partition", "1").err()).startsWith("bcd: --partition needs --disk, which says of which disk.");
        assertThat(onDisk("add", "--partition", "7").err()).isEqualTo("bcd: DIR/disk.raw has no partition 7. `bcd disk info` shows those it has.\n");
        assertThat(firmware("add")).isEqualTo(new Bcd.Result(
                3, "", "bcd: No EFI system partition is known for the entry. Name the disk with --disk, and the partition with --partition.\n"));
        assertThat(firmware("order", "1", "2", "--next").err()).startsWith("bcd: --next takes one entry, and no other option for the order.");
        assertThat(firmware("list", "--store", "BCD").err()).startsWith("bcd: --store means nothing here: the entries are those of the firmware.");
        assertThat(Bcd.run("firmware", "list", "--efivars", "").err()).startsWith("bcd: --efivars needs the name of a folder.");
    }

    @Test
    void removesByNumberAndByTitle() throws IOException {
        putEntry(0, "One");
        putEntry(1, "Two");
        putEntry(2, "two");
        put("BootOrder", "07000000" + "0000" + "0100" + "0200");
        assertThat(firmware("remove", "Two")).isEqualTo(
                new Bcd.Result(3, "", "bcd: \"Two\" is the title of 2 firmware entries: Boot0001, Boot0002. Name one of them by its number.\n"));
        assertThat(firmware("remove", "Ome").err()).isEqualTo("bcd: There is no firmware entry \"Ome\". Did you mean One?\n");
        assertThat(firmware("remove", "one", "boot0002").out()).startsWith("""
                Remove 2 firmware entries
                  ~ BootOrder               0000,0001,0002 → 0001
                  - Boot0000                "One"
                """);
        assertThat(get("BootOrder")).isEqualTo("070000000100");
        assertThat(firmware("remove", "0000")).isEqualTo(new Bcd.Result(3, "", """
                error: there is no firmware entry Boot0000 [FWE-08]
                  `bcd firmware list` shows those there are.
                bcd: Nothing was changed.
                """));
    }

    @Test
    void goesBackToTheOldEntries() throws IOException {
        putEntry(0, "One");
        put("BootOrder", "070000000000");
        firmware("remove", "0");
        assertThat(firmware("undo", "--dry-run").out()).isEqualTo("""
                Go back to the firmware entries in DIR/%s
                  + Boot0000                "One"
                  ~ BootOrder               empty → 0000
                1 to add, 1 to change, 0 to delete.
                Nothing was written (--dry-run).
                """.formatted(KEPT));
        assertThat(firmware("undo").out()).endsWith("What was taken back is kept in DIR/" + KEPT + ".undone.\n");
        assertThat(get("BootOrder")).isEqualTo("070000000000");
        assertThat(firmware("undo")).isEqualTo(
                new Bcd.Result(3, "", "bcd: No kept variables of DIR/vars are found, so there is nothing to go back to.\n"));
    }

    @Test
    void doesNotTakeBackWhatSomethingElseChanged() throws IOException {
        putEntry(0, "One");
        putEntry(1, "Two");
        String backup = folder.resolve("backup").toString();
        firmware("order", "0", "--backup", backup);
        put("BootOrder", "070000000100");
        assertThat(firmware("undo", "--backup", backup).err()).isEqualTo("bcd: Something else has changed BootOrder since the change that kept DIR/backup."
                + " Going back would lose that as well. --force goes back all the same.\n");
        assertThat(firmware("undo", "--backup", backup, "--force").code()).isZero();
        assertThat(vars.resolve("BootOrder" + GLOBAL)).doesNotExist();
        assertThat(firmware("undo", "--backup", vars.toString()).err()).isEqualTo("bcd: DIR/vars holds no variables that a change kept.\n");
    }

    @Test
    void leavesAVariableAloneThatItCannotRead() throws IOException {
        putEntry(0, "One");
        Files.createDirectory(vars.resolve("BootNext" + GLOBAL));
        assertThat(firmware("order", "0", "--next")).isEqualTo(new Bcd.Result(3, "", """
                error: BootNext is there and cannot be read, so it is left alone [FWE-07]
                  Look at it with efivar, and remove it when nobody needs it.
                bcd: Nothing was changed.
                """));
        assertThat(folder.resolve(KEPT)).doesNotExist();
    }

    @Test
    void takesTheEntriesIntoTheStoreAndBack() throws IOException {
        putEntry(5, "Setup");
        onDisk("add");
        String[] sync = {"sync", "--store", store.toString()};
        Bcd.Result result = onDisk(sync);
        assertThat(result.out()).startsWith("Take the firmware entries of DIR/vars into DIR/BCD\n")
                .contains("+ {fwbootmgr} ", "  + {bootmgr} Description\\FirmwareVariable Boot0000 \"Windows Boot Manager\" " + WINDOWS + "\n")
                .contains("    + Description\\FirmwareVariable Boot0005 \"Setup\"\n")
                .endsWith("To go back: bcd undo --store DIR/BCD\n");
        assertThat(object(WellKnown.FIRMWARE_BOOT_MANAGER).ids(ElementType.DISPLAY_ORDER)).containsExactly(WellKnown.BOOT_MANAGER);
        assertThat(object(WellKnown.BOOT_MANAGER).firmwareVariable()).isPresent();
        assertThat(read().objects()).filteredOn(o -> o.is(ObjectType.FIRMWARE_APPLICATION)).extracting(BcdObject::id).hasSize(1);
        assertThat(onDisk(sync)).isEqualTo(new Bcd.Result(0, "Nothing to do: the store says what the firmware has.\n", ""));
        Files.delete(vars.resolve("Boot0000" + GLOBAL));
        put("BootOrder", "070000000500");
        assertThat(onDisk("sync", "--from", "store", "--store", store.toString(), "--backup", folder.resolve("b").toString()).out())
                .startsWith("Make the firmware entries those of DIR/BCD\n")
                .contains("  ~ BootOrder               0005 → 0000,0005\n");
        assertThat(onDisk("sync", "--from", "store", "--store", store.toString()).out()).isEqualTo("Nothing to do: the firmware has what the store says.\n");
    }

    @Test
    void knowsTheDeviceOfAnEntryThatItTakesIntoTheStore() throws IOException {
        onDisk("add", "--object", "none", "--name", "Plain");
        onDisk("sync", "--store", store.toString());
        BcdObject plain = read().objects().stream().filter(o -> o.is(ObjectType.FIRMWARE_APPLICATION)).findFirst().orElseThrow();
        assertThat(Calls.run(store, "show", plain.id().toString()).out()).contains("device                  " + SampleStore.ESP_TEXT);
    }
}
