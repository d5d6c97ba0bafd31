package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.disk.IndependentDiskReaders.libvhdi;
import static org.bcdkit.disk.IndependentDiskReaders.qemu;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.nativeboot.NativeBootCheck;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.DiskCorpus;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real images by Windows, Hyper-V, Disk2vhd and QEMU, and what is known about each. */
@CorpusTest
class DiskCorpusTest {

    private static final int MIB = 1 << 20;

    /** Disk2vhd leaves zeros behind the last entry of its table. */
    private static final String ZERO_PADDING = "vhd/qemu-iotests/d2v-zerofilled.vhd.bz2";

    /** Shared, so that no image is unpacked twice. */
    @TempDir
    private static Path unpacked;

    @TempDir
    private Path folder;

    static List<DiskCorpus> vhds() throws IOException {
        return DiskCorpus.ofKind("vhd");
    }

    static List<DiskCorpus> vhdxs() throws IOException {
        return DiskCorpus.ofKind("vhdx");
    }

    static List<DiskCorpus> raws() throws IOException {
        return DiskCorpus.ofKind("image");
    }

    private static VirtualDisk openAlone(Path image) throws IOException {
        return DiskImages.inFiles(VolumeMap.EMPTY).openWithoutParents(image);
    }

    private static DiskKind kind(DiskCorpus row) {
        String features = row.features().toUpperCase();
        if (features.contains("DIFFERENCING") || features.contains("HAS-PARENT")) {
            return DiskKind.DIFFERENCING;
        }
        return features.contains(" FIXED") ? DiskKind.FIXED : DiskKind.DYNAMIC;
    }

    @ParameterizedTest
    @MethodSource("vhds")
    void readsOfAVhdWhatTheIndexSays(DiskCorpus row) throws IOException {
        Path image = row.unpack(unpacked);
        try (VirtualDisk disk = openAlone(image)) {
            assertThat(disk.format()).isEqualTo(DiskFormat.VHD);
            assertThat(disk.kind()).isEqualTo(kind(row));
            assertThat(Optional.of(disk.virtualSize())).isEqualTo(row.number("virtual size"));
            assertThat(disk.blocks().map(use -> use.blockSize() >> 10)).isEqualTo(row.number("block"));
            assertThat(disk.sectorSize()).isEqualTo(512);
            assertThat(disk.remarks()).extracting(Remark::condition).isEqualTo(oddities(row));
            if (disk.kind() == DiskKind.DIFFERENCING) {
                assertThat(disk.parentLink().orElseThrow().paths()).isNotEmpty().allMatch(path -> row.features().contains(path.text()));
            } else if (disk.virtualSize() < 1 << 30) {
                assertThat(libvhdi(image)).isEqualTo(disk.virtualSize() + " " + DiskReading.sha256(disk.contents()));
            }
        }
    }

    private static List<Condition> oddities(DiskCorpus row) {
        if (row.features().contains("creator b'qemu'")) {
            return List.of(Condition.SIZE_ROUNDED);
        }
        return row.file().equals(ZERO_PADDING) ? List.of(Condition.TABLE_UNUSUAL) : List.of();
    }

    @ParameterizedTest
    @MethodSource("vhdxs")
    void readsOfAVhdxWhatTheIndexSays(DiskCorpus row) throws IOException {
        Path image = row.unpack(unpacked);
        boolean dirty = row.features().contains("LOG NOT EMPTY");
        try (VirtualDisk disk = openAlone(image)) {
            assertThat(disk.format()).isEqualTo(DiskFormat.VHDX);
            assertThat(disk.kind()).isEqualTo(kind(row));
            assertThat(Optional.of(disk.virtualSize())).isEqualTo(row.number("virtual size"));
            assertThat(disk.blocks().map(use -> use.blockSize() >> 10)).isEqualTo(row.number("; block"));
            assertThat(Optional.of((long) disk.sectorSize())).isEqualTo(row.number("logical sector"));
            assertThat(disk.remarks()).extracting(Remark::condition).isEqualTo(dirty ? List.of(Condition.LOG_NOT_EMPTY) : List.of());
            if (disk.kind() == DiskKind.DIFFERENCING) {
                assertThat(disk.parentLink().orElseThrow().paths()).hasSize(3).allMatch(path -> row.features().contains(path.text()));
            } else if (!dirty && disk.virtualSize() < 1 << 30) {
                assertThat(libvhdi(image)).isEqualTo(disk.virtualSize() + " " + DiskReading.sha256(disk.contents()));
            }
        }
    }

    /** Every second MiB cut off, and the last byte: Windows images end with a footer or a block. */
    @ParameterizedTest
    @MethodSource({"vhds", "vhdxs"})
    void refusesOrRemarksOnARealImageThatIsCut(DiskCorpus row) throws IOException {
        Path image = Files.copy(row.unpack(unpacked), folder.resolve("cut"));
        image.toFile().setWritable(true);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            long whole = file.length();
            for (long length : new long[] {whole - 1, whole - 512, whole - 513, whole * 2 / 3, whole / 2, whole / 3, 70_000, 1000}) {
                if (length >= whole) {
                    continue;
                }
                file.setLength(length);
                try (VirtualDisk disk = openAlone(image)) {
                    // What is behind the last block of Disk2vhd's file is of no use to anyone.
                    boolean padded = row.file().contains("disk2vhd") && length >= whole - 512;
                    assertThat(disk.remarks().isEmpty()).as("%s cut to %d", row, length).isEqualTo(padded);
                } catch (FormatException e) {
                    assertThat(e.problem()).isNotBlank();
                }
            }
        }
    }

    private DiskCorpus row(String file) throws IOException {
        for (String kind : List.of("vhd", "vhdx", "image")) {
            for (DiskCorpus row : DiskCorpus.ofKind(kind)) {
                if (row.file().equals(file)) {
                    return row;
                }
            }
        }
        throw new IllegalStateException(file);
    }

    @Test
    void readsADifferencingVhdOfWindowsThroughItsParent() throws IOException {
        Path child = row("vhd/dfvfs/ntfs-differential.vhd").unpack(unpacked);
        Path parent = row("vhd/dfvfs/ntfs-parent.vhd").unpack(unpacked);
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(child)) {
            assertThat(disk.parent().orElseThrow().name()).isEqualTo(parent.toRealPath().toString());
            assertThat(libvhdi(child, parent)).isEqualTo(disk.virtualSize() + " " + DiskReading.sha256(disk.contents()));
            // Though the parent's file is a copy: the diskpart of Windows 10 stores no time stamp.
            assertThat(disk.parentLink().orElseThrow().modified()).isEmpty();
            assertThat(disk.remarks()).isEmpty();
        }
    }

    @Test
    void readsADifferencingVhdxOfWindowsThroughItsParent() throws IOException {
        Path child = row("vhdx/dfvfs/ntfs-differential.vhdx.xz").unpack(unpacked);
        Path parent = row("vhdx/dfvfs/ntfs-parent.vhdx.xz").unpack(unpacked);
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(child)) {
            assertThat(disk.remarks()).isEmpty();
            assertThat(libvhdi(child, parent)).isEqualTo(disk.virtualSize() + " " + DiskReading.sha256(disk.contents()));
        }
    }

    /** A log of five entries, of which the last two count; then one block is present, three are zero, and 28 are not present. */
    @Test
    void replaysALogOfWindowsAsQemuDoes() throws IOException {
        Path image = row("vhdx/discutils/vhdx-log-replay.vhdx.gz").unpack(unpacked);
        try (VirtualDisk disk = openAlone(image)) {
            assertThat(disk.blocks()).isEqualTo(Optional.of(new BlockUse(32 * MIB, 32, 1)));
            assertThat(disk.bytesToGrow()).isEqualTo(31L * 32 * MIB);
            Path repaired = Files.copy(image, folder.resolve("repaired.vhdx"));
            qemu("check", "-r", "all", "-f", "vhdx", repaired.toString());
            Path raw = folder.resolve("repaired.raw");
            qemu("convert", "-f", "vhdx", "-O", "raw", repaired.toString(), raw.toString());
            try (Storage theirs = FileStorage.open(raw)) {
                assertThat(DiskReading.sha256(disk.contents())).isEqualTo(DiskReading.sha256(theirs));
            }
        }
    }

    /** 10 GiB in blocks of 32 MiB; the first 2 GiB of it. */
    @Test
    void readsALargeVhdxAsQemuDoes() throws IOException {
        Path image = row("vhdx/discutils/xfs5.vhdx.gz").unpack(unpacked);
        Path theirs = folder.resolve("theirs.raw");
        long length = 2L << 30;
        String start = "driver=raw,size=" + length + ",file.driver=vhdx,file.file.driver=file,file.file.filename=" + image;
        qemu("convert", "--image-opts", "-O", "raw", start, theirs.toString());
        try (VirtualDisk disk = openAlone(image);
                Storage raw = FileStorage.open(theirs)) {
            assertThat(raw.size()).isEqualTo(length);
            assertThat(DiskReading.sha256(disk.contents().slice("start", 0, length))).isEqualTo(DiskReading.sha256(raw));
        }
    }

    /** The checksum of the footer that Windows Server 2012 R2 wrote, and where its first block will come: just before a page border. */
    @Test
    void readsTheFooterOfHyperV() throws IOException {
        Path image = row("vhd/qemu-iotests/hyperv2012r2-dynamic.vhd.bz2").unpack(unpacked);
        try (Storage file = FileStorage.open(image);
                VirtualDisk disk = openAlone(image)) {
            byte[] checksum = file.read(file.size() - 512 + 64, 4);
            assertThat(checksum).isEqualTo(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xe9, (byte) 0xdb});
            assertThat(disk.fileSize()).isEqualTo(265_728 + 512);
            assertThat(disk.bytesToGrow()).isEqualTo(65_024 * (2_097_152L + 4096));
        }
    }

    @ParameterizedTest
    @MethodSource("raws")
    void readsTheTableOfARawImage(DiskCorpus row) throws IOException {
        Path image = row.unpack(unpacked);
        if (row.features().equals("qcow2")) {
            Path raw = folder.resolve("qcow2.raw");
            qemu("convert", "-f", "qcow2", "-O", "raw", image.toString(), raw.toString());
            image = raw;
        }
        try (Storage storage = FileStorage.open(image)) {
            PartitionTable table = PartitionTables.read(storage);
            if (row.features().startsWith("GPT")) {
                assertThat(table.kind()).isEqualTo(PartitionTable.Kind.GPT);
            } else if (row.features().startsWith("MBR")) {
                assertThat(table.kind()).isEqualTo(PartitionTable.Kind.MBR);
            } else {
                boolean unknown = row.features().startsWith("no known");
                assertThat(table).isEqualTo(new PartitionTable.None(512, !unknown));
            }
            if (table.kind() != PartitionTable.Kind.NONE) {
                String dump = IndependentTool.run(IndependentTool.require("sfdisk", "fdisk"), "--dump", image.toString()).text().replace(" ", "");
                assertThat(dump.split("start=", -1)).hasSize(1 + table.partitions().size());
                for (Partition partition : table.partitions()) {
                    assertThat(dump).contains(partition.number() + ":start=" + partition.start() / 512 + ",size=" + partition.length() / 512 + ",");
                }
                assertThat(table.partitions().stream().anyMatch(partition -> partition.type().isDynamicDisk())).isEqualTo(row.features().contains("LDM"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource({"vhds", "vhdxs"})
    void judgesARealImage(DiskCorpus row) throws IOException {
        Path image = row.unpack(unpacked);
        NativeBootReport report = NativeBootCheck.check(image, DiskImages.inFiles(VolumeMap.EMPTY), NativeBootFacts.UNKNOWN);
        assertThat(report.isReadable()).isTrue();
        assertThat(report.findings()).filteredOn(finding -> finding.rule().equals("IMG-01") && finding.severity() != Severity.INFO).extracting(Finding::message)
                .containsExactly("the image is a " + kind(row).word() + " " + row.kind().toUpperCase() + " of "
                        + ByteSize.format(row.number("virtual size").orElseThrow()));
        assertThat(report.findings()).filteredOn(finding -> finding.rule().equals("IMG-05")).extracting(Finding::isError)
                .containsExactly(row.features().contains("LOG NOT EMPTY"));
    }
}
