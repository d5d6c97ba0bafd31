package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.DiskCorpus;
import org.bcdkit.testing.DiskReading;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies of real images are written to, and others find in them what was there and what was written. */
@CorpusTest
class WritableCorpusTest {

    private static final long SMALL = 512L << 20;
    private static final long LARGE = 4L << 30;
    private static final DiskImages IMAGES = DiskImages.inFiles(VolumeMap.EMPTY);

    @TempDir
    private Path folder;

    static List<DiskCorpus> images() throws IOException {
        List<DiskCorpus> images = new ArrayList<>(DiskCorpus.ofKind("vhd"));
        images.addAll(DiskCorpus.ofKind("vhdx"));
        return images;
    }

    /** Everything that is in the folder of the image: its parent, too. */
    private Path copy(DiskCorpus image) throws IOException {
        for (DiskCorpus other : images()) {
            if (other.path().getParent().equals(image.path().getParent())) {
                Path file = other.unpack(folder);
                if (!file.getParent().equals(folder)) {
                    Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
                }
            }
        }
        return folder.resolve(image.unpack(folder).getFileName());
    }

    private static List<Extent> changes(long size) {
        Random random = new Random(size);
        List<Extent> changes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            long position = (long) (random.nextDouble() * (size >> 12)) << 12;
            byte[] bytes = new byte[(int) Math.min(size - position, (1L + random.nextInt(i % 4 == 0 ? 800 : 8)) << 12) / 512 * 512];
            random.nextBytes(bytes);
            changes.add(new Extent(position, Bytes.of(bytes)));
        }
        changes.add(new Extent(size - 512, Bytes.of(new byte[512])));
        return changes;
    }

    /** What the disk holds, in a file with holes where there is nothing. */
    private Path raw(Path image) throws IOException {
        Path raw = folder.resolve("raw");
        try (VirtualDisk disk = IMAGES.open(image); RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            file.setLength(disk.virtualSize());
            DiskMap map = DiskMap.of(disk);
            for (var range = map.next(); range.isPresent(); range = map.next()) {
                boolean isZero = range.get().state() == RangeState.ABSENT || range.get().state() == RangeState.ZERO;
                for (long at = range.get().start(); !isZero && at < range.get().end(); at += 1 << 20) {
                    file.seek(at);
                    file.write(disk.contents().read(at, (int) Math.min(1 << 20, range.get().end() - at)));
                }
            }
        }
        return raw;
    }

    @ParameterizedTest
    @MethodSource("images")
    void othersFindWhatWasThereAndWhatWasWritten(DiskCorpus corpus) throws IOException {
        Path image = copy(corpus);
        Path raw = raw(image);
        List<Path> parents = new ArrayList<>();
        long size;
        try (WritableDisk disk = IMAGES.openForWriting(image); RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            size = disk.contents().size();
            for (Extent change : changes(size)) {
                WritableCase.write(disk.contents(), change);
                file.seek(change.position());
                file.write(change.bytes().toArray());
            }
            for (var parent = disk.disk().parent(); parent.isPresent(); parent = parent.get().parent()) {
                parents.add(Path.of(parent.get().name()));
            }
        }
        try (VirtualDisk disk = IMAGES.open(image)) {
            assertThat(disk.remarks()).extracting(Remark::condition).doesNotContain(Condition.LOG_NOT_EMPTY, Condition.HEADER_DAMAGED);
            if (size <= SMALL) {
                try (FileStorage expected = FileStorage.open(raw)) {
                    assertThat(DiskReading.sha256(disk.contents())).isEqualTo(DiskReading.sha256(expected));
                }
            }
        }
        if (size <= SMALL) {
            assertThat(IndependentDiskReaders.libvhdi(image, parents.toArray(new Path[0]))).isEqualTo(IndependentDiskReaders.described(raw));
        }
        DiskFormat format = image.toString().endsWith("x") ? DiskFormat.VHDX : DiskFormat.VHD;
        if (parents.isEmpty()) {
            if (format == DiskFormat.VHDX && size > LARGE) {
                IndependentDiskReaders.qemu("check", "-f", "vhdx", image.toString()); // it reads every zero of a VHDX
            } else {
                IndependentDiskReaders.qemuReads(image, format, raw);
            }
            if (size <= SMALL) {
                IndependentDiskReaders.sevenZip(image, format, raw);
            }
        } else {
            Path parent = parents.get(0);
            for (DiskCorpus other : images()) {
                if (other.unpack(Files.createDirectories(folder.resolve("again"))).getFileName().equals(parent.getFileName())) {
                    assertThat(Files.readAllBytes(parent)).isEqualTo(Files.readAllBytes(other.unpack(folder.resolve("again"))));
                }
            }
        }
    }
}
