package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.PowerFailure;
import org.bcdkit.testing.WrittenBytes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images of all kinds are written to, and hold afterwards what was written. */
class WritableDiskTest {

    private static final int VHD_BLOCK = 64 << 10;
    private static final DiskImages IMAGES = DiskImages.inFiles(VolumeMap.EMPTY);

    @TempDir
    private Path folder;

    static List<WritableCase> images() {
        return WritableCase.all(VHD_BLOCK);
    }

    static List<WritableCase> largerImages() {
        return WritableCase.all(2 << 20);
    }

    private static int blockSize(VirtualDisk disk) {
        return disk.blocks().isPresent() ? (int) disk.blocks().get().blockSize() : VHD_BLOCK;
    }

    @ParameterizedTest
    @MethodSource("images")
    void aDiskHoldsWhatTheModelHolds(WritableCase image) throws IOException {
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            byte[] model = image.contents();
            WrittenBytes file = new WrittenBytes(image.file());
            file.write(0, ByteBuffer.wrap(image.image()));
            for (int session = 0; session < 3; session++) {
                WritableDisk disk = image.open(file);
                for (int i = 0; i < random.nextInt(12); i++) {
                    Extent change = WritableCase.change(random, model.length, blockSize(disk.disk()), disk.disk().sectorSize());
                    WritableCase.write(disk.contents(), change);
                    WritableCase.write(model, change);
                    if (random.nextInt(4) == 0) {
                        disk.contents().force();
                    }
                    if (random.nextInt(3) == 0) {
                        assertThat(DiskReading.all(disk.disk())).isEqualTo(model);
                    }
                }
                disk.close();
                VirtualDisk now = image.read(file.bytes());
                assertThat(DiskReading.all(now)).as("%s, seed %s", image, seed).isEqualTo(model);
                assertThat(now.remarks()).isSubsetOf(image.read(image.image()).remarks());
                assertThat(file.gaps()).isEmpty(); // Windows attaches no file with holes
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void nothingIsWrittenBeforeSomethingIsWrittenToTheDisk(WritableCase image) throws IOException {
        PowerFailure file = new PowerFailure(image.image(), 512, 0);
        WritableDisk disk = image.open(new Unforced(file));
        assertThat(DiskReading.all(disk.disk())).isEqualTo(image.contents());
        disk.contents().force();
        disk.close();
        assertThat(file.writes()).isZero();
    }

    @ParameterizedTest
    @MethodSource("images")
    void partsOfSectorsAreWrittenToo(WritableCase image) throws IOException {
        byte[] model = image.contents();
        PowerFailure file = new PowerFailure(image.image(), 512, -1);
        WritableDisk disk = image.open(file);
        if (disk.disk().blocks().isEmpty()) {
            return; // there the file's sectors are the disk's
        }
        for (int at : List.of(3, 700, 4090, blockSize(disk.disk()) - 1, model.length - 1)) {
            byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9};
            int length = Math.min(bytes.length, model.length - at);
            disk.contents().write(at, ByteBuffer.wrap(bytes, 0, length));
            System.arraycopy(bytes, 0, model, at, length);
        }
        disk.close();
        assertThat(DiskReading.all(image.read(file.all()))).isEqualTo(model);
    }

    @ParameterizedTest
    @MethodSource("largerImages")
    void othersReadWhatIsWritten(WritableCase image) throws IOException {
        Path file = Files.write(folder.resolve(image.file()), image.image());
        Path parent = folder.resolve(image.parentFile());
        if (image.parent().isPresent()) {
            Files.write(parent, image.parent().get());
        }
        byte[] model = image.contents();
        Random random = new Random(image.name().hashCode());
        for (int session = 0; session < 4; session++) {
            try (WritableDisk disk = IMAGES.openForWriting(file)) {
                // Whole bytes of bitmaps: libvhdi of 2021 takes every sector behind the first that is set in a byte for set.
                int most = Math.min(2 << 20, blockSize(disk.disk()));
                for (int i = 0; i < 6; i++) {
                    Extent change = WritableCase.change(random, model.length / 4096 * 4096, most, 4096);
                    WritableCase.write(disk.contents(), change);
                    WritableCase.write(model, change);
                }
            }
        }
        Path raw = Files.write(folder.resolve("model"), model);
        try (VirtualDisk disk = IMAGES.open(file)) {
            assertThat(DiskReading.all(disk)).isEqualTo(model);
            assertThat(disk.remarks()).isEmpty();
        }
        Path[] parents = image.parent().isPresent() ? new Path[] {parent} : new Path[0];
        assertThat(IndependentDiskReaders.libvhdi(file, parents)).isEqualTo(IndependentDiskReaders.described(raw));
        if (image.parent().isPresent()) {
            assertThat(Files.readAllBytes(parent)).isEqualTo(image.parent().get());
            return; // the others read no parents, or only some
        }
        if (!image.name().contains("4096")) { // libvhdi alone reads such sectors
            IndependentDiskReaders.sevenZip(file, image.format(), raw);
            IndependentDiskReaders.qemuReads(file, image.format(), raw);
        }
    }
}
