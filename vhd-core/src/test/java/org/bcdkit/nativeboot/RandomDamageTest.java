package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.disk.ChainException;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.DiskMap;
import org.bcdkit.disk.DiskRange;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.GptBuilder;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.windows.VolumeStateReader;
import org.bcdkit.windows.WindowsReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many bytes at a time are wrong in an image that others made: everything that reads it answers, in words of its own, and soon. */
class RandomDamageTest {

    private static final int MIB = 1 << 20;
    private static final int TRIALS = 200;
    private static final Duration ANSWER = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private int damaged;
    private int whole;

    /** A GPT with an NTFS volume on it that has what a Windows has, in folders of one and of several blocks. */
    private Path raw() throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, 8 << 20).folder("/Windows").folder("/Windows/System32").folder("/Windows/System32/config").folder("/many");
        byte[] hive = new byte[70_000];
        new Random(1).nextBytes(hive);
        System.arraycopy("regf".getBytes(StandardCharsets.US_ASCII), 0, hive, 0, 4);
        builder.file("/Windows/System32/config/SYSTEM", hive).file("/Windows/System32/config/SOFTWARE", hive).file("/Windows/System32/winload.efi", hive);
        builder.compressed("/Windows/compressed", new byte[200_000]);
        for (int i = 0; i < 60; i++) {
            builder.file("/many/a file with a rather long name, of which there are many, " + i, new byte[10]);
        }
        byte[] volume = Files.readAllBytes(builder.build());
        long first = MIB / 512;
        byte[] disk = new GptBuilder(512, 10 * MIB / 512)
                .partition(1, GptBuilder.BASIC_DATA, "00000000-0000-4000-8000-000000000001", first, first + volume.length / 512 - 1, "Windows")
                .build();
        System.arraycopy(volume, 0, disk, MIB, volume.length);
        return Files.write(folder.resolve("disk.raw"), disk);
    }

    private Storage made(String format, String options) throws IOException {
        Path image = folder.resolve("image." + format);
        IndependentTool.Outcome made = IndependentTool.run(
                IndependentTool.require("qemu-img", "qemu-utils"), "convert", "-f", "raw", "-O", format, "-o", options, raw().toString(), image.toString());
        assertThat(made.exitCode()).as(made.stderr()).isZero();
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
            byte[] bytes = new byte[(int) file.length()];
            file.readFully(bytes);
            return MemoryStorage.of("image", bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vhdx, 'subformat=dynamic,block_size=1M', 3145728",
        "vhdx, 'subformat=dynamic,block_size=1M', 2147483647",
        "vpc, 'subformat=dynamic,force_size=on', 3145728",
        "vpc, 'subformat=dynamic,force_size=on', 2147483647",
        "vpc, 'subformat=fixed,force_size=on', 3145728"
    })
    void whateverIsWrongEverythingAnswers(String format, String options, int area) throws IOException {
        Storage image = made(format, options);
        read(image);
        assertThat(whole).as("files of the undamaged image").isGreaterThan(60);
        assertThat(damaged).isZero();
        Path file = Files.createFile(folder.resolve("image"));
        whole = 0;
        for (int seed = 0; seed < TRIALS; seed++) {
            Random random = new Random(seed);
            Overlay wrong = new Overlay(image);
            for (int i = 0; i < 40; i++) {
                // Half of them where the structures are dense.
                int most = (int) Math.min(image.size(), i % 2 == 0 ? area : 320 << 10);
                wrong.write(random.nextInt(most), ByteBuffer.wrap(new byte[] {(byte) random.nextInt(256)}));
            }
            assertTimeoutPreemptively(ANSWER, () -> {
                read(wrong);
                assertThat(NativeBootCheck.check(file, new DiskImages(path -> wrong, VolumeMap.EMPTY), Judged.ROOMY).findings()).isNotEmpty();
            }, "seed " + seed);
        }
        assertThat(damaged + whole).isGreaterThan(TRIALS);
    }

    /** Reads everything there is; what cannot be read is refused with a reason. */
    private void read(Storage image) throws IOException {
        try {
            VirtualDisk disk = DiskImages.open(image);
            DiskMap map = DiskMap.of(disk);
            for (Optional<DiskRange> range = map.next(); range.isPresent(); range = map.next()) {
                assertThat(range.get().length()).isPositive();
            }
            for (Volume volume : Volume.of(disk.contents(), PartitionTables.read(disk.contents(), disk.sectorSize()))) {
                FileSystem fileSystem = volume.open();
                fileSystem.free();
                if (fileSystem instanceof NtfsFileSystem ntfs) {
                    VolumeStateReader.read(ntfs);
                }
                Optional<FilePath> windows = WindowsReader.find(fileSystem);
                if (windows.isPresent()) {
                    WindowsReader.read(fileSystem, windows.get());
                }
                readAll(fileSystem, fileSystem.root(), 5);
            }
        } catch (FormatException e) {
            refused(e);
        } catch (ChainException e) {
            assertThat(e.getMessage()).startsWith("image: ");
            damaged++;
        }
    }

    private void refused(FormatException e) {
        assertThat(e.problem()).isNotBlank();
        damaged++;
    }

    private void readAll(FileSystem fileSystem, FileEntry folder, int deep) throws IOException {
        try {
            for (FileEntry entry : fileSystem.list(folder)) {
                if (entry.kind() == FileEntry.Kind.DIRECTORY && deep > 0) {
                    readAll(fileSystem, entry, deep - 1);
                } else if (entry.kind() == FileEntry.Kind.FILE) {
                    readFile(fileSystem, entry);
                }
            }
        } catch (FormatException e) {
            refused(e);
        }
    }

    private void readFile(FileSystem fileSystem, FileEntry entry) throws IOException {
        try (Storage content = fileSystem.open(entry)) {
            content.read(0, (int) Math.min(content.size(), MIB));
            fileSystem.attributes(entry);
            fileSystem.allocated(entry);
            whole++;
        } catch (FormatException e) {
            refused(e);
        }
    }
}
