package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.bcdkit.cli.Bcd;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.Extent;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewImageFile;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.host.DiskUse;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.testing.WindowsTree;
import org.bcdkit.vhdx.VhdxIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bcd init --disk} writes into images of all kinds. */
class InitIntoImageTest {

    private static final int MIB = 1 << 20;
    private static final long SIZE = 44L * MIB;
    private static final UUID DISK = UUID.fromString("c0000000-0000-4000-8000-000000000000");

    @TempDir
    Path folder;

    private final Bcd bcd = new Bcd();
    private WindowsTree tree;

    @BeforeEach
    void makeAWindows() throws IOException {
        tree = WindowsTree.windows11(Files.createDirectory(folder.resolve("win")));
    }

    /** A GPT with an EFI system partition made by dosfstools. */
    private NewDisk disk(DiskKind kind, int blockSize) throws IOException {
        Partition esp = Partition.gpt(1, PartitionType.Gpt.EFI_SYSTEM, DISK, new UUID(1, 1), MIB, 40L * MIB, "EFI system partition", 0);
        Path fat = FatImage.format(folder.resolve("fat"), 40 * 1024, "-F", "32", "-h", "2048").file();
        List<Extent> contents = new ArrayList<>(GptWriter.write(DISK, SIZE, 512, List.of(esp)));
        contents.add(new Extent(MIB, Bytes.of(Files.readAllBytes(fat))));
        return new NewDisk(kind, SIZE, blockSize, 512, contents);
    }

    private Path vhdx(String name, DiskKind kind) throws IOException {
        Path image = folder.resolve(name);
        NewImageFile.createVhdx(image, disk(kind, MIB), new VhdxIdentity(new UUID(2, 1), UUID.fromString(VhdxBuilder.DATA_WRITE), new UUID(2, 3)));
        return image;
    }

    private Path vhd(String name) throws IOException {
        Path image = folder.resolve(name);
        NewImageFile.createVhd(image, disk(DiskKind.DYNAMIC, 2 * MIB), DISK, Instant.parse("2026-11-24T09:00:00Z"));
        return image;
    }

    private Bcd.Result init(Path image) {
        return bcd.call("init", tree.folder().toString(), "--disk", image.toString(), "--windows-device", "locate", "--yes");
    }

    private static String run(String tool, String debianPackage, String... words) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(tool, debianPackage), words);
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
        return outcome.text();
    }

    /** What others find in the system partition of a raw image. */
    private void hasTheBootFiles(Path raw) throws IOException {
        assertThat(run("sgdisk", "gdisk", "-v", raw.toString())).contains("No problems found");
        Path part = folder.resolve("part");
        run("dd", "coreutils", "if=" + raw, "of=" + part, "bs=1M", "skip=1", "count=40");
        run("fsck.fat", "dosfstools", "-n", part.toString());
        Path out = folder.resolve("out");
        FatImage.at(part).copyOut(out);
        assertThat(Files.readAllBytes(out.resolve("EFI/Boot/bootx64.efi"))).isEqualTo(tree.bytes("Boot/EFI/bootmgfw.efi"));
        Bcd.Result list = bcd.call("list", "--store", out.resolve("EFI/Microsoft/Boot/BCD").toString());
        assertThat(list.out()).contains("Windows 11");
    }

    private void runsInto(Path image) {
        Bcd.Result result = init(image);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).endsWith(tree.folder() + " starts from " + image + ":1 now.\n");
        assertThat(init(image).out()).startsWith("Nothing to do: ");
    }

    @ParameterizedTest
    @EnumSource(names = {"DYNAMIC", "FIXED"})
    void aVhdx(DiskKind kind) throws IOException {
        Path image = vhdx("w.vhdx", kind);
        runsInto(image);
        assertThat(run("qemu-img", "qemu-utils", "check", "-f", "vhdx", image.toString())).isEqualTo("No errors were found on the image.\n");
        Path raw = folder.resolve("raw");
        run("qemu-img", "qemu-utils", "convert", "-f", "vhdx", "-O", "raw", image.toString(), raw.toString());
        hasTheBootFiles(raw);
    }

    @Test
    void aDynamicVhd() throws IOException {
        Path image = vhd("w.vhd");
        runsInto(image);
        Path raw = folder.resolve("raw");
        run("qemu-img", "qemu-utils", "convert", "-f", "vpc", "-O", "raw", image.toString(), raw.toString());
        hasTheBootFiles(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhd", "vhdx"})
    void aChildWhoseParentStaysAsItIs(String format) throws IOException {
        Path parent = format.equals("vhd") ? vhd("base.vhd") : vhdx("base.vhdx", DiskKind.DYNAMIC);
        byte[] before = Files.readAllBytes(parent);
        byte[] child = format.equals("vhd")
                ? VhdBuilder.differencing(SIZE, 2 * MIB, id(parent)).locator("W2ru", ".\\base.vhd".getBytes(StandardCharsets.UTF_16LE)).build()
                : VhdxBuilder.differencing(SIZE, MIB, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", ".\\base.vhdx")
                        .dataWrite("aaaaaaaa-0000-4000-8000-000000000001")
                        .build();
        Path image = Files.write(folder.resolve("child." + format), child);
        runsInto(image);
        assertThat(Files.readAllBytes(parent)).isEqualTo(before);
        hasTheBootFiles(raw(image));
    }

    /** The unique id of a VHD, byte for byte a character. */
    private static String id(Path vhd) throws IOException {
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(vhd)) {
            return new String(disk.identity().toArray(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Read here: of others, QEMU reads no parents, and libvhdi of 2021 only bitmaps that are set or clear for eight sectors at a time. */
    private Path raw(Path image) throws IOException {
        Path raw = folder.resolve("raw");
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(image);
                FileChannel file = FileChannel.open(raw, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (long at = 0; at < SIZE; at += MIB) {
                file.write(ByteBuffer.wrap(disk.contents().read(at, MIB)), at);
            }
        }
        return raw;
    }

    @Test
    void saysWhoHasTheImage() throws IOException {
        Path image = vhdx("w.vhdx", DiskKind.DYNAMIC);
        byte[] before = Files.readAllBytes(image);
        DiskUse.Use locked = new DiskUse.Use(OptionalLong.empty(), "process 17 (qemu-nbd) has locked " + image);
        bcd.machine().diskUse(new DiskUse(false, OptionalInt.empty(), List.of(), List.of(locked)));
        Bcd.Result result = init(image);
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).isEqualTo("bcd: process 17 (qemu-nbd) has locked " + image + ". Nothing was written.\nUnmount or detach it first; or where it is mounted,"
                + " name the folder with --target.\n");
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void saysWhyAnImageIsNotWrittenTo() throws IOException {
        Path image = vhd("w.vhd");
        byte[] bytes = Files.readAllBytes(image);
        bytes[0] ^= 1;
        Files.write(image, bytes);
        Bcd.Result result = init(image);
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).endsWith("bcd: " + image + ": disk image at 0x0: the copy of the footer at its start is missing or damaged; nothing is written to"
                + " its disk as long as that is so. bcd vdisk repair mends that\n");
        assertThat(Files.readAllBytes(image)).isEqualTo(bytes);
    }
}
