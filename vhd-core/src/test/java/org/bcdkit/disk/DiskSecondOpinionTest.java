package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.disk.IndependentDiskReaders.libvhdi;
import static org.bcdkit.disk.IndependentDiskReaders.qemu;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.MbrWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.vhdx.VhdxIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Software by others reads what we write, and writes what we read. */
class DiskSecondOpinionTest {

    private static final int MIB = 1 << 20;
    private static final UUID DISK = UUID.fromString("00112233-4455-4677-8899-aabbccddeeff");

    @TempDir
    private Path folder;

    /** A few pieces of random bytes, the first and the last sector among them. */
    private static List<Extent> contents(long size, int sectorSize) {
        Random random = new Random(size + sectorSize);
        List<Extent> extents = new ArrayList<>();
        extents.add(extent(random, 0, sectorSize));
        for (long at = size / 5; at < size - 2 * MIB; at += size / 3) {
            extents.add(extent(random, at / 512 * 512 + 7, random.nextInt(MIB)));
        }
        extents.add(extent(random, size - sectorSize, sectorSize));
        return extents;
    }

    private static Extent extent(Random random, long position, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new Extent(position, Bytes.of(bytes));
    }

    private Path raw(long size, List<Extent> extents) throws IOException {
        Path file = folder.resolve("disk.raw");
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(size);
            for (Extent extent : extents) {
                raw.seek(extent.position());
                raw.write(extent.bytes().toArray());
            }
        }
        return file;
    }

    private static String sha256(Path raw) throws IOException {
        try (Storage storage = FileStorage.open(raw)) {
            return DiskReading.sha256(storage);
        }
    }

    private static VirtualDisk open(Path image) throws IOException {
        return DiskImages.inFiles(VolumeMap.EMPTY).open(image);
    }

    private Path create(DiskFormat format, NewDisk disk) throws IOException {
        Path image = folder.resolve("ours." + format.word());
        if (format == DiskFormat.VHD) {
            NewImageFile.createVhd(image, disk, DISK, Instant.now());
        } else {
            NewImageFile.createVhdx(image, disk, VhdxIdentity.random());
        }
        return image;
    }

    @ParameterizedTest
    @CsvSource({
        "VHD,FIXED,3145728,2097152",
        "VHD,FIXED,33554432,2097152",
        "VHD,DYNAMIC,3145728,2097152",
        "VHD,DYNAMIC,34603520,524288",
        "VHD,DYNAMIC,138412032,2097152",
        "VHDX,FIXED,3145728,1048576",
        "VHDX,FIXED,35651584,33554432",
        "VHDX,DYNAMIC,3146240,1048576",
        "VHDX,DYNAMIC,138412032,2097152",
        "VHDX,DYNAMIC,138412032,33554432"
    })
    void othersReadWhatWeWrite(DiskFormat format, DiskKind kind, long size, int blockSize) throws IOException {
        List<Extent> contents = contents(size, 512);
        Path image = create(format, new NewDisk(kind, size, blockSize, 512, contents));
        Path raw = raw(size, contents);
        String driver = format == DiskFormat.VHD ? "vpc" : "vhdx";
        assertThat(qemu("info", "--output=json", "-f", driver, image.toString())).contains("\"virtual-size\": " + size + ",");
        assertThat(qemu("compare", "-f", "raw", "-F", driver, raw.toString(), image.toString())).isEqualTo("Images are identical.\n");
        if (format == DiskFormat.VHDX) {
            assertThat(qemu("check", "-f", "vhdx", image.toString())).isEqualTo("No errors were found on the image.\n");
        }
        assertThat(libvhdi(image)).isEqualTo(size + " " + sha256(raw));
        try (VirtualDisk disk = open(image)) {
            assertThat(disk.kind()).isEqualTo(kind);
            assertThat(disk.remarks()).isEmpty();
            assertThat(DiskReading.sha256(disk.contents())).isEqualTo(sha256(raw));
        }
    }

    /** QEMU does not read sectors of 4096 bytes. */
    @Test
    void libvhdiReadsSectorsOf4096() throws IOException {
        long size = 5L * MIB;
        List<Extent> contents = contents(size, 4096);
        Path image = create(DiskFormat.VHDX, new NewDisk(DiskKind.DYNAMIC, size, MIB, 4096, contents));
        assertThat(libvhdi(image)).isEqualTo(size + " " + sha256(raw(size, contents)));
    }

    @Test
    void othersReadTheLargestDisks() throws IOException {
        long vhd = 2040L << 30;
        Path dynamic = create(DiskFormat.VHD, new NewDisk(DiskKind.DYNAMIC, vhd, 2 * MIB, 512, List.of(extent(new Random(1), vhd - 512, 512))));
        assertThat(qemu("info", "--output=json", "-f", "vpc", dynamic.toString())).contains("\"virtual-size\": " + vhd + ",");
        long vhdx = 64L << 40;
        Path large = create(DiskFormat.VHDX, new NewDisk(DiskKind.DYNAMIC, vhdx, 32 * MIB, 512, List.of(extent(new Random(1), vhdx - 512, 512))));
        assertThat(qemu("info", "--output=json", "-f", "vhdx", large.toString())).contains("\"virtual-size\": " + vhdx + ",");
        assertThat(qemu("check", "-f", "vhdx", large.toString())).isEqualTo("No errors were found on the image.\n");
    }

    @ParameterizedTest
    @CsvSource({
        "vpc,'subformat=fixed,force_size=on',FIXED,3145728",
        "vpc,'subformat=dynamic,force_size=on',DYNAMIC,3145728",
        "vpc,'subformat=fixed,force_size=on',FIXED,34603520",
        "vpc,'subformat=dynamic,force_size=on',DYNAMIC,34603520",
        "vpc,'subformat=dynamic,force_size=on',DYNAMIC,138412032",
        "vhdx,'subformat=dynamic,block_size=1M',DYNAMIC,3145728",
        "vhdx,'subformat=dynamic',DYNAMIC,34603520",
        "vhdx,'subformat=dynamic,block_size=32M',DYNAMIC,138412032",
        "vhdx,'subformat=dynamic,log_size=4M,block_size=8M',DYNAMIC,138412032",
        "vhdx,'subformat=fixed,block_state_zero=off,block_size=1M',FIXED,34603008"
    })
    void weReadWhatQemuWrites(String driver, String options, DiskKind kind, long size) throws IOException {
        Path raw = raw(size, contents(size, 512));
        Path image = folder.resolve("qemu.image");
        qemu("convert", "-f", "raw", "-O", driver, "-o", options, raw.toString(), image.toString());
        try (VirtualDisk disk = open(image)) {
            assertThat(disk.virtualSize()).isEqualTo(size);
            assertThat(disk.kind()).isEqualTo(kind);
            assertThat(disk.remarks()).isEmpty();
            assertThat(DiskReading.sha256(disk.contents())).isEqualTo(sha256(raw));
        }
    }

    /** QEMU raises the size of a VHD to one that its geometry can say, and says so as its creator. */
    @Test
    void weReadASizeThatQemuRoundedUp() throws IOException {
        Path image = folder.resolve("qemu.vhd");
        qemu("create", "-f", "vpc", image.toString(), "1G");
        try (VirtualDisk disk = open(image)) {
            assertThat(disk.virtualSize()).isEqualTo((1L << 30) + 253_952);
            assertThat(disk.remarks()).extracting(Remark::condition).containsExactly(Condition.SIZE_ROUNDED);
        }
    }

    /** QEMU does not fill up the last block of a disk that it declares fixed. */
    @Test
    void aFixedVhdxOfQemuMayEndInItsLastBlock() throws IOException {
        Path raw = raw(33L * MIB, contents(33L * MIB, 512));
        Path image = folder.resolve("qemu.vhdx");
        qemu("convert", "-f", "raw", "-O", "vhdx", "-o", "subformat=fixed,block_state_zero=off,block_size=8M", raw.toString(), image.toString());
        try (VirtualDisk disk = open(image)) {
            assertThat(disk.kind()).isEqualTo(DiskKind.FIXED);
            assertThat(DiskReading.remarks(disk)).isEqualTo("LAST_BLOCK_SHORT: the file ends inside its last block, behind the last byte of the disk");
            assertThat(DiskReading.sha256(disk.contents())).isEqualTo(sha256(raw));
        }
    }

    /** QEMU marks blocks of zeros as such in a disk that it declares fixed. */
    @Test
    void aFixedVhdxOfQemuIsNotAllThere() throws IOException {
        Path raw = raw(20L * MIB, List.of(extent(new Random(1), 0, 512)));
        Path image = folder.resolve("qemu.vhdx");
        qemu("convert", "-f", "raw", "-O", "vhdx", "-o", "subformat=fixed,block_size=1M", raw.toString(), image.toString());
        try (VirtualDisk disk = open(image)) {
            assertThat(disk.kind()).isEqualTo(DiskKind.DYNAMIC);
            assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(MIB, 20, 1)));
            assertThat(disk.bytesToGrow()).isEqualTo(19 * MIB);
            assertThat(DiskReading.remarks(disk)).isEqualTo("FIXED_NOT_ALLOCATED: declared fixed but 19 MiB are not allocated");
            assertThat(DiskReading.sha256(disk.contents())).isEqualTo(sha256(raw));
        }
    }

    @Test
    void libvhdiReadsTheSameThroughAChainOfVhd() throws IOException {
        String baseId = "BASE-BASE-BASE-1";
        String middleId = "MIDDLE-MIDDLE-M2";
        byte[] contents = contents(4 * MIB, 512).get(1).bytes().toArray();
        Path base = Files.write(folder.resolve("base.vhd"), VhdBuilder.dynamic(4 * MIB, 2 * MIB).id(baseId).block(0, pattern(contents, 2 * MIB, 0)).build());
        // Whole bytes: libvhdi of 2021 takes every sector behind the first that is set in a byte for set.
        byte[] every3rd = new byte[512];
        for (int i = 0; i < every3rd.length; i += 3) {
            every3rd[i] = (byte) 0xff;
        }
        byte[] middle =
                VhdBuilder.differencing(4 * MIB, 2 * MIB, baseId).id(middleId).parentName("base.vhd").block(0, every3rd, pattern(contents, 2 * MIB, 77)).build();
        byte[] top =
                VhdBuilder.differencing(4 * MIB, 2 * MIB, middleId)
                        .locator("W2ru", ".\\middle.vhd".getBytes(StandardCharsets.UTF_16LE))
                        .block(1, every3rd, pattern(contents, 2 * MIB, 9))
                        .build();
        Path middleFile = Files.write(folder.resolve("middle.vhd"), middle);
        Path topFile = Files.write(folder.resolve("top.vhd"), top);
        try (VirtualDisk disk = open(topFile)) {
            assertThat(libvhdi(topFile, middleFile, base)).isEqualTo(4 * MIB + " " + DiskReading.sha256(disk.contents()));
        }
    }

    @Test
    void libvhdiReadsTheSameThroughAChainOfVhdx() throws IOException {
        byte[] contents = contents(4 * MIB, 512).get(1).bytes().toArray();
        Path base = Files.write(folder.resolve("base.vhdx"), VhdxBuilder.dynamic(4 * MIB, MIB).block(2, 6, pattern(contents, MIB, 0)).block(1, 'b').build());
        byte[] bits = new byte[MIB];
        for (int i = 2 * 2048; i < 3 * 2048; i += 3) {
            bits[i / 8] |= (byte) (1 << i % 8);
        }
        byte[] child =
                VhdxBuilder.differencing(4 * MIB, MIB, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", "base.vhdx")
                        .dataWrite("aaaaaaaa-0000-4000-8000-000000000001")
                        .block(2, 7, pattern(contents, MIB, 77))
                        .bitmap(0, bits)
                        .block(3, 'c')
                        .build();
        Path childFile = Files.write(folder.resolve("child.vhdx"), child);
        try (VirtualDisk disk = open(childFile)) {
            assertThat(libvhdi(childFile, base)).isEqualTo(4 * MIB + " " + DiskReading.sha256(disk.contents()));
        }
    }

    /** {@code length} bytes, which are others for another {@code shift}. */
    private static byte[] pattern(byte[] source, int length, int shift) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = source[(i + shift) % source.length];
        }
        return bytes;
    }

    private static List<Partition> gptPartitions(long size) {
        long first = 2048 * 512;
        long second = first + 16L * MIB;
        return List.of(
                Partition.gpt(1, PartitionType.Gpt.EFI_SYSTEM, DISK, new UUID(1, 1), first, 16L * MIB, "EFI system partition", 0),
                Partition.gpt(2, PartitionType.Gpt.BASIC_DATA, DISK, new UUID(1, 2), second, size - MIB - second, "Größe", 1L << 63));
    }

    @ParameterizedTest
    @CsvSource({"67108864", "4398046511104"})
    void othersFindNothingWrongWithAGpt(long size) throws IOException {
        Path raw = raw(size, GptWriter.write(DISK, size, 512, gptPartitions(size)));
        IndependentTool.Outcome gdisk = IndependentTool.run(IndependentTool.require("sgdisk", "gdisk"), "-v", "-p", "-i", "2", raw.toString());
        assertThat(gdisk.exitCode()).isZero();
        assertThat(gdisk.text())
                .contains("No problems found.")
                .contains("Disk identifier (GUID): 00112233-4455-4677-8899-AABBCCDDEEFF")
                .contains("Partition name: 'Größe'")
                .contains("Attribute flags: 8000000000000000")
                .doesNotContainIgnoringCase("caution")
                .doesNotContainIgnoringCase("warning");
        IndependentTool.Outcome fdisk = IndependentTool.run(IndependentTool.require("sfdisk", "fdisk"), "--verify", raw.toString());
        assertThat(fdisk.exitCode()).isZero();
        assertThat(fdisk.text()).contains("No errors detected.").contains("Using 2 out of 128 partitions.");
        assertThat(fdisk.stderr()).isEmpty();
    }

    @Test
    void othersFindNothingWrongWithAnMbr() throws IOException {
        List<Partition> partitions =
                List.of(
                        Partition.mbr(1, PartitionType.Mbr.NTFS, 0x1A2B3C4D, 2048 * 512, 16L * MIB, true),
                        Partition.mbr(3, new PartitionType.Mbr(0x27), 0x1A2B3C4D, 20L * MIB, 4L * MIB, false));
        Path raw = raw(64L * MIB, List.of(MbrWriter.write(0x1A2B3C4D, 512, partitions)));
        Path sfdisk = IndependentTool.require("sfdisk", "fdisk");
        assertThat(IndependentTool.run(sfdisk, "--verify", "--quiet", raw.toString()).exitCode()).isZero();
        assertThat(IndependentTool.run(sfdisk, "--dump", raw.toString()).text())
                .contains("label: dos\n", "label-id: 0x1a2b3c4d\n")
                .contains("disk.raw1 : start=        2048, size=       32768, type=7, bootable\n")
                .contains("disk.raw3 : start=       40960, size=        8192, type=27\n");
    }

    @Test
    void weReadTablesThatOthersWrite() throws IOException {
        Path raw = raw(64L * MIB, List.of());
        String[] arguments = {"-U", DISK.toString(), "-n", "1:0:+16M", "-n", "3:0:0", "-c", "3:Größe", raw.toString()};
        assertThat(IndependentTool.run(IndependentTool.require("sgdisk", "gdisk"), arguments).exitCode()).isZero();
        try (Storage storage = FileStorage.open(raw)) {
            PartitionTable table = PartitionTables.read(storage);
            assertThat(table.remarks()).isEmpty();
            assertThat(((PartitionTable.Gpt) table).disk()).isEqualTo(DISK);
            assertThat(table.partitions()).extracting(Partition::number).containsExactly(1, 3);
            assertThat(table.partitions()).extracting(Partition::start).containsExactly(2048L * 512, 34816L * 512);
            assertThat(table.partitions()).extracting(Partition::label).containsExactly("", "Größe");
        }
    }

    @Test
    void weKnowTypesByTheNumbersThatOthersWrite() throws IOException {
        Path raw = raw(16L * MIB, List.of());
        List<String> arguments = new ArrayList<>();
        for (String code : List.of("ef00", "0c01", "0700", "2700", "4200", "4201", "4202")) {
            arguments.addAll(List.of("-n", "0:0:+1M", "-t", "0:" + code));
        }
        arguments.add(raw.toString());
        assertThat(IndependentTool.run(IndependentTool.require("sgdisk", "gdisk"), arguments.toArray(new String[0])).exitCode()).isZero();
        try (Storage storage = FileStorage.open(raw)) {
            assertThat(PartitionTables.read(storage).partitions())
                    .extracting(partition -> partition.type().name().orElse("?"))
                    .containsExactly(
                            "EFI system",
                            "Microsoft reserved",
                            "basic data",
                            "Windows recovery",
                            "dynamic disk (LDM)",
                            "dynamic disk (LDM)",
                            "Storage Spaces");
        }
    }

    @Test
    void weReadAnExtendedPartitionThatOthersWrite() throws IOException {
        Path raw = raw(64L * MIB, List.of());
        Path script = Files.writeString(folder.resolve("table"), "label: dos\n,16M,7,*\n,,E\n,8M,83\n,8M,7\n,,7\n");
        Path shell = IndependentTool.require("sh", "dash");
        Path sfdisk = IndependentTool.require("sfdisk", "fdisk");
        assertThat(IndependentTool.run(shell, "-c", sfdisk + " -q " + raw + " < " + script).exitCode()).isZero();
        String dump = IndependentTool.run(sfdisk, "--dump", raw.toString()).text();
        try (Storage storage = FileStorage.open(raw)) {
            PartitionTable table = PartitionTables.read(storage);
            assertThat(table.partitions()).extracting(Partition::number).containsExactly(1, 2, 5, 6, 7);
            for (Partition partition : table.partitions()) {
                assertThat(dump.replace(" ", "")).contains("raw" + partition.number() + ":start=" + partition.start() / 512 + ",size=" + partition.length() / 512);
            }
        }
    }
}
