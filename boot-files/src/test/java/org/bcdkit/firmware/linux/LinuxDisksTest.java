package org.bcdkit.firmware.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.bcdkit.disk.Extent;
import org.bcdkit.firmware.FirmwareCheck;
import org.bcdkit.firmware.HardDrive;
import org.bcdkit.firmware.HardDrive.Signature;
import org.bcdkit.firmware.KnownPartitions;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.MbrWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.testing.FatImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LinuxDisksTest {

    private static final int MIB = 1 << 20;
    private static final UUID DISK = UUID.fromString("c0000000-0000-4000-8000-000000000000");
    private static final UUID PARTITION = UUID.fromString("c0000000-0000-4000-8000-000000000001");

    @TempDir
    private Path folder;

    private void device(String name, int sectorSize, List<Extent> content) throws IOException {
        Path sys = folder.resolve("sys/class/block").resolve(name);
        Files.createDirectories(sys.resolve("queue"));
        Files.writeString(sys.resolve("size"), "16384\n");
        Files.writeString(sys.resolve("queue/logical_block_size"), sectorSize + "\n");
        Files.createDirectories(folder.resolve("dev"));
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("dev").resolve(name).toFile(), "rw")) {
            file.setLength(8 * MIB);
            for (Extent extent : content) {
                file.seek(extent.position());
                file.write(extent.bytes().toArray());
            }
        }
    }

    private static List<Extent> gpt(int sectorSize) {
        Partition esp = Partition.gpt(1, PartitionType.Gpt.EFI_SYSTEM, DISK, PARTITION, MIB, 4 * MIB, "EFI", 0);
        return GptWriter.write(DISK, 8 * MIB, sectorSize, List.of(esp));
    }

    private KnownPartitions read() throws IOException {
        try (LinuxDisks disks = new LinuxDisks(folder.resolve("sys"), folder.resolve("dev"))) {
            return disks.partitions();
        }
    }

    @Test
    void knowsThePartitionsOfAllDisksInTheirSectors() throws IOException {
        device("sda", 512, gpt(512));
        device("sdb", 4096, gpt(4096));
        Partition windows = Partition.mbr(1, PartitionType.Mbr.NTFS, 0x63f07796, MIB, MIB, true);
        device("sdc", 512, List.of(MbrWriter.write(0x63f07796, 512, List.of(windows))));
        KnownPartitions known = read();
        assertThat(known.complete()).isTrue();
        assertThat(known.all())
                .extracting(KnownPartitions.Known::hardDrive)
                .containsExactly(
                        new HardDrive(1, 0x800, 0x2000, new Signature.Gpt(PARTITION)),
                        new HardDrive(1, 0x100, 0x400, new Signature.Gpt(PARTITION)),
                        new HardDrive(1, 0x800, 0x800, new Signature.Mbr(0x63f07796)));
    }

    @Test
    void findsAGptPartitionByItsGuidAndAnMbrOneByItsPlace() throws IOException {
        device("sda", 512, gpt(512));
        Partition windows = Partition.mbr(1, PartitionType.Mbr.NTFS, 0x63f07796, MIB, MIB, true);
        device("sdc", 512, List.of(MbrWriter.write(0x63f07796, 512, List.of(windows))));
        KnownPartitions known = read();
        // Firmware looks for the GUID alone: numbers and sizes change when a partition is moved.
        assertThat(known.find(new HardDrive(5, 0, 0, new Signature.Gpt(PARTITION)))).isPresent();
        assertThat(known.find(new HardDrive(1, 0x800, 0x2000, new Signature.Gpt(DISK)))).isEmpty();
        assertThat(known.find(new HardDrive(1, 0x800, 0x800, new Signature.Mbr(0x63f07796)))).isPresent();
        assertThat(known.find(new HardDrive(2, 0x800, 0x800, new Signature.Mbr(0x63f07796)))).isEmpty();
    }

    @Test
    void leavesOutWhatFirmwareDoesNotKnow() throws IOException {
        device("loop0", 512, gpt(512));
        device("dm-0", 512, gpt(512));
        device("sda1", 512, gpt(512));
        Files.writeString(folder.resolve("sys/class/block/sda1/partition"), "1\n");
        device("sdz", 512, gpt(512));
        Files.writeString(folder.resolve("sys/class/block/sdz/size"), "0\n");
        KnownPartitions known = read();
        assertThat(known.all()).isEmpty();
        assertThat(known.complete()).isFalse();
    }

    @Test
    void doesNotKnowWhatIsMissingWhenADiskCannotBeRead() throws IOException {
        device("sda", 512, gpt(512));
        device("sdb", 512, gpt(512));
        Files.delete(folder.resolve("dev/sdb"));
        KnownPartitions known = read();
        assertThat(known.all()).hasSize(1);
        assertThat(known.complete()).isFalse();
        assertThat(known.problems()).singleElement().asString().startsWith(folder.resolve("dev/sdb") + " cannot be read: ");
        assertThat(new LinuxDisks(folder.resolve("nosys"), folder).partitions().problems()).singleElement().asString().startsWith("the disks of this machine");
    }

    @Test
    void doesNotJudgeAFileOnAVolumeThatCannotBeRead() throws IOException {
        device("sda", 512, gpt(512));
        try (LinuxDisks disks = new LinuxDisks(folder.resolve("sys"), folder.resolve("dev"))) {
            KnownPartitions.Known esp = disks.partitions().all().get(0);
            assertThat(esp.has("\\EFI\\x.efi")).isEmpty();
            assertThat(FirmwareCheck.added(esp, "\\x")).singleElement().satisfies(finding -> assertThat(finding.message())
                    .isEqualTo("the file system on partition 1 of " + folder.resolve("dev/sda") + " cannot be read, so it is not known whether \\x is there"));
        }
    }

    /** Linux keeps what was written to a mounted partition apart from what it has of the disk, for a while or until it is mounted no more. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machine is made of symbolic links")
    void looksForFilesThroughTheDeviceOfThePartition() throws IOException {
        Path device = folder.resolve("sys/devices/sda");
        Files.createDirectories(device.resolve("sda1"));
        Files.createDirectories(device.resolve("queue"));
        Files.writeString(device.resolve("dev"), "8:0\n");
        Files.writeString(device.resolve("size"), "16384\n");
        Files.writeString(device.resolve("queue/logical_block_size"), "512\n");
        Files.writeString(device.resolve("sda1/dev"), "8:1\n");
        Files.writeString(device.resolve("sda1/partition"), "1\n");
        Files.writeString(device.resolve("sda1/start"), "2048\n");
        Files.createDirectories(folder.resolve("sys/class/block"));
        Files.createSymbolicLink(folder.resolve("sys/class/block/sda"), device);
        Files.createSymbolicLink(folder.resolve("sys/class/block/sda1"), device.resolve("sda1"));
        Files.createDirectories(folder.resolve("dev"));
        Files.copy(FatImage.format(folder.resolve("fat.img"), 4096).folder("EFI").file(), folder.resolve("dev/sda1"));
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("dev/sda").toFile(), "rw")) {
            file.setLength(8 * MIB);
            for (Extent extent : gpt(512)) {
                file.seek(extent.position());
                file.write(extent.bytes().toArray());
            }
        }
        try (LinuxDisks disks = new LinuxDisks(folder.resolve("sys"), folder.resolve("dev"))) {
            assertThat(disks.partitions().all()).singleElement().satisfies(known -> assertThat(known.has("\\EFI")).contains(true));
        }
    }
}
