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
import org.bcdkit.disk.ByteSize;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VdiskCommandTest {

    @TempDir
    Path folder;

    @Test
    void makesADynamicVhdx() throws IOException {
        Path path = folder.resolve("w.vhdx");
        assertThat(Bcd.run("vdisk", "create", path.toString(), "--size", "64GiB"))
                .isEqualTo(new Bcd.Result(
                        0,
                        "Make a virtual disk\n  + " + path + " a dynamic VHDX of 64 GiB\n1 to add, 0 to change, 0 to delete.\n"
                                + "Made " + path + "; to go back, delete it.\n",
                        ""));
        assertThat(Bcd.run("vdisk", "info", path.toString()))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        image           %s
                        format          dynamic VHDX
                        virtual size    64 GiB (68719476736 bytes)
                        sector size     512 bytes
                        file size       %s
                        still to grow   64 GiB (68719476736 bytes)
                        blocks          0 of 2048 in the file, 32 MiB each
                        table           none
                        """
                                .formatted(path, "4 MiB (4194304 bytes)"),
                        ""));
    }

    @ParameterizedTest
    @CsvSource({
        "a.vhd, dynamic, 104858112, , 512",
        "b.vhd, fixed, 4MiB, , 512",
        "c.vhd, dynamic, 16MiB, 512KiB, 512",
        "d.vhdx, fixed, 4MiB, 1MiB, 512",
        "e.VHDX, dynamic, 25GB, 256MiB, 4096"
    })
    void makesImagesOfEveryKindThatOthersCanRead(String name, String type, String size, String blockSize, String sectorSize) throws IOException {
        Path path = folder.resolve(name);
        List<String> words = new ArrayList<>(List.of("vdisk", "create", path.toString(), "--size", size, "--type", type, "--sector-size", sectorSize));
        if (blockSize != null) {
            words.addAll(List.of("--block-size", blockSize));
        }
        Bcd.Result result = Bcd.run(words.toArray(new String[0]));
        assertThat(result.code()).as(result.err()).isZero();

        JsonNode info = info(path);
        long bytes = ByteSize.parse(size);
        assertThat(info.get("virtualSize").asLong()).isEqualTo(bytes);
        assertThat(info.get("type").asText()).isEqualTo(type);
        assertThat(info.get("sectorSize").asText()).isEqualTo(sectorSize);
        assertThat(info.get("format").asText()).isEqualTo(name.substring(2).toLowerCase());
        assertThat(info.get("remarks")).isEmpty();
        if (blockSize != null) {
            assertThat(info.get("blocks").get("size").asLong()).isEqualTo(ByteSize.parse(blockSize));
        }
        if (!sectorSize.equals("4096")) { // QEMU knows no other
            String format = info.get("format").asText().equals("vhd") ? "driver=vpc,force_size_calc=current_size" : "driver=vhdx";
            IndependentTool.Outcome judged = IndependentTool.run(
                    IndependentTool.require("qemu-img", "qemu-utils"), "info", "--output=json", "--image-opts",
                    format + ",file.driver=file,file.filename=" + path);
            assertThat(new ObjectMapper().readTree(judged.text()).get("virtual-size").asLong()).as(judged.stderr()).isEqualTo(bytes);
        }
    }

    @Test
    void reportsAsJsonAndMakesNothingInADryRun() {
        Path path = folder.resolve("w.vhd");
        assertThat(Bcd.run("vdisk", "create", path.toString(), "--size", "8MiB", "--type", "fixed", "--json", "--dry-run"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        {
                          "schemaVersion": 1,
                          "changed": true,
                          "dryRun": true,
                          "findings": [ ],
                          "changes": [ {
                            "action": "add",
                            "subject": "%s",
                            "after": "a fixed VHD of 8 MiB"
                          } ]
                        }
                        """
                                .formatted(path),
                        ""));
        assertThat(path).doesNotExist();
    }

    @Test
    void refusesDisksThatThereCannotBe() throws IOException {
        assertUsage("There is no such disk: a VHD holds 3 MiB to 2040 GiB, not 1 MiB.", "w.vhd", "--size", "1MiB");
        assertUsage("There is no such disk: a VHD has sectors of 512 bytes, not of 4096.", "w.vhd", "--size", "8MiB", "--sector-size", "4096");
        assertUsage("A fixed VHD has no blocks, so --block-size means nothing.", "w.vhd", "--size", "8MiB", "--type", "fixed", "--block-size", "1MiB");
        assertUsage(
                "There is no such disk: a disk has whole sectors of 512 bytes; the next sizes to 1000 bytes are 512 and 1024.",
                "w.vhdx", "--size", "1000");
        assertUsage("--size: the size has to be more than nothing.", "w.vhdx", "--size", "0");
        assertUsage("--block-size: \"9999999999TiB\" is more than can be stored anywhere.", "w.vhdx", "--size", "1GiB", "--block-size", "9999999999TiB");
        assertUsage("The name of a new image ends in .vhd or .vhdx, which says what it is to be; \"w\" does not.", "w", "--size", "1GiB");
        assertUsage("Say how large the disk is to be with --size.", "w.vhdx");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void refusesAFixedImageThatDoesNotFit() {
        Bcd bcd = new Bcd();
        bcd.machine().free(9 << 20);
        Path path = folder.resolve("w.vhd");
        assertThat(bcd.call("vdisk", "create", path.toString(), "--size", "9MiB", "--type", "fixed"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + folder + " has 9 MiB free, and a fixed image has its full size from the start, 9.1 MiB. Nothing was made."
                                + " Free some, or make a dynamic one.\n"));
        assertThat(path).doesNotExist();
        assertThat(bcd.call("vdisk", "create", path.toString(), "--size", "9MiB", "--type", "dynamic").code()).isZero();
    }

    @Test
    void refusesAnEmptyImageThatDoesNotFit() {
        Bcd bcd = new Bcd();
        Path parent = folder.resolve("parent.vhdx");
        assertThat(bcd.call("vdisk", "create", parent.toString(), "--size", "9MiB").code()).isZero();
        bcd.machine().free(1 << 20);
        Path path = folder.resolve("w.vhdx");
        String message = "bcd: " + folder + " has 1 MiB free, and an image of that kind takes 4 MiB before it holds anything. Nothing was made. Free some.\n";
        assertThat(bcd.call("vdisk", "create", path.toString(), "--size", "9MiB")).isEqualTo(new Bcd.Result(3, "", message));
        assertThat(bcd.call("vdisk", "create", path.toString(), "--parent", parent.toString())).isEqualTo(new Bcd.Result(3, "", message));
        assertThat(path).doesNotExist();
    }

    @Test
    void leavesAFileThatIsThereAlone() throws IOException {
        Path path = Files.writeString(folder.resolve("w.vhd"), "mine");
        assertThat(Bcd.run("vdisk", "create", path.toString(), "--size", "8MiB"))
                .isEqualTo(new Bcd.Result(
                        3, "", "bcd: " + path + " exists already, and was left alone. Move it away first, or choose another name.\n"));
        assertThat(path).hasContent("mine");
    }

    @Test
    void showsThePartitionsOfAnImage() throws IOException {
        Path gpt = SampleImage.vhdx(folder.resolve("g.vhdx"));
        assertThat(Bcd.run("vdisk", "info", gpt.toString()).out())
                .endsWith("table           GPT, disk {c0000000-0000-4000-8000-000000000000}\n"
                        + "partition 1     basic data, 62 MiB from 1 MiB, \"Windows\", {c0000000-0000-4000-8000-000000000001}\n");
        Path mbr = SampleImage.vhd(folder.resolve("m.vhd"));
        assertThat(Bcd.run("vdisk", "info", mbr.toString()).out())
                .endsWith("table           MBR, signature 0x63f07796\npartition 1     NTFS or exFAT, 62 MiB from 1 MiB\n");
        assertThat(Bcd.run("vdisk", "info", mbr.toString(), "--json"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        {
                          "schemaVersion": 1,
                          "image": "%s",
                          "format": "vhd",
                          "type": "dynamic",
                          "virtualSize": 67108864,
                          "sectorSize": 512,
                          "fileSize": %d,
                          "bytesToGrow": %d,
                          "blocks": {
                            "size": 2097152,
                            "total": 32,
                            "allocated": 3
                          },
                          "table": {
                            "kind": "mbr",
                            "signature": "0x63f07796"
                          },
                          "partitions": [ {
                            "number": 1,
                            "start": 1048576,
                            "length": 65011712,
                            "type": "0x07"
                          } ],
                          "remarks": [ ]
                        }
                        """
                                .formatted(mbr, Files.size(mbr), info(mbr).get("bytesToGrow").asLong()),
                        ""));
    }

    @Test
    void showsWhatIsOddAboutAnImage() throws IOException {
        Path path = SampleImage.vhd(folder.resolve("m.vhd"));
        byte[] bytes = Files.readAllBytes(path);
        bytes[100] ^= 1;
        Files.write(path, bytes);
        Bcd.Result result = Bcd.run("vdisk", "info", path.toString(), "--json");
        assertThat(result.code()).isZero();
        String remark = new ObjectMapper().readTree(result.out()).get("remarks").get(0).asText();
        assertThat(remark).startsWith(path + ": ");
        assertThat(result.err()).isEqualTo("warning: " + remark + "\n");
    }

    @Test
    void showsAnImageWhoseParentIsMissing() throws IOException {
        Path path = SampleImage.child(folder.resolve("child.vhd"));
        Bcd.Result result = Bcd.run("vdisk", "info", path.toString(), "--json");
        assertThat(result.code()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("type").asText()).isEqualTo("differencing");
        assertThat(json.get("parents")).isEmpty();
        assertThat(json.get("parentPaths").toString()).isEqualTo("[\"base.vhd\"]");
        assertThat(json.has("table")).isFalse();
        assertThat(result.err())
                .isEqualTo("warning: " + path + ": its parent was not found; tried " + folder.resolve("base.vhd") + " (name; not there)\n");
        assertThat(Bcd.run("vdisk", "info", path.toString()).out())
                .startsWith("image           " + path + "\nformat          differencing VHD\n")
                .doesNotContain("table");
    }

    @Test
    void showsByWhatChildrenKnowAnImageWhenMoreIsAskedFor() throws IOException {
        Path parent = folder.resolve("parent.vhdx");
        Path child = folder.resolve("child.vhdx");
        assertThat(Bcd.run("vdisk", "create", parent.toString(), "--size", "9MiB").code()).isZero();
        assertThat(Bcd.run("vdisk", "create", child.toString(), "--parent", parent.toString()).code()).isZero();
        String shown = Bcd.run("vdisk", "info", parent.toString(), "--verbose").out();
        String identifier = shown.lines().filter(line -> line.startsWith("identifier ")).findFirst().orElseThrow().substring(16);
        String disk = shown.lines().filter(line -> line.startsWith("disk identifier ")).findFirst().orElseThrow();
        assertThat(identifier).matches("[0-9a-f]{32}");
        assertThat(Bcd.run("vdisk", "info", child.toString(), "--verbose").out())
                .contains(disk + "\nmade of         " + identifier + "\nlooked for at   ")
                .contains("parent.vhdx (relative path)\n");
        assertThat(Bcd.run("vdisk", "info", child.toString()).out()).doesNotContain("identifier").doesNotContain("looked for");
    }

    @Test
    void refusesWhatIsNoImage() throws IOException {
        Path path = Files.write(folder.resolve("x.vhd"), new byte[100_000]);
        Bcd.Result result = Bcd.run("vdisk", "info", path.toString());
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).startsWith("bcd: " + path + ": disk image at 0x0: this is neither a VHDX");
        assertThat(Bcd.run("vdisk", "info", folder.toString()))
                .isEqualTo(new Bcd.Result(3, "", "bcd: " + folder + " is a folder, not a file\nName the file in it.\n"));
        assertThat(Bcd.run("vdisk", "info", folder.resolve("none").toString()).code()).isEqualTo(3);
        assertThat(Bcd.run("vdisk"))
                .isEqualTo(new Bcd.Result(
                        2,
                        "",
                        "bcd: \"vdisk\" is half a command: vdisk create, vdisk convert, vdisk expand, vdisk compact, vdisk merge, vdisk reparent, vdisk reset,"
                                + " vdisk attach, vdisk detach, vdisk info, vdisk check, vdisk repair or vdisk map.\n"
                                + "\"bcd --help\" shows what can be given.\n"));
    }

    private void assertUsage(String message, String name, String... more) {
        String[] words = new String[3 + more.length];
        System.arraycopy(new String[] {"vdisk", "create", folder.resolve(name).toString()}, 0, words, 0, 3);
        System.arraycopy(more, 0, words, 3, more.length);
        assertThat(Bcd.run(words)).isEqualTo(new Bcd.Result(2, "", "bcd: " + message + "\n\"bcd vdisk create --help\" shows what can be given.\n"));
    }

    private static JsonNode info(Path path) throws IOException {
        return new ObjectMapper().readTree(Bcd.run("vdisk", "info", path.toString(), "--json").out());
    }
}
