package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.disk.IndependentDiskReaders.qemu;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.LargestDisks;
import org.bcdkit.testing.ProcessorTime;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a disk is kept, range by range. */
class DiskMapTest {

    private static final int BLOCK = 8192;
    private static final int MIB = 1 << 20;
    private static final String PARENT_ID = "PARENT-PARENT-ID";
    private static final String MIDDLE_ID = "MIDDLE-MIDDLE-M2";

    private static final Pattern RANGE = Pattern.compile("\"start\": (\\d+), \"length\": (\\d+),[^}]*\"data\": (true|false)");

    @TempDir
    private Path folder;

    /** The ranges, each as start, length, state and the number of the image that decides. */
    private static List<String> map(VirtualDisk disk) throws IOException {
        List<String> ranges = new ArrayList<>();
        DiskMap map = DiskMap.of(disk);
        for (Optional<DiskRange> range = map.next(); range.isPresent(); range = map.next()) {
            DiskRange found = range.get();
            String depth = found.depth().isPresent() ? " " + found.depth().getAsInt() : "";
            ranges.add(found.start() + "+" + found.length() + " " + found.state().word() + depth);
        }
        assertThat(map.next()).isEmpty();
        return ranges;
    }

    private static VirtualDisk open(VhdBuilder image) throws IOException {
        return DiskReading.open(image.build());
    }

    private static VirtualDisk open(VhdxBuilder image) throws IOException {
        return DiskReading.open(image.build());
    }

    @Test
    void aFixedOrRawDiskIsOneRange() throws IOException {
        assertThat(map(open(VhdBuilder.fixed(new byte[4 * BLOCK])))).containsExactly("0+32768 allocated 0");
        assertThat(map(RawDisk.open(MemoryStorage.of("raw", new byte[5120])))).containsExactly("0+5120 allocated 0");
    }

    @Test
    void anEmptyRawDiskHasNoRange() throws IOException {
        assertThat(map(RawDisk.open(MemoryStorage.of("raw", new byte[0])))).isEmpty();
    }

    @Test
    void blocksSideBySideAreOneRangeAndTheLastEndsWithTheDisk() throws IOException {
        VirtualDisk disk = open(VhdBuilder.dynamic(4 * BLOCK + 512, BLOCK).block(2, 'c').block(1, 'b').block(4, 'e'));
        assertThat(map(disk)).containsExactly("0+8192 absent", "8192+16384 allocated 0", "24576+8192 absent", "32768+512 allocated 0");
    }

    @Test
    void blocksOfAVhdxAreWhatTheirStateSays() throws IOException {
        VirtualDisk disk = open(VhdxBuilder.dynamic(7L * MIB, MIB).entry(1, 1).entry(2, 2).entry(3, 3).block(4, 'e').block(5, 'f'));
        assertThat(map(disk)).containsExactly("0+1048576 absent", "1048576+3145728 zero 0", "4194304+2097152 allocated 0", "6291456+1048576 absent");
    }

    @Test
    void eachRangeOfAChainIsThatOfTheFirstImageThatHasIt() throws IOException {
        VirtualDisk base = open(VhdBuilder.dynamic(4 * BLOCK, BLOCK).id(PARENT_ID).block(0, 'a').block(1, 'b'));
        VirtualDisk middle = open(VhdBuilder.differencing(4 * BLOCK, BLOCK, PARENT_ID).id(MIDDLE_ID).block(1, 'B')).withParent(base, List.of());
        byte[] bitmap = {0b0110_0000, 1};
        VirtualDisk top = open(VhdBuilder.differencing(4 * BLOCK, BLOCK, MIDDLE_ID).block(2, 'C').block(0, bitmap, new byte[BLOCK]))
                .withParent(middle, List.of());
        assertThat(map(top)).containsExactly(
                "0+512 allocated 2",
                "512+1024 partial 0",
                "1536+6144 allocated 2",
                "7680+512 partial 0",
                "8192+8192 allocated 1",
                "16384+8192 allocated 0",
                "24576+8192 absent");
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void sectorsOfAPartiallyPresentBlockOfAVhdxAreTold(int sector) throws IOException {
        int sectorsOfBlock = MIB / sector;
        byte[] bits = new byte[MIB];
        bits[2 * sectorsOfBlock / 8] = 0b0000_0110;
        VirtualDisk base = open(VhdxBuilder.dynamic(2L * MIB + MIB / 2, MIB).sectors(sector, 4096).block(2, 'c'));
        VirtualDisk child = open(VhdxBuilder.differencing(4L * MIB, MIB, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}")
                        .sectors(sector, 4096)
                        .block(2, 7, new byte[MIB])
                        .bitmap(0, bits)
                        .entry(1, 2))
                .withParent(base, List.of());
        int start = 2 * MIB;
        assertThat(map(child)).containsExactly(
                "0+" + MIB + " absent",
                MIB + "+" + MIB + " zero 0",
                start + "+" + sector + " allocated 1",
                start + sector + "+" + 2 * sector + " partial 0",
                start + 3 * sector + "+" + (MIB / 2 - 3 * sector) + " allocated 1",
                start + MIB / 2 + "+" + (MIB + MIB / 2) + " absent");
    }

    /** The parent of a VHDX may be smaller; what is behind its end is in no file. */
    @Test
    void behindTheEndOfAParentThereIsNothing() throws IOException {
        VirtualDisk base = open(VhdxBuilder.dynamic(MIB + 512, MIB).block(0, 'a').block(1, 'b'));
        VirtualDisk child = open(VhdxBuilder.differencing(4L * MIB, MIB, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}").block(3, 'd'));
        assertThat(map(child.withParent(base, List.of()))).containsExactly("0+1049088 allocated 1", "1049088+2096640 absent", "3145728+1048576 allocated 0");
    }

    @Test
    void whatAMissingParentHasIsLeftToIt() throws IOException {
        byte[] none = new byte[512];
        VirtualDisk child = open(VhdBuilder.differencing(4 * BLOCK, BLOCK, PARENT_ID).block(1, 'B').block(3, none, new byte[BLOCK]));
        assertThat(map(child)).containsExactly("0+8192 parent", "8192+8192 allocated 0", "16384+16384 parent");
    }

    @Test
    void readsAsItsMapSays() throws IOException {
        Random random = new Random(7);
        byte[] contents = new byte[16 * BLOCK];
        random.nextBytes(contents);
        VhdBuilder image = VhdBuilder.differencing(16 * BLOCK, BLOCK, PARENT_ID);
        for (int block = 0; block < 16; block += 1 + random.nextInt(2)) {
            byte[] bitmap = new byte[2];
            random.nextBytes(bitmap);
            byte[] payload = new byte[BLOCK];
            random.nextBytes(payload);
            image.block(block, bitmap, payload);
        }
        VirtualDisk base = open(VhdBuilder.fixed(contents).id(PARENT_ID));
        VirtualDisk disk = open(image).withParent(base, List.of());
        byte[] read = DiskReading.all(disk);
        DiskMap map = DiskMap.of(disk);
        int own = 0;
        for (Optional<DiskRange> range = map.next(); range.isPresent(); range = map.next()) {
            for (long at = range.get().start(); at < range.get().end(); at += 512) {
                boolean ofParent = Arrays.equals(read, (int) at, (int) at + 512, contents, (int) at, (int) at + 512);
                assertThat(range.get().depth().getAsInt()).as("sector at %d", at).isEqualTo(ofParent ? 1 : 0);
                own += ofParent ? 0 : 1;
            }
        }
        assertThat(own).isBetween(30, 200);
    }

    @Test
    void theLargestDisksAreWalkedSoonAndWithLittleMemory() throws IOException {
        long blocks = 64L << 20;
        Storage vhdx = LargestDisks.vhdx(MIB, block -> block);
        try (VirtualDisk disk = DiskImages.open(vhdx)) {
            ProcessorTime.within(Duration.ofSeconds(20), () -> assertThat(map(disk)).containsExactly("0+" + blocks * MIB + " allocated 0"));
        }
        try (VirtualDisk disk = DiskImages.open(LargestDisks.vhd(MIB / 2, block -> block))) {
            ProcessorTime.within(Duration.ofSeconds(5), () -> assertThat(map(disk)).containsExactly("0+" + (2040L << 30) + " allocated 0"));
        }
    }

    private Path raw(long size) throws IOException {
        Path file = folder.resolve("disk.raw");
        Random random = new Random(size);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(size);
            for (long at = size / 7; at < size - MIB; at += size / 4) {
                byte[] bytes = new byte[1 + random.nextInt(MIB / 2)];
                random.nextBytes(bytes);
                raw.seek(at);
                raw.write(bytes);
            }
        }
        return file;
    }

    /** What QEMU says are data, as start and length, side by side ones together. */
    private static List<String> data(String driver, Path image) {
        List<String> ranges = new ArrayList<>();
        long start = -1;
        long end = -1;
        Matcher range = RANGE.matcher(qemu("map", "--output=json", "-f", driver, image.toString()));
        while (range.find()) {
            if (range.group(3).equals("true")) {
                long from = Long.parseLong(range.group(1));
                if (end != from) {
                    start = from;
                } else {
                    ranges.remove(ranges.size() - 1);
                }
                end = from + Long.parseLong(range.group(2));
                ranges.add(start + "+" + (end - start));
            }
        }
        return ranges;
    }

    private static List<String> inFile(VirtualDisk disk) throws IOException {
        List<String> ranges = new ArrayList<>();
        for (String range : map(disk)) {
            if (range.endsWith(" allocated 0")) {
                ranges.add(range.substring(0, range.indexOf(' ')));
            }
        }
        return ranges;
    }

    @ParameterizedTest
    @CsvSource({"138412032", "34603520", "3145728"})
    void qemuSeesTheSameBlocksOfADynamicVhd(long size) throws IOException {
        Path image = folder.resolve("qemu.vhd");
        qemu("convert", "-f", "raw", "-O", "vpc", "-o", "subformat=dynamic,force_size=on", raw(size).toString(), image.toString());
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(image)) {
            assertThat(inFile(disk)).isNotEmpty().isEqualTo(data("vpc", image));
        }
    }

    /** It knows no bitmaps, so only of blocks that are in the child as a whole; what the parent has it calls zeros. */
    @Test
    void qemuSeesTheSameBlocksOfADifferencingVhd() throws IOException {
        int block = 2 * MIB;
        Path base = folder.resolve("base.vhd");
        Files.write(base, VhdBuilder.dynamic(8L * MIB, block).id(PARENT_ID).block(0, 'a').block(3, 'd').build());
        Path image = folder.resolve("child.vhd");
        Files.write(image, VhdBuilder.differencing(8L * MIB, block, PARENT_ID).parentName("base.vhd").block(1, 'B').block(3, 'D').build());
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(image)) {
            assertThat(map(disk)).containsExactly("0+2097152 allocated 1", "2097152+2097152 allocated 0", "4194304+2097152 absent", "6291456+2097152 allocated 0");
            assertThat(inFile(disk)).isEqualTo(data("vpc", image));
        }
    }

    /** It says of every VHDX that all of it is data, so what it reads is asked: the blocks in the file are those that hold more than zeros. */
    @ParameterizedTest
    @CsvSource({"1M,138412032", "8M,34603520"})
    void qemuReadsDataFromTheBlocksThatAreInAVhdx(String blockSize, long size) throws IOException {
        Path image = folder.resolve("qemu.vhdx");
        qemu("convert", "-f", "raw", "-O", "vhdx", "-o", "subformat=dynamic,block_size=" + blockSize, raw(size).toString(), image.toString());
        Path back = folder.resolve("back.raw");
        qemu("convert", "-f", "vhdx", "-O", "raw", image.toString(), back.toString());
        long block = ByteSize.parse(blockSize);
        boolean[] used = new boolean[(int) ((size - 1) / block + 1)];
        try (Storage read = FileStorage.open(back)) {
            for (int i = 0; i < used.length; i++) {
                byte[] bytes = read.read(i * block, (int) Math.min(block, size - i * block));
                used[i] = !Arrays.equals(bytes, new byte[bytes.length]);
            }
        }
        List<String> expected = new ArrayList<>();
        long start = -1;
        for (int i = 0; i <= used.length; i++) {
            if (i < used.length && used[i]) {
                start = start < 0 ? i * block : start;
            } else if (start >= 0) {
                expected.add(start + "+" + (Math.min(i * block, size) - start));
                start = -1;
            }
        }
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).open(image)) {
            assertThat(inFile(disk)).isNotEmpty().isEqualTo(expected);
        }
    }
}
