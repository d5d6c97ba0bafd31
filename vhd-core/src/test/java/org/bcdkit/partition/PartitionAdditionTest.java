package org.bcdkit.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.disk.Extent;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.StalePlanException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.storage.WritableStorage;
import org.bcdkit.testing.GptBuilder;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.MbrBuilder;
import org.bcdkit.testing.PowerFailure;
import org.bcdkit.testing.SparseDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionAdditionTest {

    private static final UUID DISK = UUID.fromString(GptBuilder.DISK);
    private static final UUID NEW = UUID.fromString("11111111-2222-4333-8444-555555555555");
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    private static <D extends WritableStorage> D with(D disk, List<Extent> extents) throws IOException {
        for (Extent extent : extents) {
            disk.write(extent.position(), ByteBuffer.wrap(extent.bytes().toArray()));
        }
        return disk;
    }

    private static Partition basic(int number, long start, long length) {
        return Partition.gpt(number, PartitionType.Gpt.BASIC_DATA, DISK, new UUID(4, number), start, length, "data", 0);
    }

    private static SparseDisk gpt(long size, int sectorSize, Partition... partitions) throws IOException {
        return with(new SparseDisk(size), GptWriter.write(DISK, size, sectorSize, List.of(partitions)));
    }

    private static SparseDisk mbr(long size, Partition... partitions) throws IOException {
        return with(new SparseDisk(size), List.of(MbrWriter.write(0xCAFEBABE, 512, List.of(partitions))));
    }

    private static Partition ntfs(int number, long start, long length, boolean active) {
        return Partition.mbr(number, PartitionType.Mbr.NTFS, 0xCAFEBABE, start, length, active);
    }

    private static String output(String command, String debianPackage, String... words) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require(command, debianPackage), words);
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
        return outcome.text();
    }

    @ParameterizedTest
    @CsvSource({"512", "4096"})
    void anEspIsAddedToAGptInTheFirstGapThatHasRoom(int sectorSize) throws IOException {
        Partition[] there = {basic(1, MIB, 10 * MIB), basic(3, 20 * MIB + 8192, 30 * MIB), basic(4, 11 * MIB, MIB)};
        SparseDisk disk = gpt(200 * MIB, sectorSize, there);
        PartitionAddition small = PartitionAddition.plan(disk, sectorSize, NewPartition.efiSystem(8 * MIB + 1, NEW));
        Partition esp = Partition.gpt(2, PartitionType.Gpt.EFI_SYSTEM, DISK, NEW, 12 * MIB, 8 * MIB + sectorSize, "EFI system partition", 1L << 63);
        assertThat(small.problem()).isEmpty();
        assertThat(small.partition()).hasValue(esp);
        PartitionAddition large = PartitionAddition.plan(disk, sectorSize, NewPartition.efiSystem(100 * MIB, NEW));
        assertThat(large.partition().orElseThrow().start()).isEqualTo(51 * MIB);
        small.apply(disk);
        assertThat(PartitionTables.read(disk, sectorSize))
                .isEqualTo(new PartitionTable.Gpt(DISK, sectorSize, List.of(there[0], esp, there[1], there[2]), List.of()));
        assertThatThrownBy(() -> large.apply(disk)).isInstanceOf(StalePlanException.class)
                .hasMessage("disk was changed by somebody else since it was read. Nothing was changed. Run the command again.");
    }

    @Test
    void sgdiskAndSfdiskFindNoFaultInAGptThatGotAnEsp() throws IOException {
        Path image = new SparseDisk(300 * MIB).save(folder.resolve("disk"));
        output("sgdisk", "gdisk", "-n", "1:2048:+64M", "-t", "1:0700", "-n", "2:0:+16M", image.toString());
        try (WritableFile disk = WritableFile.open(image)) {
            PartitionAddition.plan(disk, 512, NewPartition.efiSystem(100 * MIB, NEW)).apply(disk);
        }
        assertThat(output("sgdisk", "gdisk", "-v", image.toString())).contains("No problems found");
        assertThat(output("sfdisk", "fdisk", "--verify", image.toString())).contains("No errors detected");
        assertThat(output("sgdisk", "gdisk", "-i", "3", image.toString()))
                .contains("C12A7328-F81F-11D2-BA4B-00A0C93EC93B (EFI system partition)", "Partition unique GUID: 11111111-2222-4333-8444-555555555555")
                .contains("First sector: 165888 ", "Partition size: 204800 sectors", "Attribute flags: 8000000000000000", "'EFI system partition'");
    }

    @ParameterizedTest
    @CsvSource({"false,ef", "true,c"})
    void sfdiskFindsNoFaultInAnMbrThatGotASystemPartition(boolean active, String type) throws IOException {
        SparseDisk disk = mbr(300 * MIB, ntfs(2, MIB, 64 * MIB, false), ntfs(1, 100 * MIB, 64 * MIB + 512, false));
        disk.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        NewPartition wanted = active ? NewPartition.activeFat32(100 * MIB) : NewPartition.efiSystem(100 * MIB);
        PartitionAddition addition = PartitionAddition.plan(disk, 512, wanted);
        addition.apply(disk);
        assertThat(addition.partition().orElseThrow()).isEqualTo(
                Partition.mbr(3, active ? PartitionType.Mbr.FAT32 : PartitionType.Mbr.EFI_SYSTEM, 0xCAFEBABE, 165 * MIB, 100 * MIB, active));
        assertThat(PartitionTables.read(disk).partitions()).hasSize(3).contains(addition.partition().get());
        assertThat(disk.read(0, 3)).as("boot code").isEqualTo(new byte[] {1, 2, 3});
        Path image = disk.save(folder.resolve("disk"));
        assertThat(output("sfdisk", "fdisk", "--verify", image.toString())).contains("No errors detected");
        assertThat(output("sfdisk", "fdisk", "--dump", image.toString()))
                .contains("start=      337920, size=      204800, type=" + type + (active ? ", bootable" : "\n"));
    }

    @Test
    void logicalPartitionsTakeRoomAndNoEntry() throws IOException {
        MbrBuilder disk = new MbrBuilder(20 * 2048);
        disk.entry(1, 0, 0x05, 2048, 10 * 2048).entry(2048 * 512, 1, 0, 7, 64, 4096);
        PartitionAddition addition = PartitionAddition.plan(MemoryStorage.of("disk", disk.build()), 512, NewPartition.efiSystem(2 * MIB));
        assertThat(addition.partition().orElseThrow()).isEqualTo(Partition.mbr(2, PartitionType.Mbr.EFI_SYSTEM, 0, 11 * MIB, 2 * MIB, false));
    }

    @Test
    void theTableIsTheOldOneOrTheNewOneWhenThePowerFails() throws IOException {
        SparseDisk disk = gpt(8 * MIB, 512, basic(1, MIB, MIB));
        byte[] before = disk.read(0, (int) disk.size());
        PartitionAddition addition = PartitionAddition.plan(disk, 512, NewPartition.efiSystem(MIB, NEW));
        List<Integer> counts = new ArrayList<>();
        for (int writes = 0; writes < 4; writes++) {
            PowerFailure failing = new PowerFailure(before, 512, writes);
            assertThatThrownBy(() -> addition.apply(failing)).isInstanceOf(PowerFailure.Failed.class);
            PartitionTable table = PartitionTables.read(failing);
            counts.add(table.partitions().size());
            assertThat(table.remarks()).hasSize(writes == 0 ? 0 : 1);
            assertThat(table.partitions().get(0)).isEqualTo(basic(1, MIB, MIB));
            Path image = folder.resolve("disk" + writes);
            Files.write(image, failing.anyOf(new Random(1)));
            assertThat(output("sgdisk", "gdisk", "-p", image.toString())).contains("data");
        }
        // The backup is complete after two writes, but the table goes before it as long as it is whole.
        assertThat(counts).containsExactly(1, 1, 1, 2);
    }

    private static void assertRefused(Storage disk, NewPartition wanted, String problem) throws IOException {
        PartitionAddition addition = PartitionAddition.plan(disk, 512, wanted);
        assertThat(addition.problem()).hasValue(problem);
        assertThat(addition.partition()).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> addition.apply(new SparseDisk(1))).isInstanceOf(IllegalStateException.class).hasMessage("the plan is not possible: " + problem);
    }

    @Test
    void refusesAGptWithoutRoomOrEntries() throws IOException {
        SparseDisk full = gpt(100 * MIB, 512, basic(1, MIB, 89 * MIB + 512));
        assertRefused(full, NewPartition.efiSystem(10 * MIB, NEW), "the largest free space of disk that starts at a whole MiB has 8.9 MiB, and 10 MiB are needed");
        Partition[] many = new Partition[128];
        for (int i = 0; i < many.length; i++) {
            many[i] = basic(i + 1, (i + 40) * 512, 512);
        }
        assertRefused(gpt(100 * MIB, 512, many), NewPartition.efiSystem(MIB, NEW), "all 128 entries of the partition table of disk are in use");
    }

    @Test
    void refusesAnMbrWithoutRoomOrEntriesOrWithAnActivePartition() throws IOException {
        SparseDisk full = mbr(100 * MIB, ntfs(1, MIB, 99 * MIB, true));
        assertRefused(full, NewPartition.efiSystem(MIB), "the largest free space of disk that starts at a whole MiB has 0 bytes, and 1 MiB are needed");
        assertRefused(full, NewPartition.activeFat32(MIB), "partition 1 of disk is active, and a BIOS starts from one partition only");
        SparseDisk four = mbr(100 * MIB, ntfs(1, MIB, MIB, true), ntfs(2, 2 * MIB, MIB, false), ntfs(3, 3 * MIB, MIB, false), ntfs(4, 4 * MIB, MIB, false));
        assertRefused(four, NewPartition.efiSystem(MIB), "all 4 entries of the MBR of disk are in use");
    }

    @Test
    void refusesATableOfTheOtherKindAndADiskWithoutOne() throws IOException {
        assertRefused(gpt(100 * MIB, 512), NewPartition.efiSystem(MIB), "disk has a GPT, which has no partitions of type 0xef");
        assertRefused(mbr(100 * MIB), NewPartition.efiSystem(MIB, NEW), "disk has an MBR, which has no partitions of type {c12a7328-f81f-11d2-ba4b-00a0c93ec93b}");
        assertRefused(new SparseDisk(MIB), NewPartition.efiSystem(MIB, NEW), "disk has no partition table; make an empty one first, for instance with sgdisk --clear");
    }

    @Test
    void refusesADamagedTableAndAHybridOne() throws IOException {
        NewPartition esp = NewPartition.efiSystem(MIB, NEW);
        byte[] backupDamaged = new GptBuilder(512, 9000).flip(8999 * 512 + 60, 1).build();
        assertRefused(MemoryStorage.of("disk", backupDamaged), esp, "the partition table of disk has to be repaired first (gdisk or sgdisk can): "
                + "the backup of the partition table is damaged: header CRC is 0x" + crc(backupDamaged, 8999) + ", computed 0x" + computed(backupDamaged, 8999));
        byte[] hybrid = new GptBuilder(512, 9000).mbr(1, 0, 0x0C, 2048, 100).build();
        assertRefused(MemoryStorage.of("disk", hybrid), esp, "disk has a hybrid MBR, which names partitions of its GPT a second time; both would have to be changed");
        byte[] both = new GptBuilder(512, 9000).flip(8999 * 512 + 60, 1).flip(512 + 60, 1).build();
        assertThatThrownBy(() -> PartitionAddition.plan(MemoryStorage.of("disk", both), 512, esp)).isInstanceOf(MalformedException.class);
        byte[] usable = new GptBuilder(512, 9000).header(48, 8, Long.MAX_VALUE).build();
        assertThatThrownBy(() -> PartitionAddition.plan(MemoryStorage.of("disk", usable), 512, esp))
                .isInstanceOf(MalformedException.class)
                .hasMessage("disk: GPT header at 0x228: sectors 34 to 9223372036854775807 are said to be for partitions, expected some of the 9000 of the disk");
    }

    private static String crc(byte[] disk, int sector) {
        return Long.toHexString(LittleEndian.u32(disk, sector * 512 + 16));
    }

    private static String computed(byte[] disk, int sector) {
        byte[] sealed = GptBuilder.seal(disk.clone(), sector * 512, 92);
        return crc(sealed, sector);
    }
}
