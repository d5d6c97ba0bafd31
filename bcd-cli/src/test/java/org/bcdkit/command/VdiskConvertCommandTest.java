package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VdiskConvertCommandTest {

    private static final int MIB = 1 << 20;

    @TempDir
    private Path temporary;

    private Path folder;
    private Path raw;

    @BeforeEach
    void makeARawImage() throws IOException {
        folder = temporary.toRealPath();
        byte[] disk = new byte[9 * MIB];
        new Random(2).nextBytes(disk);
        Arrays.fill(disk, 2 * MIB, 6 * MIB, (byte) 0);
        Arrays.fill(disk, 0, MIB, (byte) 0);
        raw = Files.write(folder.resolve("disk.raw"), disk);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static JsonNode json(Bcd.Result result) throws IOException {
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }

    @ParameterizedTest
    @CsvSource({
        "a.vhd,dynamic,dynamic VHD", "a.vhd,fixed,fixed VHD", "a.vhdx,dynamic,dynamic VHDX", "A.VHDX,fixed,fixed VHDX", "a.img,fixed,raw image", "a.raw,fixed,raw image"
    })
    void holdsTheSameDiskThereAndBack(String name, String type, String words) throws IOException {
        assertThat(Bcd.run("vdisk", "convert", raw.toString(), path(name), "--type", type))
                .isEqualTo(new Bcd.Result(
                        0,
                        "Convert " + raw + "\n  + " + path(name) + " a " + words + " of 9 MiB\n1 to add, 0 to change, 0 to delete.\nMade " + path(name)
                                + "; to go back, delete it.\n",
                        ""));
        assertThat(Bcd.run("vdisk", "convert", path(name), path("back.raw")).code()).isZero();
        assertThat(Files.mismatch(folder.resolve("back.raw"), raw)).isEqualTo(-1);
        Path qemu = IndependentTool.require("qemu-img", "qemu-utils");
        String driver = words.endsWith("VHD") ? "driver=vpc,force_size_calc=current_size" : words.endsWith("VHDX") ? "driver=vhdx" : "driver=raw";
        assertThat(IndependentTool.run(qemu, "compare", "--image-opts", "driver=raw,file.filename=" + raw, driver + ",file.filename=" + path(name)).text())
                .isEqualTo("Images are identical.\n");
    }

    @Test
    void saysThatTheLastSectorOfARawImageIsCutOff() throws IOException {
        byte[] bytes = Files.readAllBytes(raw);
        bytes[bytes.length - 512] = 7;
        Files.write(raw, Arrays.copyOf(bytes, bytes.length - 500));
        assertThat(Bcd.run("vdisk", "convert", raw.toString(), path("a.vhd")).err())
                .isEqualTo("warning: " + raw + " ends within a sector: it has 12 of the 512 bytes of its last one, and is made longer with zeros."
                        + " If more than that is missing, copy it again.\n");
        assertThat(Bcd.run("vdisk", "convert", path("a.vhd"), path("back.raw")).err()).isEmpty();
        assertThat(folder.resolve("back.raw")).hasBinaryContent(Arrays.copyOf(Files.readAllBytes(raw), bytes.length));
    }

    @Test
    void takesOnlyTheBlocksThatHoldSomething() throws IOException {
        JsonNode vhd = json(Bcd.run("vdisk", "convert", raw.toString(), path("a.vhd"), "--json"));
        assertThat(vhd.get("format").asText()).isEqualTo("vhd");
        assertThat(vhd.get("kind").asText()).isEqualTo("dynamic");
        assertThat(vhd.get("virtualSize").asLong()).isEqualTo(9 * MIB);
        assertThat(vhd.get("blockSize").asLong()).isEqualTo(MIB / 2);
        assertThat(Files.size(folder.resolve("a.vhd"))).isEqualTo(4096 - 512 + 8 * (MIB / 2 + 4096L) + 512);
        assertThat(json(Bcd.run("vdisk", "convert", raw.toString(), path("a.vhdx"), "--json")).get("blockSize").asLong()).isEqualTo(MIB);
        assertThat(Files.size(folder.resolve("a.vhdx"))).isEqualTo((4 + 4) * (long) MIB);
        assertThat(json(Bcd.run("vdisk", "convert", raw.toString(), path("b.vhdx"), "--json", "--block-size", "4MiB")).get("blockSize").asLong()).isEqualTo(4 * MIB);
        assertThat(Files.size(folder.resolve("b.vhdx"))).isEqualTo((4 + 3 * 4) * (long) MIB);
    }

    @Test
    void refusesANameThatALinkToNowhereHas() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.vhdx"), Path.of("nowhere.vhdx"));
        assertThat(Bcd.run("vdisk", "convert", raw.toString(), path("link.vhdx")))
                .isEqualTo(new Bcd.Result(
                        3, "", "bcd: " + path("link.vhdx") + " exists already, and was left alone. Move it away first, or choose another name.\n"));
    }

    @Test
    void doesNotTakeADamagedImageForARawOne() throws IOException {
        Files.copy(raw, folder.resolve("damaged.VHDX"));
        assertThat(Bcd.run("vdisk", "convert", path("damaged.VHDX"), path("a.vhd")))
                .isEqualTo(new Bcd.Result(
                        4,
                        "",
                        "bcd: " + path("damaged.VHDX") + ": disk image at 0x0: this is neither a VHDX (which starts with `vhdxfile`) nor a VHD"
                                + " (which ends with a footer that starts with `conectix`)\n"));
        assertThat(folder.resolve("a.vhd")).doesNotExist();
    }

    @Test
    void saysOfAnEmptyFileThatItHasNoBytes() throws IOException {
        Files.createFile(folder.resolve("empty.raw"));
        assertThat(Bcd.run("vdisk", "convert", path("empty.raw"), path("a.vhd")).err())
                .isEqualTo("bcd: " + path("empty.raw") + " cannot become such a disk: a VHD holds 3 MiB to 2040 GiB, not 0 bytes.\n");
    }

    @Test
    void flattensAChain() throws IOException {
        assertThat(Bcd.run("vdisk", "convert", raw.toString(), path("base.vhdx")).code()).isZero();
        assertThat(Bcd.run("vdisk", "create", path("child.vhdx"), "--parent", path("base.vhdx")))
                .isEqualTo(new Bcd.Result(
                        0,
                        "Make a virtual disk\n  + " + path("child.vhdx") + " a differencing VHDX of 9 MiB\n1 to add, 0 to change, 0 to delete.\nMade "
                                + path("child.vhdx") + "; to go back, delete it.\n",
                        ""));
        assertThat(Bcd.run("vdisk", "convert", path("child.vhdx"), path("flat.vhd")).code()).isZero();
        assertThat(Bcd.run("vdisk", "convert", path("flat.vhd"), path("flat.raw")).code()).isZero();
        assertThat(Files.mismatch(folder.resolve("flat.raw"), raw)).isEqualTo(-1);
        Files.delete(folder.resolve("base.vhdx"));
        Bcd.Result result = Bcd.run("vdisk", "convert", path("child.vhdx"), path("no.vhd"));
        assertThat(result)
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + path("child.vhdx") + ": its parent was not found; tried " + path("base.vhdx")
                                + " (relative path; not there)\nPut the parent back where it was, name the folder of its drive with --map, or say with bcd vdisk reparent where it is.\n"));
        assertThat(folder.resolve("no.vhd")).doesNotExist();
    }

    @Test
    void readsNothingInTheHolesOfALargeFile() throws IOException {
        Path large = folder.resolve("large.raw");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(200L * MIB);
            file.seek(150L * MIB);
            file.write('x');
        }
        assertThat(Bcd.run("vdisk", "convert", large.toString(), path("a.vhdx")).code()).isZero();
        assertThat(Files.size(folder.resolve("a.vhdx"))).isEqualTo(5L * MIB);
        assertThat(Bcd.run("vdisk", "convert", path("a.vhdx"), path("back.raw")).code()).isZero();
        assertThat(Files.mismatch(folder.resolve("back.raw"), large)).isEqualTo(-1);
    }

    @Test
    void aRawImageThatWasCutOffHasItsLastSector() throws IOException {
        Path cut = Files.write(folder.resolve("cut.raw"), Arrays.copyOf(Files.readAllBytes(raw), 9 * MIB - 100));
        assertThat(Bcd.run("vdisk", "convert", cut.toString(), path("a.vhd")).code()).isZero();
        assertThat(Bcd.run("vdisk", "convert", path("a.vhd"), path("back.raw")).code()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("back.raw"))).isEqualTo(Arrays.copyOf(Files.readAllBytes(cut), 9 * MIB));
    }

    @Test
    void aDryRunMakesNothing() {
        assertThat(Bcd.run("vdisk", "convert", raw.toString(), path("a"), "--format", "vhdx", "--dry-run"))
                .isEqualTo(new Bcd.Result(
                        0,
                        "Convert " + raw + "\n  + " + path("a") + " a dynamic VHDX of 9 MiB\n1 to add, 0 to change, 0 to delete.\n"
                                + "Nothing was written (--dry-run).\n",
                        ""));
        assertThat(folder.resolve("a")).doesNotExist();
    }

    private void assertRefused(int code, String message, String... words) {
        String[] all = new String[2 + words.length];
        all[0] = "vdisk";
        all[1] = "convert";
        System.arraycopy(words, 0, all, 2, words.length);
        Bcd.Result result = Bcd.run(all);
        assertThat(result.err()).startsWith("bcd: " + message + "\n");
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertRefused(
                2,
                "The name of a new image ends in .vhd, .vhdx, .raw or .img, which says what it is to be; \"a.qcow2\" does not. --format says it too.",
                raw.toString(),
                path("a.qcow2"));
        assertRefused(
                2, "A raw image is the sectors of the disk and nothing else, so it cannot be dynamic.", raw.toString(), path("a.raw"), "--type", "dynamic");
        assertRefused(2, "A raw image has no blocks, so --block-size means nothing.", raw.toString(), path("a.raw"), "--block-size", "1MiB");
        assertRefused(
                2, "A fixed VHD has no blocks, so --block-size means nothing.", raw.toString(), path("a.vhd"), "--type", "fixed", "--block-size", "1MiB");
        assertRefused(3, raw + " exists already, and was left alone. Move it away first, or choose another name.", raw.toString(), raw.toString());
        assertThat(folder.toFile().list()).containsExactly("disk.raw");
    }

    @Test
    void refusesDisksThatTheFormatHasNot() throws IOException {
        Path small = Files.write(folder.resolve("small.raw"), new byte[MIB]);
        assertRefused(3, small + " cannot become such a disk: a VHD holds 3 MiB to 2040 GiB, not 1 MiB.", small.toString(), path("a.vhd"));
        assertThat(Bcd.run("vdisk", "create", path("4k.vhdx"), "--size", "8MiB", "--sector-size", "4096").code()).isZero();
        assertRefused(
                3, path("4k.vhdx") + " cannot become such a disk: a VHD has sectors of 512 bytes, not of 4096.", path("4k.vhdx"), path("a.vhd"));
        assertRefused(
                3,
                raw + " cannot become such a disk: the blocks of a VHDX have 1 MiB to 256 MiB, and a power of two, not 512 KiB.",
                raw.toString(),
                path("a.vhdx"),
                "--block-size",
                "512KiB");
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("huge.raw").toFile(), "rw")) {
            file.setLength((2040L << 30) + 512);
        }
        assertRefused(3, path("huge.raw") + " cannot become such a disk: a VHD holds 3 MiB to 2040 GiB, not " + ((2040L << 30) + 512) + " bytes.",
                path("huge.raw"), path("a.vhd"));
    }

    @Test
    void looksForRoomFirst() {
        Bcd bcd = new Bcd();
        bcd.machine().free(5 * MIB);
        assertThat(bcd.call("vdisk", "convert", raw.toString(), path("a.vhd"), "--type", "fixed"))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + folder + " has 5 MiB free, and a fixed image has its full size from the start, 9.1 MiB. Nothing was made. Free some, or make a"
                                + " dynamic one.\n"));
        assertThat(bcd.call("vdisk", "convert", raw.toString(), path("a.vhd")))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: " + folder + " has 5 MiB free, and the image may need 9.1 MiB, less when there are zeros among it. Nothing was made. Free some, or"
                                + " try it with --force: when it does not fit, nothing is left of it.\n"));
        assertThat(folder.resolve("a.vhd")).doesNotExist();
        assertThat(bcd.call("vdisk", "convert", raw.toString(), path("a.vhd"), "--force").code()).isZero();
        bcd.machine().free(8 * MIB);
        assertThat(bcd.call("vdisk", "convert", path("a.vhd"), path("b.vhdx")).code()).as("blocks with data are known: 4 MiB, and what a VHDX has itself").isZero();
    }

    @Test
    void refusesChildrenThatThereCannotBe() {
        assertThat(Bcd.run("vdisk", "convert", raw.toString(), path("base.vhd")).code()).isZero();
        String usage = "\n\"bcd vdisk create --help\" shows what can be given.\n";
        assertThat(Bcd.run("vdisk", "create", path("c.vhd"), "--type", "differencing"))
                .isEqualTo(new Bcd.Result(2, "", "bcd: A differencing disk has a parent: name it with --parent." + usage));
        assertThat(Bcd.run("vdisk", "create", path("c.vhd"), "--type", "fixed", "--size", "9MiB", "--parent", path("base.vhd")))
                .isEqualTo(new Bcd.Result(2, "", "bcd: A fixed disk has no parent; --parent goes with --type differencing." + usage));
        assertThat(Bcd.run("vdisk", "create", path("c.vhd"), "--size", "9MiB", "--parent", path("base.vhd")))
                .isEqualTo(new Bcd.Result(2, "", "bcd: A differencing disk has the size of its parent, so leave out --size." + usage));
        assertThat(Bcd.run("vdisk", "create", path("c.vhdx"), "--parent", path("base.vhd")))
                .isEqualTo(new Bcd.Result(
                        3, "", "bcd: The parent of a VHDX is a VHDX, and " + path("base.vhd") + " is a VHD. bcd vdisk convert makes one of it.\n"));
        assertThat(Bcd.run("vdisk", "create", path("c.vhd"), "--parent", raw.toString()))
                .isEqualTo(new Bcd.Result(3, "", "bcd: The parent of a VHD is a VHD, and " + raw + " is a raw image. bcd vdisk convert makes one of it.\n"));
        assertThat(Bcd.run("vdisk", "create", path("c.vhd"), "--parent", path("base.vhd"), "--sector-size", "4096"))
                .isEqualTo(new Bcd.Result(
                        3, "", "bcd: A differencing disk has the sectors of its parent, and those of " + path("base.vhd") + " have 512 bytes.\n"));
        assertThat(folder.resolve("c.vhd")).doesNotExist();
    }
}
