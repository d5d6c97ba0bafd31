package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.filesystem.FileAttribute;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.HostStorage;
import org.bcdkit.nativeboot.SystemPartition;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.windows.VolumeState;
import org.bcdkit.windows.WindowsVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What this machine tells about images on disks, file systems and mounts made by other people's programs. */
@EnabledOnOs(OS.LINUX)
class BootFactsOnDisksTest {

    private static Sysfs sysfs;

    @TempDir
    private Path folder;

    @BeforeAll
    static void findSys() {
        sysfs = Sysfs.find();
    }

    @AfterAll
    static void leaveSys() {
        sysfs.leaveAsItWas();
    }

    private Path image(String... sgdisk) throws IOException {
        Path image = folder.toRealPath().resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(96L << 20);
        }
        String[] arguments = Arrays.copyOf(sgdisk, sgdisk.length + 1);
        arguments[sgdisk.length] = image.toString();
        LoopDisk.run(IndependentTool.require("sgdisk", "gdisk"), arguments);
        return image;
    }

    private Path gptImage() throws IOException {
        return image("--new=1:2048:+20M", "--typecode=1:ef00", "--new=2:0:0", "--typecode=2:0700");
    }

    private static HostFacts facts(Path file) throws IOException {
        LinuxHost host = new LinuxHost();
        return host.bootFacts(file, host.volumeOf(file));
    }

    /** What the driver that has the volume mounted says about a file: those attributes that we have names for. */
    private static Set<FileAttribute> attributes(Path file) {
        Path getfattr = IndependentTool.require("getfattr", "attr");
        String text = LoopDisk.run(getfattr, "--absolute-names", "--only-values", "-n", "system.ntfs_attrib_be", file.toString());
        // Big endian, as the name says; the bytes are printed as they are.
        int bits = (text.charAt(2) & 0xff) << 8 | text.charAt(3) & 0xff;
        Set<FileAttribute> attributes = EnumSet.noneOf(FileAttribute.class);
        if ((bits & 0x200) != 0) {
            attributes.add(FileAttribute.SPARSE);
        }
        if ((bits & 0x800) != 0) {
            attributes.add(FileAttribute.COMPRESSED);
        }
        return attributes;
    }

    @Test
    void readsHowTheFileLiesOnAMountedVolume() throws IOException {
        Path image = gptImage();
        try (LoopDisk disk = LoopDisk.attach(image, 512)) {
            disk.readTable();
            Path mountPoint = folder.resolve("mnt");
            disk.mountNtfs(2, mountPoint);
            Path vhds = Files.createDirectories(mountPoint.resolve("vhds"));
            Path plain = Files.write(vhds.resolve("plain.vhd"), new byte[300_000]);
            Path sparse = vhds.resolve("sparse.vhd");
            try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
                file.setLength(5 << 20);
            }
            Path packed = Files.createDirectories(vhds.resolve("packed"));
            LoopDisk.run(IndependentTool.require("setfattr", "attr"), "-n", "system.ntfs_attrib_be", "-v", "0x00000800", packed.toString());
            Path compressed = Files.write(packed.resolve("w.vhd"), new byte[300_000]);

            assertThat(facts(plain).file().attributes()).contains(Set.of());
            assertThat(facts(sparse).file().attributes()).contains(Set.of(FileAttribute.SPARSE));
            assertThat(facts(compressed).file().attributes().orElseThrow()).contains(FileAttribute.COMPRESSED);
            for (Path file : List.of(plain, sparse, compressed)) {
                assertThat(facts(file).file().attributes().orElseThrow()).containsAll(attributes(file));
            }
        }
    }

    @Test
    void readsAFileThatWasWrittenAfterTheDiskWasRead() throws IOException {
        try (LoopDisk disk = LoopDisk.attach(gptImage(), 512)) {
            disk.readTable();
            Path mountPoint = folder.resolve("mnt");
            disk.mountNtfs(2, mountPoint);
            for (int i = 0; i < 40; i++) {
                Path file = Files.write(mountPoint.resolve("w" + i + ".vhd"), new byte[i]);
                assertThat(facts(file).file().attributes()).as(file.toString()).contains(Set.of());
            }
        }
    }

    @Test
    void tellsWhereTheImageLiesAndWhatStartsIt() throws IOException {
        Path image = gptImage();
        Path bootManager = Files.write(folder.resolve("bootmgfw.efi"), VersionedProgram.of(10, 0, 22621, 2506));
        Path store = Files.writeString(folder.resolve("BCD"), "no store, but a file");
        try (LoopDisk disk = LoopDisk.attach(image, 512)) {
            disk.readTable();
            disk.makeFat(1, "/EFI/Microsoft/Boot/bootmgfw.efi", bootManager.toString(), "/EFI/Microsoft/Boot/BCD", store.toString());
            Path mountPoint = folder.resolve("mnt");
            disk.mountNtfs(2, mountPoint);
            Path file = Files.write(mountPoint.resolve("w.vhd"), new byte[10_000]);

            HostFacts facts = facts(file);

            assertThat(facts.volume().storage()).contains(new HostStorage(HostStorage.Kind.IMAGE, disk.partition(2) + " (" + image + ")"));
            assertThat(facts.volume().fileSystem()).contains("ntfs");
            assertThat(facts.volume().free()).hasValue(mountPoint.toFile().getUsableSpace());
            assertThat(facts.file().allocation().bytes().orElseThrow()).isBetween(10_000L, 20_000L);
            assertThat(facts.disk().sectorSize()).hasValue(512);
            assertThat(facts.disk().dynamic()).contains(false);
            SystemPartition esp = facts.disk().systemPartitions().orElseThrow().get(0);
            assertThat(esp.kind()).isEqualTo(SystemPartition.Kind.ESP);
            assertThat(esp.name()).contains("partition 1");
            assertThat(esp.store()).isTrue();
            assertThat(esp.holdsImage()).isFalse();
            assertThat(esp.bootManager()).isEqualTo(Optional.of(new WindowsVersion(10, 0, 22621, 2506)));
        }
    }

    @Test
    void tellsInWhatStateAMountedVolumeIs() throws IOException {
        try (LoopDisk disk = LoopDisk.attach(gptImage(), 512)) {
            disk.readTable();
            Path mountPoint = folder.resolve("mnt");
            disk.mountNtfs(2, mountPoint);
            Path file = Files.write(mountPoint.resolve("w.vhd"), new byte[10_000]);
            assertThat(facts(file).volume().state()).contains(new VolumeState(3, 1, false, false, false));
            Files.write(mountPoint.resolve("hiberfil.sys"), Arrays.copyOf("hibr".getBytes(StandardCharsets.US_ASCII), 4096));
            assertThat(facts(file).volume().state()).contains(new VolumeState(3, 1, false, true, false));
        }
    }

    @Test
    void findsNoSystemPartitionOnADiskThatHasNone() throws IOException {
        try (LoopDisk disk = LoopDisk.attach(image("--new=1:2048:0", "--typecode=1:0700"), 512)) {
            disk.readTable();
            Path mountPoint = folder.resolve("mnt");
            disk.mountNtfs(1, mountPoint);
            Path file = Files.write(mountPoint.resolve("w.vhd"), new byte[10_000]);
            // The other disks of this machine may have one.
            for (SystemPartition partition : facts(file).disk().systemPartitions().orElse(List.of())) {
                assertThat(partition.name()).doesNotContain(disk.device());
            }
        }
    }

    @Test
    void judgesNoFileOfAnotherFileSystem() throws IOException {
        try (LoopDisk disk = LoopDisk.attach(gptImage(), 512)) {
            disk.readTable();
            Path mountPoint = folder.resolve("mnt");
            disk.mountExt4(2, mountPoint);
            Path file = Files.write(mountPoint.resolve("w.vhd"), new byte[10_000]);
            HostFacts facts = facts(file);
            assertThat(facts.volume().fileSystem()).contains("ext4");
            assertThat(facts.file().attributes()).isEmpty();
            assertThat(facts.disk().dynamic()).contains(false);
        }
    }
}
