package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableFile;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.VhdBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Images that were expanded, compacted and merged, read by others. */
class ImageChangesTest {

    private static final int MIB = 1 << 20;
    private static final DiskImages IMAGES = DiskImages.inFiles(VolumeMap.EMPTY);

    @TempDir
    private Path folder;

    private Path make(DiskFormat format, DiskKind kind, byte[] contents) throws IOException {
        Path image = folder.resolve("w." + format.word());
        NewDisk disk = new NewDisk(
                kind,
                contents.length,
                NewDiskLimits.compactBlockSize(format, contents.length),
                512,
                List.of(new Extent(0, Bytes.of(contents))));
        NewImageFile.create(image, format, disk, Instant.EPOCH.plusSeconds(1L << 30), NewImageFile.Safety.CACHED, Progress.NONE);
        return image;
    }

    private void judge(Path image, DiskFormat format, byte[] contents) throws IOException {
        Path raw = Files.write(folder.resolve("raw"), contents);
        IndependentDiskReaders.qemuReads(image, format, raw);
        IndependentDiskReaders.sevenZip(image, format, raw);
        assertThat(IndependentDiskReaders.libvhdi(image)).isEqualTo(IndependentDiskReaders.described(raw));
    }

    @ParameterizedTest
    @CsvSource({"VHD, FIXED", "VHD, DYNAMIC", "VHDX, FIXED", "VHDX, DYNAMIC"})
    void othersReadAnExpandedDisk(DiskFormat format, DiskKind kind) throws IOException {
        byte[] contents = new byte[7 * MIB + 512];
        new Random(1).nextBytes(contents);
        Path image = make(format, kind, contents);
        int size = 90 * MIB + 1024;
        try (WritableFile file = ImageChanges.open(image)) {
            ImageChanges.expand(file, size, Progress.NONE);
        }
        judge(image, format, Arrays.copyOf(contents, size));
        try (VirtualDisk disk = IMAGES.open(image)) {
            assertThat(disk.kind()).isEqualTo(kind);
            assertThat(disk.remarks()).isEmpty();
        }
        try (WritableDisk disk = IMAGES.openForWriting(image)) {
            disk.contents().write(size - 512, ByteBuffer.wrap(contents, 0, 512));
        }
        byte[] written = Arrays.copyOf(contents, size);
        System.arraycopy(contents, 0, written, size - 512, 512);
        judge(image, format, written);
    }

    /** The region of the table has room for 131072 blocks. */
    @Test
    void qemuReadsAVhdxWhoseTableHadToMove() throws IOException {
        byte[] contents = new byte[3 * MIB];
        new Random(2).nextBytes(contents);
        Path image = make(DiskFormat.VHDX, DiskKind.DYNAMIC, contents);
        long size = 200_000L * MIB;
        try (WritableFile file = ImageChanges.open(image)) {
            ImageChanges.expand(file, size, Progress.NONE);
        }
        assertThat(IndependentDiskReaders.qemu("check", "-f", "vhdx", image.toString())).isEqualTo("No errors were found on the image.\n");
        assertThat(IndependentDiskReaders.qemu("info", "-f", "vhdx", image.toString())).contains("(" + size + " bytes)");
        try (VirtualDisk disk = IMAGES.open(image)) {
            assertThat(disk.virtualSize()).isEqualTo(size);
            assertThat(disk.contents().read(0, contents.length)).isEqualTo(contents);
            assertThat(disk.remarks()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(value = DiskFormat.class, names = {"VHD", "VHDX"})
    void othersReadACompactedDisk(DiskFormat format) throws IOException {
        byte[] contents = new byte[40 * MIB];
        new Random(3).nextBytes(contents);
        Path image = make(format, DiskKind.DYNAMIC, contents);
        Random random = new Random(4);
        try (WritableDisk disk = IMAGES.openForWriting(image)) {
            for (int block = 0; block < 40; block++) {
                if (random.nextBoolean()) {
                    disk.contents().write((long) block * MIB, ByteBuffer.allocate(MIB));
                    Arrays.fill(contents, block * MIB, (block + 1) * MIB, (byte) 0);
                }
            }
        }
        long before = Files.size(image);
        compact(image, UnusedSpace.NONE);
        assertThat(Files.size(image)).isLessThan(before - 15L * MIB);
        judge(image, format, contents);
        try (VirtualDisk disk = IMAGES.open(image)) {
            assertThat(ImageChanges.planCompaction(disk, NeededBlocks.of(disk, UnusedSpace.NONE, Progress.NONE)).isEmpty()).isTrue();
        }
    }

    private static Compaction compact(Path image, UnusedSpace unused) throws IOException {
        try (WritableFile file = ImageChanges.open(image); VirtualDisk disk = IMAGES.open(image)) {
            Compaction plan = ImageChanges.planCompaction(disk, NeededBlocks.of(disk, unused, Progress.NONE));
            ImageChanges.compact(file, plan, Progress.NONE);
            assertThat(Files.size(image)).isEqualTo(plan.sizeAfter());
            return plan;
        }
    }

    /** Some of what is free is full of what was there once. */
    @Test
    void givesBackWhatNtfsHasMarkedAsFree() throws IOException {
        Path raw = folder.resolve("ntfs");
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            file.setLength(64 * MIB);
        }
        IndependentTool.Outcome made = IndependentTool.run(IndependentTool.require("mkntfs", "ntfs-3g"), "-F", "-q", "-Q", raw.toString());
        assertThat(made.exitCode()).as(made.stderr()).isZero();
        UnusedSpace unused = new UnusedSpace();
        long free;
        try (FileStorage volume = FileStorage.open(raw)) {
            NtfsFileSystem ntfs = NtfsFileSystem.open(volume);
            ntfs.addFree(unused, 0);
            free = ntfs.free();
        }
        byte[] contents = Files.readAllBytes(raw);
        long total = 0;
        byte[] kept = contents.clone();
        for (long at = 0; at < contents.length; ) {
            long end = Math.min(unused.endAt(at), contents.length);
            if (end > at) {
                total += end - at;
                Arrays.fill(contents, (int) at, (int) end, (byte) 0xa5);
                at = end;
            } else {
                at = Math.min(unused.startBehind(at), contents.length);
            }
        }
        assertThat(total).isBetween(free - (1 << 20), free);
        Path image = make(DiskFormat.VHDX, DiskKind.DYNAMIC, contents);
        assertThat(compact(image, UnusedSpace.NONE).dropped().isEmpty()).isTrue();
        assertThat(compact(image, unused).dropped().cardinality()).isGreaterThan(45);
        try (VirtualDisk disk = IMAGES.open(image)) {
            byte[] now = DiskReading.all(disk);
            for (int at = 0; at < now.length; at++) {
                if (unused.endAt(at) == at && now[at] != kept[at]) {
                    throw new AssertionError("byte " + at);
                }
            }
            NtfsFileSystem.open(disk.contents());
        }
    }

    @Test
    void refusesWhatIsInUseOrToBeRepairedFirst() throws IOException {
        Path image = make(DiskFormat.VHD, DiskKind.DYNAMIC, new byte[4 * MIB]);
        try (WritableFile file = ImageChanges.open(image)) {
            assertThatThrownBy(() -> ImageChanges.open(image)).isInstanceOf(HostException.class).hasMessageContaining("is in use by another program");
            assertThat(file.size()).isEqualTo(Files.size(image));
        }
        byte[] bytes = VhdBuilder.dynamic(4 * MIB, 2 * MIB).build();
        Files.write(image, Arrays.copyOf(bytes, bytes.length - 512));
        try (WritableFile file = ImageChanges.open(image)) {
            assertThatThrownBy(() -> ImageChanges.expand(file, 8 * MIB, Progress.NONE))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("there is no intact footer at its end; the copy at its start is intact; it is not changed as long as that is so."
                            + " bcd vdisk repair mends that");
        }
    }
}
