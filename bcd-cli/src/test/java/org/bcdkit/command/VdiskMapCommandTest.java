package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bcdkit.cli.Bcd;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.Extent;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewImageFile;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.vhdx.VhdxIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VdiskMapCommandTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    /** A VHDX of 64 MiB that holds its first and its last sector. */
    private Path image() throws IOException {
        Path image = folder.resolve("w.vhdx");
        List<Extent> contents = List.of(new Extent(0, Bytes.of(new byte[] {1})), new Extent((64L << 20) - 512, Bytes.of(new byte[] {1})));
        NewImageFile.createVhdx(image, new NewDisk(DiskKind.DYNAMIC, 64L << 20, MIB, 512, contents), VhdxIdentity.random());
        return image;
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void drawsWhichBlocksAreInTheFile() throws IOException {
        Path image = image();
        assertThat(Bcd.run("vdisk", "map", image.toString()))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        %s holds 64 MiB; each mark is 1 MiB.
                           0 bytes  #..............................................................#
                        #  in this file: 2 MiB in 2 ranges
                        .  in no file: zeros: 62 MiB in 1 range
                        """
                                .formatted(image),
                        ""));
    }

    @Test
    void printsTheRangesAsJson() throws IOException {
        Path image = image();
        assertThat(Bcd.run("vdisk", "map", image.toString(), "--json"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        {
                          "schemaVersion": 1,
                          "image": "%1$s",
                          "virtualSize": 67108864,
                          "ranges": [ {
                            "start": 0,
                            "length": 1048576,
                            "state": "allocated",
                            "from": "%1$s"
                          }, {
                            "start": 1048576,
                            "length": 65011712,
                            "state": "absent"
                          }, {
                            "start": 66060288,
                            "length": 1048576,
                            "state": "allocated",
                            "from": "%1$s"
                          } ]
                        }
                        """
                                .formatted(image),
                        ""));
    }

    /** Marks of 1 MiB; of the second block of the child, the first half is its own. */
    @Test
    void drawsAChainAndListsItsRanges() throws IOException {
        String id = "PARENT-PARENT-ID";
        Files.write(folder.resolve("base.vhd"), VhdBuilder.dynamic(4L * MIB, MIB).id(id).block(0, 'a').block(1, 'b').build());
        byte[] half = new byte[512];
        Arrays.fill(half, 0, 128, (byte) -1);
        Files.write(
                folder.resolve("child.vhd"),
                VhdBuilder.differencing(4L * MIB, MIB, id).parentName("base.vhd").block(1, half, new byte[MIB]).block(2, 'c').build());
        assertThat(Bcd.run("vdisk", "map", path("child.vhd"), "--verbose", "--quiet"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        %1$s holds 4 MiB; each mark is 1 MiB.
                           0 bytes  1+#.
                        #  in this file: 1 MiB in 1 range
                        #  in this file, in blocks of which it holds only some sectors: 512 KiB in 1 range
                        1  in %2$s: 1.5 MiB in 2 ranges
                        .  in no file: zeros: 1 MiB in 1 range
                        +  more than one of these
                        0 to 1048576: allocated by %2$s
                        1048576 to 1572864: partial by %1$s
                        1572864 to 2097152: allocated by %2$s
                        2097152 to 3145728: allocated by %1$s
                        3145728 to 4194304: absent
                        """
                                .formatted(path("child.vhd"), path("base.vhd")),
                        ""));
    }

    @Test
    void leavesToAMissingParentWhatItHas() throws IOException {
        Files.write(
                folder.resolve("child.vhd"),
                VhdBuilder.differencing(4L * MIB, 2 * MIB, "PARENT-PARENT-ID").parentName("base.vhd").block(1, 'c').build());
        Bcd.Result result = Bcd.run("vdisk", "map", path("child.vhd"));
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo("%s holds 4 MiB; each mark is 2 MiB.\n   0 bytes  ?#\n#  in this file: 2 MiB in 1 range\n"
                                .formatted(path("child.vhd"))
                        + "?  left to the parent, which is not here: 2 MiB in 1 range\n");
        assertThat(result.err()).contains("warning: " + path("child.vhd") + ": its parent was not found; tried " + path("base.vhd"));
    }

    @Test
    void drawsARawImageAsOneRangeInOneRow() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path("disk.raw"), "rw")) {
            file.setLength(48L * MIB);
        }
        assertThat(Bcd.run("vdisk", "map", path("disk.raw")).out())
                .isEqualTo(path("disk.raw") + " holds 48 MiB; each mark is 1 MiB.\n   0 bytes  " + "#".repeat(48)
                        + "\n#  in this file: 48 MiB in 1 range\n");
        assertThat(Bcd.run("vdisk", "map", path("disk.raw"), "--json").out())
                .contains("\"ranges\": [ {\n    \"start\": 0,\n    \"length\": 50331648,\n    \"state\": \"allocated\",");
        Files.createFile(folder.resolve("empty.raw"));
        assertThat(Bcd.run("vdisk", "map", path("empty.raw")).out()).isEqualTo(path("empty.raw") + " holds 0 bytes; each mark is 512 bytes.\n");
    }

    /** Four rows of 64 marks are the most; the size is not a multiple of a mark. */
    @Test
    void aLargeDiskFitsATerminal() throws IOException {
        long size = (64L << 40) - MIB;
        List<Extent> contents = List.of(new Extent(size - 512, Bytes.of(new byte[] {1})), new Extent(size / 2, Bytes.of(new byte[] {1})));
        NewImageFile.createVhdx(folder.resolve("w.vhdx"), new NewDisk(DiskKind.DYNAMIC, size, 32 * MIB, 512, contents), VhdxIdentity.random());
        String out = Bcd.run("vdisk", "map", path("w.vhdx")).out();
        String dots = ".".repeat(64);
        assertThat(out.substring(out.indexOf('\n') + 1)).isEqualTo("   0 bytes  " + dots + "\n    16 TiB  " + dots.substring(1) + "+\n    32 TiB  " + dots
                + "\n    48 TiB  " + dots.substring(1) + "+\n#  in this file: 63 MiB in 2 ranges\n.  in no file: zeros: 63.9 TiB in 2 ranges\n"
                + "+  more than one of these\n");
        assertThat(out.lines().skip(1)).allMatch(line -> line.length() < 80);
    }

    /** Thousands of ranges are written as they are found. */
    @Test
    void manyRangesMakeALongArray() throws IOException {
        byte[] everySecond = new byte[512];
        Arrays.fill(everySecond, (byte) 0xaa);
        VhdBuilder image = VhdBuilder.differencing(8L * MIB, 2 * MIB, "PARENT-PARENT-ID").parentName("base.vhd");
        for (int block = 0; block < 4; block++) {
            image.block(block, everySecond, new byte[2 * MIB]);
        }
        Files.write(folder.resolve("child.vhd"), image.build());
        JsonNode ranges = new ObjectMapper().readTree(Bcd.run("vdisk", "map", path("child.vhd"), "--json").out()).get("ranges");
        assertThat(ranges).hasSize(16384);
        assertThat(ranges.get(16383).toString()).isEqualTo("{\"start\":8388096,\"length\":512,\"state\":\"parent\"}");
    }

    @Test
    void refusesWhatIsDamaged() throws IOException {
        Path image = image();
        byte[] bytes = Files.readAllBytes(image);
        Arrays.fill(bytes, 64 << 10, 192 << 10, (byte) 0);
        Files.write(image, bytes);
        Bcd.Result result = Bcd.run("vdisk", "map", image.toString());
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).startsWith("bcd: " + image + ": VHDX header at 0x10000: ");
        assertThat(Bcd.run("vdisk", "map", path("none")).code()).isEqualTo(3);
    }
}
