package org.bcdkit.host.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.bcdkit.device.PartitionId;
import org.bcdkit.host.DiskFree;
import org.bcdkit.host.DiskUse;
import org.bcdkit.host.HostMount;
import org.bcdkit.host.HostVolume;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** This machine, with disks, file systems and mounts made by other people's programs; and what these say about them. */
@EnabledOnOs(OS.LINUX)
class LinuxHostOnDisksTest {

    private static final int UNIT = 512;
    private static final String NOBODY = "65534";

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

    private Path image() throws IOException {
        Path image = folder.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(96L << 20);
        }
        return image;
    }

    private Path gptImage() throws IOException {
        Path image = image();
        sgdisk("--new=1:2048:+20M", "--typecode=1:ef00", "--new=2:0:0", "--typecode=2:0700", image.toString());
        return image;
    }

    private static String sgdisk(String... arguments) {
        return LoopDisk.run(IndependentTool.require("sgdisk", "gdisk"), arguments);
    }

    /** What sgdisk says about a partition; it reads disk and table itself. */
    private static PartitionId sgdiskId(String disk, int partition) {
        return new PartitionId.Gpt(
                UUID.fromString(after("Disk identifier (GUID): ", sgdisk("--print", disk))),
                UUID.fromString(after("Partition unique GUID: ", sgdisk("--info=" + partition, disk))));
    }

    /** What blkid says about a partition, as udev notes it. */
    private static String blkid(String device) {
        return LoopDisk.run(IndependentTool.require("blkid", "util-linux"), "--probe", "--output", "udev", device);
    }

    private static String after(String label, String text) {
        return text.lines().filter(line -> line.startsWith(label)).findFirst().orElseThrow().substring(label.length()).strip();
    }

    private static Path file(Path mountPoint) throws IOException {
        Files.createDirectories(mountPoint.resolve("vhds"));
        return Files.writeString(mountPoint.resolve("vhds/größe 11.vhdx"), "x");
    }

    @Test
    void findsAPartitionOfAGpt() throws IOException {
        Path image = gptImage();
        try (LoopDisk disk = LoopDisk.attach(image, 512)) {
            disk.readTable();
            Path mountPoint = folder.resolve("mount point");
            disk.mountExt4(2, mountPoint);

            HostVolume volume = new LinuxHost().volumeOf(file(mountPoint));

            assertThat(volume.problems()).isEmpty();
            assertThat(volume.partition()).contains(sgdiskId(image.toString(), 2));
            PartitionId.Gpt id = (PartitionId.Gpt) volume.partition().get();
            assertThat(after("ID_PART_ENTRY_UUID=", blkid(disk.partition(2)))).isEqualTo(id.partition().toString());
            assertThat(volume.mount()).contains(new HostMount(mountPoint.toRealPath(), disk.partition(2), "ext4"));
            assertThat(volume.pathOnVolume()).contains("\\vhds\\größe 11.vhdx");
        }
    }

    @Test
    void findsAPartitionOnADiskWithSectorsOf4096Bytes() throws IOException {
        try (LoopDisk disk = LoopDisk.attach(image(), 4096)) {
            sgdisk("--new=1:0:+20M", "--new=2:0:0", disk.device());
            disk.readTable();
            disk.mountExt4(2, folder.resolve("mnt"));

            HostVolume volume = new LinuxHost().volumeOf(folder.resolve("mnt"));

            assertThat(volume.problems()).isEmpty();
            assertThat(volume.partition()).contains(sgdiskId(disk.device(), 2));
            assertThat(volume.pathOnVolume()).contains("\\");
        }
    }

    @Test
    void findsPrimaryAndLogicalPartitionsOfAnMbr() throws IOException {
        Path image = image();
        Path script = Files.writeString(folder.resolve("table"), "label: dos\nlabel-id: 0x9a2b3c4d\n2048,20M,7\n,,E\n,20M,7\n,,7\n");
        Path sfdisk = IndependentTool.require("sfdisk", "fdisk");
        Path shell = IndependentTool.require("sh", "dash");
        LoopDisk.run(shell, "-c", "exec \"$0\" --quiet \"$1\" <\"$2\"", sfdisk.toString(), image.toString(), script.toString());
        String dump = LoopDisk.run(sfdisk, "--dump", image.toString());
        int signature = Integer.parseUnsignedInt(after("label-id: 0x", dump), 16);
        try (LoopDisk disk = LoopDisk.attach(image, 512)) {
            disk.readTable();
            for (int number : new int[] {1, 5, 6}) {
                Path mountPoint = folder.resolve("mnt" + number);
                disk.mountNtfs(number, mountPoint);

                HostVolume volume = new LinuxHost().volumeOf(file(mountPoint));

                assertThat(volume.problems()).isEmpty();
                assertThat(volume.partition()).contains(new PartitionId.Mbr(signature, sfdiskStart(dump, image + Integer.toString(number))));
                assertThat(blkid(disk.partition(number))).contains("\nID_PART_ENTRY_UUID=9a2b3c4d-0" + number + "\n");
                assertThat(volume.mount()).contains(new HostMount(mountPoint.toRealPath(), disk.partition(number), "ntfs"));
                assertThat(volume.pathOnVolume()).contains("\\vhds\\größe 11.vhdx");
            }
        }
    }

    private static long sfdiskStart(String dump, String partition) {
        String line = after(partition + " : start=", dump);
        return Long.parseLong(line.substring(0, line.indexOf(',')).strip()) * UNIT;
    }

    @Test
    void countsThePathOfABindMountFromTheRootOfTheVolume() throws IOException {
        Path image = gptImage();
        try (LoopDisk disk = LoopDisk.attach(image, 512)) {
            disk.readTable();
            disk.mountNtfs(2, folder.resolve("mnt"));
            file(folder.resolve("mnt"));
            disk.bind(folder.resolve("mnt/vhds"), folder.resolve("images"));

            HostVolume volume = new LinuxHost().volumeOf(folder.resolve("images/größe 11.vhdx"));

            assertThat(volume.problems()).isEmpty();
            assertThat(volume.partition()).contains(sgdiskId(image.toString(), 2));
            assertThat(volume.mount().orElseThrow().point()).isEqualTo(folder.resolve("images").toRealPath());
            assertThat(volume.pathOnVolume()).contains("\\vhds\\größe 11.vhdx");
        }
    }

    @Test
    void tellsTheRoomOnTheVolumeAsTheSystemDoes() throws IOException {
        try (LoopDisk disk = LoopDisk.attach(gptImage(), 512)) {
            disk.readTable();
            Path mountPoint = folder.resolve("mnt");
            disk.mountNtfs(2, mountPoint);
            Path file = Files.write(mountPoint.resolve("w.vhdx"), new byte[5 << 20]);
            Path stat = IndependentTool.require("stat", "coreutils");
            String[] numbers = LoopDisk.run(stat, "--file-system", "--format=%a %b %S", file.toString()).strip().split(" ");
            long cluster = Long.parseLong(numbers[2]);

            HostVolume volume = new LinuxHost().volumeOf(file);

            assertThat(volume.space().free()).hasValue(Long.parseLong(numbers[0]) * cluster);
            assertThat(volume.space().size()).hasValue(Long.parseLong(numbers[1]) * cluster);
            assertThat(volume.space().cluster()).hasValue(cluster);
            assertThat(volume.space().free().getAsLong()).isLessThan(volume.space().size().getAsLong() - (5 << 20));
        }
    }

    @Test
    void saysThatAnImageWithoutPartitionsIsNoDisk() throws IOException {
        try (LoopDisk disk = LoopDisk.attach(image(), 512)) {
            disk.mountWholeExt4(folder.resolve("mnt"));
            HostVolume volume = new LinuxHost().volumeOf(folder.resolve("mnt"));
            assertThat(volume.partition()).isEmpty();
            assertThat(volume.problems()).hasSize(1);
            assertThat(volume.problems().get(0)).startsWith(disk.device() + " is an image file that is mounted here, not a partition of a disk. Put ");
        }
    }

    @Test
    void needsUdevsRecordsWithoutPermissionForTheDisk() throws IOException {
        Path image = gptImage();
        try (LoopDisk disk = LoopDisk.attach(image, 512)) {
            disk.readTable();
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            disk.mountNtfs(2, folder.resolve("mnt"));
            Path file = file(folder.resolve("mnt"));
            Path run = Files.createDirectories(folder.resolve("run/udev/data")).getParent().getParent();
            String size = OptionalLong.of(DiskFree.size(file)).toString();

            assertThat(asNobody(run, file))
                    .containsExactly(
                            Optional.of(new HostMount(folder.resolve("mnt").toRealPath(), disk.partition(2), "fuseblk")).toString(),
                            "Optional.empty",
                            size,
                            disk.device() + " cannot be read (permission denied), so the disk's identity is not known. Run this as root, or name the"
                                    + " partition as gpt:{disk},{partition}, or on an MBR disk as mbr:SIGNATURE,"
                                    + Long.parseLong(after("ID_PART_ENTRY_OFFSET=", blkid(disk.partition(2)))) * UNIT + ".");

            record(run, disk.device());
            record(run, disk.partition(2));

            assertThat(asNobody(run, file))
                    .containsExactly(
                            Optional.of(new HostMount(folder.resolve("mnt").toRealPath(), disk.partition(2), "ntfs")).toString(),
                            Optional.of(sgdiskId(image.toString(), 2)).toString(),
                            size);
        }
    }

    @Test
    void doesNotTakeTheVolumeAroundAMountPointThatItCannotRead() throws IOException {
        try (LoopDisk disk = LoopDisk.attach(gptImage(), 512)) {
            disk.readTable();
            Path outer = folder.resolve("outer");
            disk.mountExt4(1, outer);
            Path inner = outer.resolve("größe");
            disk.mountExt4(2, inner);
            // A name that is read in every locale.
            Path link = Files.createSymbolicLink(folder.resolve("link"), inner);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

            IndependentTool.Outcome outcome = asNobody(folder, link, "C");

            assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
            assertThat(outcome.text())
                    .startsWith("Optional.empty\nOptional.empty\n" + OptionalLong.of(DiskFree.size(inner)) + "\n" + outer.toRealPath() + "/gr")
                    .contains(" seems to be on " + disk.partition(1) + ", mounted at " + outer.toRealPath()
                            + ", but the kernel says that it is on another device.");
        }
    }

    /** Writes what blkid finds where udev would. */
    private static void record(Path run, String device) throws IOException {
        String number = Files.readString(Path.of("/sys/class/block").resolve(Path.of(device).getFileName()).resolve("dev")).strip();
        StringBuilder record = new StringBuilder();
        blkid(device).lines().forEach(line -> record.append("E:").append(line).append('\n'));
        Files.writeString(run.resolve("udev/data/b" + number), record);
    }

    /** What somebody sees who may not read disks. */
    private List<String> asNobody(Path run, Path file) throws IOException {
        IndependentTool.Outcome outcome = asNobody(run, file, "C.UTF-8");
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome.text().lines().toList();
    }

    private IndependentTool.Outcome asNobody(Path run, Path file, String locale) throws IOException {
        List<String> classPath = new ArrayList<>();
        for (Class<?> type : List.of(LinuxHost.class, VolumeOf.class, PartitionTables.class, Storage.class)) {
            classPath.add(readableCopy(type).toString());
        }
        List<String> command = List.of(
                IndependentTool.require("setpriv", "util-linux").toString(),
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(":", classPath),
                VolumeOf.class.getName(),
                run.toString(),
                file.toString());
        return IndependentTool.run(Duration.ofMinutes(1), Map.of("LC_ALL", locale), command);
    }

    /** Where this class comes from may be for us alone. */
    private Path readableCopy(Class<?> type) throws IOException {
        Path from = Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
        Path to = folder.resolve("classes-of-" + type.getSimpleName() + (Files.isDirectory(from) ? "" : ".jar"));
        if (Files.exists(to)) {
            return to;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    @Test
    void tellsWhichPartitionsOfADiskAreMounted() throws IOException {
        Path image = gptImage();
        Path point = folder.resolve("mounted");
        try (LoopDisk disk = LoopDisk.attach(image, UNIT)) {
            disk.readTable();
            LinuxHost host = new LinuxHost();
            Path device = Path.of(disk.device());
            assertThat(host.diskUse(device)).isEqualTo(new DiskUse(true, OptionalInt.of(UNIT), List.of(), List.of()));
            assertThat(host.diskUse(image).attached()).containsExactly(disk.device());
            disk.mountExt4(2, point);
            DiskUse use = host.diskUse(device);
            assertThat(use.against(1 << 20)).isEmpty();
            assertThat(use.against(21 << 20)).containsExactly(disk.partition(2) + " is mounted at " + point);
            assertThat(host.diskUse(image).uses()).isEqualTo(use.uses());
        }
    }
}
