package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.vhdx.VhdxIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** New images that hold what something else holds. */
class NewContentsTest {

    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    private static byte[] filled(int length, int fill) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) fill);
        return bytes;
    }

    private static Storage memory(byte[] bytes) {
        return MemoryStorage.of("disk.raw", bytes);
    }

    private static DiskContents.Range range(long start, long end) {
        return new DiskContents.Range(start, end);
    }

    private static List<DiskContents.Range> ranges(DiskContents contents) throws IOException {
        List<DiskContents.Range> ranges = new ArrayList<>();
        for (Optional<DiskContents.Range> next = contents.next(0); next.isPresent(); next = contents.next(next.get().end())) {
            ranges.add(next.get());
        }
        return ranges;
    }

    private VirtualDisk open(Path path) throws IOException {
        return DiskImages.inFiles(VolumeMap.EMPTY).openAny(path);
    }

    private void create(Path path, DiskFormat format, NewDisk disk, Progress progress) throws IOException {
        NewImageFile.create(path, format, disk, Instant.now(), NewImageFile.Safety.CACHED, progress);
    }

    @Test
    void blocksOfZerosTakeNoRoom() throws IOException {
        byte[] disk = new byte[8 * MIB];
        disk[5 * MIB + 17] = 1;
        NewDisk vhdx = new NewDisk(DiskKind.DYNAMIC, disk.length, MIB, 512, new SparseContents(memory(disk), List.of(range(0, disk.length))));
        create(folder.resolve("a.vhdx"), DiskFormat.VHDX, vhdx, Progress.NONE);
        NewDisk vhd = new NewDisk(DiskKind.DYNAMIC, disk.length, 512 << 10, 512, new SparseContents(memory(disk), List.of(range(0, disk.length))));
        create(folder.resolve("a.vhd"), DiskFormat.VHD, vhd, Progress.NONE);
        for (String name : List.of("a.vhdx", "a.vhd")) {
            try (VirtualDisk read = open(folder.resolve(name))) {
                assertThat(read.blocks().orElseThrow().allocated()).isEqualTo(1);
                assertThat(DiskReading.all(read)).isEqualTo(disk);
            }
        }
    }

    /** Ranges may start and end anywhere, several in one block, and one may go on into the next. */
    @ParameterizedTest
    @CsvSource({"VHD,FIXED,2097152", "VHD,DYNAMIC,2097152", "VHD,DYNAMIC,524288", "VHDX,FIXED,1048576", "VHDX,DYNAMIC,1048576", "VHDX,DYNAMIC,4194304", "RAW,FIXED,0"})
    void writesRangesThatLieAnywhere(DiskFormat format, DiskKind kind, int blockSize) throws IOException {
        byte[] disk = new byte[9 * MIB + 512];
        Arrays.fill(disk, 3, 4, (byte) 'a');
        Arrays.fill(disk, 1000, 2000, (byte) 'b');
        Arrays.fill(disk, 2 * MIB - 7, 3 * MIB + 9, (byte) 'c');
        Arrays.fill(disk, disk.length - 1, disk.length, (byte) 'd');
        List<DiskContents.Range> data = List.of(range(3, 4), range(1000, 2000), range(2 * MIB - 7, 3 * MIB + 9), range(disk.length - 1, disk.length + 4096L));
        Path path = folder.resolve("a." + format.word());
        create(path, format, new NewDisk(kind, disk.length, blockSize, 512, new SparseContents(memory(disk), data)), Progress.NONE);
        try (VirtualDisk read = open(path)) {
            assertThat(read.format()).isEqualTo(format);
            assertThat(read.kind()).isEqualTo(kind);
            assertThat(read.remarks()).isEmpty();
            assertThat(DiskReading.all(read)).isEqualTo(disk);
        }
    }

    @Test
    void aRawImageOfZerosHasItsSize() throws IOException {
        Path path = folder.resolve("a.raw");
        create(path, DiskFormat.RAW, new NewDisk(DiskKind.FIXED, 3 * MIB, 0, 512, DiskContents.NOTHING), Progress.NONE);
        assertThat(Files.readAllBytes(path)).isEqualTo(new byte[3 * MIB]);
        assertThatThrownBy(() -> create(folder.resolve("b.raw"), DiskFormat.RAW, new NewDisk(DiskKind.DYNAMIC, MIB, MIB, 512, List.of()), Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a raw image is fixed, not dynamic");
        assertThat(folder.resolve("b.raw")).doesNotExist();
    }

    @Test
    void takesWhatAnotherImageHolds() throws IOException {
        Path from = folder.resolve("from.vhdx");
        List<Extent> extents = List.of(new Extent(MIB - 3, Bytes.of(filled(10, 'x'))), new Extent(6 * MIB, Bytes.of(filled(MIB, 'y'))));
        create(from, DiskFormat.VHDX, new NewDisk(DiskKind.DYNAMIC, 8 * MIB, MIB, 512, extents), Progress.NONE);
        Path to = folder.resolve("to.vhd");
        try (VirtualDisk source = open(from)) {
            assertThat(ranges(new ImageContents(source))).containsExactly(range(0, 2 * MIB), range(6 * MIB, 7 * MIB));
            create(to, DiskFormat.VHD, new NewDisk(DiskKind.DYNAMIC, 8 * MIB, 2 * MIB, 512, new ImageContents(source)), Progress.NONE);
            try (VirtualDisk read = open(to)) {
                assertThat(DiskReading.all(read)).isEqualTo(DiskReading.all(source));
                assertThat(read.blocks().orElseThrow().allocated()).isEqualTo(2);
            }
        }
    }

    @Test
    void putsSeveralThingsOnOneDisk() throws IOException {
        DiskContents table = new ExtentContents(List.of(new Extent(510, Bytes.of((byte) 0x55, (byte) 0xaa))));
        byte[] volume = filled(MIB, 'v');
        DiskContents sparse = new SparseContents(memory(volume), List.of(range(100, 200), range(MIB / 2, MIB)));
        DiskContents all = new PlacedContents(List.of(
                new PlacedContents.Part(0, MIB, table), new PlacedContents.Part(MIB, MIB, sparse), new PlacedContents.Part(2 * MIB, MIB, DiskContents.NOTHING),
                new PlacedContents.Part(3 * MIB, 10, new SparseContents(memory(volume), List.of(range(0, MIB))))));
        assertThat(ranges(all)).containsExactly(range(510, 512), range(MIB + 100, MIB + 200), range(MIB + MIB / 2, 2 * MIB), range(3 * MIB, 3 * MIB + 10));
        ByteBuffer two = ByteBuffer.allocate(2);
        all.read(510, two);
        assertThat(two.array()).containsExactly(0x55, 0xaa);
        assertThatThrownBy(() -> all.read(4 * MIB, two.clear())).isInstanceOf(IllegalArgumentException.class).hasMessage("there is nothing at 4194304");
        assertThatThrownBy(() -> new PlacedContents(List.of(new PlacedContents.Part(0, MIB, table), new PlacedContents.Part(MIB - 1, MIB, table))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a part starts at 1048575, and what lies before it ends at 1048576");
    }

    @Test
    void extentsDoNotOverlap() {
        List<Extent> extents = List.of(new Extent(5, Bytes.of((byte) 1)), new Extent(4, Bytes.of((byte) 1, (byte) 2)));
        assertThatThrownBy(() -> new ExtentContents(extents))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an extent starts at 5, and what lies before it ends at 6");
    }

    @ParameterizedTest
    @EnumSource(DiskFormat.class)
    void tellsHowFarItCame(DiskFormat format) throws IOException {
        List<Long> heard = new ArrayList<>();
        Progress progress = (done, total) -> {
            assertThat(total).isEqualTo(64 * MIB);
            heard.add(done);
        };
        DiskKind kind = format == DiskFormat.RAW ? DiskKind.FIXED : DiskKind.DYNAMIC;
        List<Extent> extents = List.of(new Extent(10 * MIB, Bytes.of(filled(8 * MIB, 'x'))));
        create(folder.resolve("a"), format, new NewDisk(kind, 64 * MIB, 2 * MIB, 512, extents), progress);
        assertThat(heard).isSorted().endsWith(64L * MIB).hasSizeGreaterThan(8);
    }

    /** Looking for something in terabytes of zeros takes its time, and nothing is written meanwhile. */
    @Test
    void tellsHowFarItLookedToo() throws IOException {
        List<Long> heard = new ArrayList<>();
        DiskContents slow = new DiskContents() {
            @Override
            public Optional<Range> next(long position) {
                return position < 64L * MIB ? Optional.of(new Range(position, 64L * MIB)) : Optional.empty();
            }

            @Override
            public void read(long position, ByteBuffer into) throws IOException {
                try {
                    Thread.sleep(30);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                BlockStorage.fillWithZeros(into);
            }
        };
        create(folder.resolve("a.vhdx"), DiskFormat.VHDX, new NewDisk(DiskKind.DYNAMIC, 64L * MIB, 32 * MIB, 512, slow), (done, total) -> heard.add(done));
        assertThat(heard).isSorted().endsWith(64L * MIB).hasSizeGreaterThan(5);
    }

    private static DiskContents failing(Throwable failure) {
        return new DiskContents() {
            @Override
            public Optional<Range> next(long position) {
                return position < 64L * MIB ? Optional.of(new Range(position, 64L * MIB)) : Optional.empty();
            }

            @Override
            public void read(long position, ByteBuffer into) throws IOException {
                if (position >= 20 * MIB) {
                    if (failure instanceof IOException e) {
                        throw e;
                    }
                    throw (Error) failure;
                }
                into.put(filled(into.remaining(), 'x'));
            }
        };
    }

    @ParameterizedTest
    @EnumSource(DiskFormat.class)
    void leavesNothingWhenItCannotBeRead(DiskFormat format) {
        DiskKind kind = format == DiskFormat.RAW ? DiskKind.FIXED : DiskKind.DYNAMIC;
        IOException failure = new IOException("the medium is broken");
        NewDisk disk = new NewDisk(kind, 64L * MIB, 2 * MIB, 512, failing(failure));
        assertThatThrownBy(() -> create(folder.resolve("a"), format, disk, Progress.NONE)).isSameAs(failure);
        assertThat(folder).isEmptyDirectory();
        Error error = new StackOverflowError();
        NewDisk other = new NewDisk(kind, 64L * MIB, 2 * MIB, 512, failing(error));
        assertThatThrownBy(() -> create(folder.resolve("a"), format, other, Progress.NONE)).isSameAs(error);
        assertThat(folder).isEmptyDirectory();
    }

    /** The reader waits for a buffer by then. */
    @Test
    void leavesNothingWhenItIsStoppedInTheMiddle() {
        RuntimeException stop = new IllegalStateException("enough");
        Progress progress = (done, total) -> {
            if (done >= 10 * MIB) {
                throw stop;
            }
        };
        NewDisk disk = new NewDisk(DiskKind.DYNAMIC, 64L * MIB, 2 * MIB, 512, failing(new IOException()));
        assertThatThrownBy(() -> create(folder.resolve("a"), DiskFormat.VHD, disk, progress)).isSameAs(stop);
        assertThat(folder).isEmptyDirectory();
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().equals("read ahead"));
    }

    /** Somebody else may make a file of that name meanwhile. */
    @Test
    void leavesAFileAloneThatCameMeanwhile() {
        Path path = folder.resolve("a.vhdx");
        Progress progress = (done, total) -> {
            try {
                Files.writeString(path, "mine");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
        assertThatThrownBy(() -> NewImageFile.createVhdx(path, new NewDisk(DiskKind.DYNAMIC, MIB, MIB, 512, List.of()), VhdxIdentity.random(), progress))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(path).hasContent("mine");
        assertThat(folder).isDirectoryContaining(file -> file.equals(path)).satisfies(all -> assertThat(all.toFile().list()).hasSize(1));
    }

    @Test
    void hasItsNameOnlyWhenItIsWhole() throws IOException {
        Path path = folder.resolve("a.vhd");
        List<Boolean> there = new ArrayList<>();
        create(path, DiskFormat.VHD, new NewDisk(DiskKind.FIXED, 4 * MIB, 0, 512, List.of()), (done, total) -> there.add(Files.exists(path)));
        assertThat(there).isNotEmpty().doesNotContain(true);
        assertThat(path).exists();
    }
}
