package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.LogEntryBuilder;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bcd vdisk check} and {@code bcd vdisk repair}. */
class VdiskRepairCommandTest {

    private static final int MIB = 1 << 20;
    private static final int BLOCK = 512 << 10;

    @TempDir
    Path folder;

    private Path vhd;
    private Path vhdx;

    @BeforeEach
    void name() {
        vhd = folder.resolve("w.vhd");
        vhdx = folder.resolve("w.vhdx");
    }

    private static VhdBuilder dynamic() {
        return VhdBuilder.dynamic(8 * BLOCK, BLOCK).block(3, 'a').block(0, 'b');
    }

    private static byte[] without(byte[] image, int bytes) {
        return Arrays.copyOf(image, image.length - bytes);
    }

    @Test
    void saysThatNothingIsWrong() throws IOException {
        Files.write(vhd, dynamic().build());
        assertThat(Bcd.run("vdisk", "check", vhd.toString())).isEqualTo(new Bcd.Result(0, "No problems found.\n", ""));
        assertThat(Bcd.run("vdisk", "repair", vhd.toString())).isEqualTo(new Bcd.Result(0, "Nothing to do: " + vhd + " is whole.\n", ""));
    }

    /** A differencing VHD names its parent by when that was last changed, too. */
    @Test
    void aRepairedVhdIsStillTheParentOfItsChildren() throws IOException {
        FileTime modified = FileTime.from(Instant.parse("2026-11-24T09:00:00Z"));
        Files.write(vhd, dynamic().build());
        Files.setLastModifiedTime(vhd, modified);
        String child = folder.resolve("child.vhd").toString();
        assertThat(Bcd.run("vdisk", "create", child, "--parent", vhd.toString()).code()).isZero();
        Files.write(vhd, without(dynamic().build(), 512));
        Files.setLastModifiedTime(vhd, modified);

        assertThat(Bcd.run("vdisk", "repair", vhd.toString()).code()).isZero();

        assertThat(Files.getLastModifiedTime(vhd)).isEqualTo(modified);
        assertThat(Bcd.run("vdisk", "info", child).err()).isEmpty();
        assertThat(Bcd.run("vdisk", "repair", "--undo", vhd.toString()).code()).isZero();
        assertThat(Files.getLastModifiedTime(vhd)).isEqualTo(modified);
    }

    @Test
    void marksSectorsWithContentThatNobodyMarked() throws IOException {
        byte[] payload = new byte[BLOCK];
        payload[1024] = 1;
        byte[] bits = new byte[BLOCK / 512 / 8];
        byte[] before = VhdBuilder.dynamic(8 * BLOCK, BLOCK).block(3, bits, payload).build();
        Files.write(vhd, before);
        String check = Bcd.run("vdisk", "check", vhd.toString(), "--level", "deep").out();
        assertThat(check).startsWith("warning: VHD sector bitmap at 0x").contains(" bcd vdisk repair --level deep marks them.\n");
        assertThat(Bcd.run("vdisk", "repair", vhd.toString()).out()).isEqualTo("Nothing to do: " + vhd + " is whole.\n");

        assertThat(Bcd.run("vdisk", "repair", vhd.toString(), "--level", "deep").out())
                .startsWith("Repair " + vhd + "\n  ~ bitmap of block 3 at 0x")
                .contains(" 1 sector with content not marked → marked\n0 to add, 1 to change, 0 to delete.\n");

        assertThat(Bcd.run("vdisk", "check", vhd.toString(), "--level", "deep").out()).isEqualTo("No problems found.\n");
        assertThat(Bcd.run("vdisk", "repair", vhd.toString(), "--undo").code()).isZero();
        assertThat(vhd).hasBinaryContent(before);
    }

    @Test
    void namesTheChecksumWhereACheckDoes() throws IOException {
        byte[] image = dynamic().build();
        image[512 + 0x24] ^= 1;
        Files.write(vhd, image);
        assertThat(Bcd.run("vdisk", "check", vhd.toString()).out()).startsWith("error: VHD dynamic header at 0x224: checksum is ");
        assertThat(Bcd.run("vdisk", "repair", vhd.toString(), "--force").out())
                .startsWith("Repair " + vhd + "\n  ~ checksum in the dynamic header at 0x224 wrong → right\n");
    }

    @Test
    void saysHowMuchWasReadWhenMoreIsAskedFor() throws IOException {
        Files.write(vhd, dynamic().build());
        assertThat(Bcd.run("vdisk", "check", vhd.toString(), "--verbose"))
                .isEqualTo(new Bcd.Result(
                        0,
                        "No problems found.\n",
                        "note: " + vhd + " was read at level full; --level deep reads every bitmap and all of the parents too.\n"));
        assertThat(Bcd.run("vdisk", "check", vhd.toString(), "--verbose", "--level", "deep").err())
                .isEqualTo("note: " + vhd + " was read at level deep: everything but the data itself.\n");
    }

    @Test
    void listsWhatIsWrongWithRuleAndPlaceAndRemedy() throws IOException {
        Files.write(vhd, without(dynamic().entry(1, 4).build(), 512));
        assertThat(Bcd.run("vdisk", "check", vhd.toString()))
                .isEqualTo(new Bcd.Result(
                        3,
                        """
                        error: VHD footer at 0x100c00: there is no intact footer at its end; the copy at its start is intact (0xC03A0001) [VHD-C01]
                          bcd vdisk repair puts the footer back from its copy, and ends the file with it.
                        error: VHD block allocation table at 0x60c: block 3 lies at 0x800 and overlaps block 1 at 0x800 (0xC03A000A) [VHD-C13]
                          Copy the image again from where it came from, or restore it from a backup.
                        2 errors, 0 warnings.
                        """,
                        ""));
    }

    @Test
    void printsFindingsAsJson() throws IOException {
        Files.write(vhd, without(dynamic().build(), 512));
        assertThat(Bcd.run("vdisk", "check", vhd.toString(), "--json", "--level", "deep"))
                .isEqualTo(new Bcd.Result(
                        3,
                        """
                        {
                          "schemaVersion": 1,
                          "image": "%s",
                          "format": "vhd",
                          "level": "deep",
                          "files": 1,
                          "verdict": "error",
                          "findings": [ {
                            "rule": "VHD-C01",
                            "severity": "error",
                            "file": "%s",
                            "structure": "VHD footer",
                            "offset": 1051648,
                            "message": "there is no intact footer at its end; the copy at its start is intact",
                            "remedy": "bcd vdisk repair puts the footer back from its copy, and ends the file with it.",
                            "status": "0xC03A0001"
                          } ]
                        }
                        """
                                .formatted(vhd, vhd),
                        ""));
    }

    @Test
    void endsWithFourForWhatIsNoImage() throws IOException {
        Files.write(vhd, new byte[4096]);
        for (String command : List.of("check", "repair")) {
            assertThat(Bcd.run("vdisk", command, vhd.toString()))
                    .isEqualTo(new Bcd.Result(
                            4,
                            "",
                            "bcd: " + vhd + ": disk image at 0x0: this is neither a VHDX (which starts with `vhdxfile`) nor a VHD (which ends with a footer"
                                    + " that starts with `conectix`)\n"));
        }
    }

    @Test
    void putsAFooterBackAndTakesItAwayAgain() throws IOException {
        byte[] whole = dynamic().build();
        Files.write(vhd, without(whole, 512));
        Bcd.Result repaired = Bcd.run("vdisk", "repair", vhd.toString()).with("\\d{8}-\\d{6}-\\d{3}", "TIME");
        assertThat(repaired)
                .isEqualTo(new Bcd.Result(
                        0,
                        "Repair " + vhd + "\n  + footer at 0x100c00      the one from the start of the file\n1 to add, 0 to change, 0 to delete.\n"
                                + "What was written over is kept in " + vhd + ".TIME.kept. To go back: bcd vdisk repair --undo " + vhd + "\n",
                        ""));
        assertThat(Files.readAllBytes(vhd)).isEqualTo(whole);

        Bcd.Result undone = Bcd.run("vdisk", "repair", "--undo", vhd.toString());
        assertThat(undone.code()).as(undone.err()).isZero();
        assertThat(Files.readAllBytes(vhd)).isEqualTo(without(whole, 512));
        // And that can be taken back as well.
        assertThat(Bcd.run("vdisk", "repair", "--undo", vhd.toString()).code()).isZero();
        assertThat(Files.readAllBytes(vhd)).isEqualTo(whole);
    }

    @Test
    void takesNothingBackThatSomebodyElseChanged() throws IOException {
        Files.write(vhd, without(dynamic().build(), 512));
        assertThat(Bcd.run("vdisk", "repair", vhd.toString(), "--undo"))
                .isEqualTo(new Bcd.Result(3, "", "bcd: Nothing is kept of a repair of " + vhd + ", so there is nothing to take back.\n"));
        assertThat(Bcd.run("vdisk", "repair", vhd.toString()).code()).isZero();
        byte[] other = dynamic().block(1, 'x').build();
        Files.write(vhd, other);
        Bcd.Result undone = Bcd.run("vdisk", "repair", vhd.toString(), "--undo");
        assertThat(undone.code()).isEqualTo(5);
        assertThat(undone.err()).startsWith("bcd: " + vhd + " is not what the last repair made of it: something else has changed it since, or taking it back was"
                + " interrupted. Nothing was changed. bcd vdisk repair makes it whole;");
        assertThat(Files.readAllBytes(vhd)).isEqualTo(other);
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        byte[] damaged = without(dynamic().build(), 512);
        Files.write(vhd, damaged);
        Bcd.Result result = Bcd.run("vdisk", "repair", vhd.toString(), "--dry-run", "--json");
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("changed").asBoolean()).isTrue();
        assertThat(json.get("undoable").asBoolean()).isTrue();
        assertThat(json.get("changes")).hasSize(1);
        assertThat(Files.readAllBytes(vhd)).isEqualTo(damaged);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(vhd);
        }
    }

    @Test
    void changesNothingWhereBlocksOverlap() throws IOException {
        byte[] damaged = without(dynamic().entry(1, 4).build(), 512);
        Files.write(vhd, damaged);
        for (String force : List.of("--quiet", "--force")) {
            Bcd.Result result = Bcd.run("vdisk", "repair", vhd.toString(), force);
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).contains("[VHD-C13]").contains("It cannot be repaired.").contains("Nothing was changed.");
            assertThat(Files.readAllBytes(vhd)).isEqualTo(damaged);
        }
    }

    @Test
    void givesUpBlocksThatTheFileDoesNotHaveOnlyWhenForced() throws IOException {
        byte[] whole = dynamic().build();
        byte[] cut = Arrays.copyOf(whole, 0x800 + 512 + 4096); // in the block that comes first, which is number 3
        Files.write(vhd, cut);
        Bcd.Result refused = Bcd.run("vdisk", "repair", vhd.toString());
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("[VHD-C11]").contains("--force gives up what is missing.").contains("--force carries on all the same.");
        assertThat(Files.readAllBytes(vhd)).isEqualTo(cut);

        Bcd.Result forced = Bcd.run("vdisk", "repair", vhd.toString(), "--force");
        assertThat(forced.code()).as(forced.err()).isZero();
        assertThat(forced.out())
                .contains("block 3, 512 KiB of the disk from byte 1572864 cut off at the end of the file → zeros from there on")
                .contains("block 0, 512 KiB of the disk from byte 0 at 0x80a00, behind the end of the file → zeros");
        assertThat(Bcd.run("vdisk", "check", vhd.toString(), "--level", "deep").code()).isZero();
        byte[] disk = content(vhd, "vpc");
        byte[] expected = new byte[8 * BLOCK];
        Arrays.fill(expected, 3 * BLOCK, 3 * BLOCK + 4096, (byte) 'a');
        assertThat(Arrays.equals(Arrays.copyOf(disk, expected.length), expected)).isTrue();
        assertThat(Bcd.run("vdisk", "repair", vhd.toString(), "--undo").code()).isZero();
        assertThat(Files.readAllBytes(vhd)).isEqualTo(cut);
    }

    private byte[] content(Path image, String format) throws IOException {
        Path raw = folder.resolve("raw");
        IndependentTool.Outcome outcome = IndependentTool.run(
                IndependentTool.require("qemu-img", "qemu-utils"), "convert", "-f", format, "-O", "raw", image.toString(), raw.toString());
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return Files.readAllBytes(raw);
    }

    @Test
    void replaysALogAndMendsHeaders() throws IOException {
        byte[] page = new byte[4096];
        Arrays.fill(page, (byte) 'x');
        byte[] image = VhdxBuilder.dynamic(4 * MIB, MIB).block(2, 'c').block(0, 'a').logGuid(LogEntryBuilder.GUID)
                .bytes(VhdxBuilder.LOG, new LogEntryBuilder(1).sizes(6 * MIB, 6 * MIB).page(5 * MIB, page).build()).flip(VhdxBuilder.HEADER_1, 1).build();
        Files.write(vhdx, image);
        Bcd.Result repaired = Bcd.run("vdisk", "repair", vhdx.toString());
        assertThat(repaired.code()).as(repaired.err()).isZero();
        assertThat(repaired.out()).contains("1 entry to replay → empty, with its changes in place").contains("number 2 → numbers 3 and 4, both whole");
        assertThat(Bcd.run("vdisk", "check", vhdx.toString())).isEqualTo(new Bcd.Result(0, "No problems found.\n", ""));
        IndependentTool.Outcome judged =
                IndependentTool.run(IndependentTool.require("qemu-img", "qemu-utils"), "check", "-f", "vhdx", vhdx.toString());
        assertThat(judged.exitCode()).as(judged.text() + judged.stderr()).isZero();
        byte[] disk = content(vhdx, "vhdx");
        assertThat(disk[0]).isEqualTo((byte) 'x');
        assertThat(disk[4096]).isEqualTo((byte) 'a');
    }

    @Test
    void givesUpALogWithoutAnEntryOnlyWhenForced() throws IOException {
        Files.write(vhdx, VhdxBuilder.dynamic(4 * MIB, MIB).block(2, 'c').logGuid(LogEntryBuilder.GUID).build());
        assertThat(Bcd.run("vdisk", "repair", vhdx.toString()).err()).contains("[VHDX-X06]").contains("--force carries on all the same.");
        Bcd.Result forced = Bcd.run("vdisk", "repair", vhdx.toString(), "--force");
        assertThat(forced.code()).as(forced.err()).isZero();
        assertThat(Bcd.run("vdisk", "check", vhdx.toString()).code()).isZero();
    }

    @Test
    void asksBeforeItWritesOverMoreThanItKeeps() throws IOException {
        byte[] image = VhdxBuilder.dynamic(64 * MIB, 32 * MIB).block(1, 'c').logGuid(LogEntryBuilder.GUID)
                .bytes(VhdxBuilder.LOG, new LogEntryBuilder(1).sizes(36 * MIB, 36 * MIB).zeros(8 * MIB, 20 * MIB).build()).build();
        Files.write(vhdx, image);
        assertThat(Bcd.run("vdisk", "repair", vhdx.toString(), "--dry-run").out()).contains("This cannot be taken back: it writes over more than is kept.\n");
        Bcd.Result refused = Bcd.run("vdisk", "repair", vhdx.toString());
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("confirm it with --yes");
        Bcd.Result confirmed = Bcd.run("vdisk", "repair", vhdx.toString(), "--yes");
        assertThat(confirmed.code()).as(confirmed.err()).isZero();
        assertThat(confirmed.out()).doesNotContain("kept in");
        byte[] after = Files.readAllBytes(vhdx);
        assertThat(after[8 * MIB]).isZero();
        assertThat(after[28 * MIB - 1]).isZero();
        assertThat(after[28 * MIB]).isEqualTo((byte) 'c');
        assertThat(Bcd.run("vdisk", "check", vhdx.toString()).code()).isZero();
    }

    @Test
    void leavesADiskOfASavedMachineAlone() throws IOException {
        byte[] image = without(dynamic().footer(84, 1, 1).build(), 512);
        Files.write(vhd, image);
        Bcd.Result result = Bcd.run("vdisk", "repair", vhd.toString(), "--force");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("[VHD-C08]").contains("Start and shut down the virtual machine.");
        assertThat(Files.readAllBytes(vhd)).isEqualTo(image);
    }

    @Test
    void leavesAnImageAloneThatSomebodyUses() throws IOException {
        byte[] image = without(dynamic().build(), 512);
        Files.write(vhd, image);
        try (FileChannel other = FileChannel.open(vhd, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            other.lock();
            assertThat(Bcd.run("vdisk", "repair", vhd.toString()).err())
                    .isEqualTo("bcd: " + vhd + " is in use by another program\nDetach the image, or wait until the other program is done.\n");
        }
        assertThat(Files.readAllBytes(vhd)).isEqualTo(image);
    }
}
