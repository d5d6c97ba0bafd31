package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.NoSuchPathException;
import org.bcdkit.filesystem.VolumeFile;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.FatImage;
import org.bcdkit.testing.HostDisk;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.testing.WindowsDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judging an image that lies in a file system inside a disk, with what the bytes of that disk tell. */
class ImageInDiskTest {

    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    private NtfsBuilder volume() throws IOException {
        return new NtfsBuilder(folder, 64 << 20).folder("/vhds");
    }

    private NativeBootReport check(NtfsBuilder volume, String image) throws IOException {
        Path esp = FatImage.format(folder.resolve("esp"), 8192).file();
        Path file = HostDisk.gpt(512).add(HostDisk.ESP, esp).add(HostDisk.BASIC_DATA, volume.build()).build(folder.resolve("disk"));
        Files.delete(esp);
        FilePath path = FilePath.parse(image);
        try (Storage disk = FileStorage.open(file)) {
            Partition partition = PartitionTables.read(disk, 512).find(2).orElseThrow();
            Storage contents = disk.slice("partition 2 of disk.img", partition.start(), partition.length());
            HostFacts host = HostSurvey.of("disk.img", disk, 512, 2, path);
            return NativeBootCheck.check(
                    new VolumeFile("disk.img:2", NtfsFileSystem.open(contents), path), DiskImages.inFiles(VolumeMap.EMPTY),
                    NativeBootFacts.UNKNOWN.withHost(host));
        }
    }

    private byte[] qemu(String format, byte[] raw, String size) throws IOException {
        Path tool = IndependentTool.require("qemu-img", "qemu-utils");
        Path source = Files.write(folder.resolve("raw"), raw);
        Path image = folder.resolve("image." + format);
        String[] words = raw.length == 0
                ? new String[] {"create", "-q", "-f", format, "-o", "subformat=dynamic", image.toString(), size}
                : new String[] {"convert", "-q", "-f", "raw", "-O", format, "-o", "subformat=dynamic", source.toString(), image.toString()};
        IndependentTool.Outcome outcome = IndependentTool.run(tool, words);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return Files.readAllBytes(image);
    }

    @Test
    void judgesTheWindowsInTheImageAndTheDiskAroundIt() throws IOException {
        byte[] image = qemu("vhdx", new WindowsDisk().build(folder), "");
        NativeBootReport report = check(volume().file("/vhds/w 11.vhdx", image), "\\vhds\\w 11.vhdx");
        assertThat(report.image().orElseThrow().name()).isEqualTo("disk.img:2/vhds/w 11.vhdx");
        assertThat(report.windows()).isPresent();
        assertThat(Judged.lines(report, "HST-01")).hasSize(1).allMatch(line -> line.startsWith("HST-01 error there is no boot environment of Windows on"
                + " partition 1 of disk.img"));
        assertThat(Judged.lines(report, "HST-03")).containsExactly("HST-03 ok the host volume holds NTFS");
        assertThat(Judged.lines(report, "SPC-01")).hasSize(1).allMatch(line -> line.startsWith("SPC-01 ok "));
        assertThat(Judged.lines(report, "HST-09")).noneMatch(line -> line.contains("error"));
    }

    @Test
    void findsThatThereIsNotEnoughSpaceAroundAnImage() throws IOException {
        NativeBootReport report = check(volume().file("/vhds/big.vhdx", qemu("vhdx", new byte[0], "40G")), "vhds/big.vhdx");
        assertThat(Judged.lines(report, "SPC-01")).hasSize(1)
                .allMatch(line -> line.matches("SPC-01 error the host volume has 5\\d[.\\d]* MiB free, and the image needs 40 GiB to grow to its full size .*"));
    }

    @Test
    void judgesTheChainOnTheVolume() throws IOException {
        byte[] path = "C:\\vhds\\base.vhd".getBytes(StandardCharsets.UTF_16LE);
        byte[] base = VhdBuilder.fixed(new byte[4 * MIB]).id("BASE-BASE-BASE-1").build();
        byte[] child = VhdBuilder.differencing(4 * MIB, 2 * MIB, "BASE-BASE-BASE-1").locator("W2ku", path).build();
        NativeBootReport report = check(volume().file("/vhds/base.vhd", base).folder("/c").file("/c/child.vhd", child), "c/child.vhd");
        assertThat(report.image().orElseThrow().parents()).containsExactly("disk.img:2/vhds/base.vhd");
        assertThat(Judged.lines(report, "IMG-06")).noneMatch(line -> line.contains("error"));
        report = check(volume().folder("/c").file("/c/child.vhd", child), "c/child.vhd");
        assertThat(Judged.lines(report, "IMG-06")).hasSize(1)
                .allMatch(line -> line.contains("error disk.img:2/c/child.vhd: its parent was not found; tried disk.img:2/vhds/base.vhd (absolute path; not there)"));
    }

    @Test
    void anImageThatCannotBeReadIsOneFinding() throws IOException {
        byte[] elsewhere = {0x13, 0, 0, (byte) 0x80, 4, 0, 0, 0, 0, 0, 0, 0};
        byte[] image = VhdxBuilder.dynamic(4L * MIB, MIB).build();
        NativeBootReport report = check(volume().file("/w.vhdx", image).reparse("/w.vhdx", elsewhere), "w.vhdx");
        assertThat(report.isReadable()).isFalse();
        assertThat(Judged.lines(report, "IMG-01")).hasSize(1).allMatch(line -> line.contains("it is a file that data deduplication keeps elsewhere"));
        assertThatThrownBy(() -> check(volume(), "w.vhdx")).isInstanceOf(NoSuchPathException.class);
    }

    /** It is judged all the same, so that everything that is wrong with it is said at once. */
    @Test
    void judgesAnImageThatNtfsCompresses() throws IOException {
        byte[] image = VhdBuilder.fixed(new byte[4 * MIB]).build();
        NativeBootReport report = check(volume().compressed("/w.vhd", image), "w.vhd");
        assertThat(report.isReadable()).isTrue();
        assertThat(Judged.lines(report, "HST-09")).hasSize(1).allMatch(line -> line.startsWith("HST-09 error ") && line.contains("compressed"));
        assertThat(Judged.lines(report, "PRT-01")).hasSize(1).allMatch(line -> line.startsWith("PRT-01 error "));
    }
}
