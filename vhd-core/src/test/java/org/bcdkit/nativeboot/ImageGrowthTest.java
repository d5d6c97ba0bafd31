package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.vhd.VhdWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much an image grows at worst: worked out by hand from the formulas of the specification. */
class ImageGrowthTest {

    private static final long MIB = Judged.MIB;
    private static final long GIB = Judged.GIB;
    private static final String LINKAGE = "{0a0b0c0d-1111-4222-8333-444444444444}";

    private static long grow(VirtualDisk disk) {
        return SpaceRules.picture(disk, NativeBootFacts.UNKNOWN, Optional.empty()).grow();
    }

    @Test
    void aFixedDiskDoesNotGrow() throws IOException {
        assertThat(grow(DiskReading.open(VhdBuilder.fixed(new byte[512]).build()))).isZero();
    }

    @Test
    void aDynamicVhdGrowsByEachMissingBlockAndItsBitmap() throws IOException {
        // 50 blocks of 2 MiB and a bitmap sector each; 3 are there.
        VhdBuilder image = VhdBuilder.dynamic(100 * MIB, 2 << 20).block(7, 1).block(0, 1).block(49, 1);
        VirtualDisk disk = DiskReading.open(image.build());
        assertThat(grow(disk)).isEqualTo(47 * (2_097_152 + 512));
        // Header, table of 200 bytes in one sector, 50 blocks, footer.
        assertThat(disk.fileSize() + grow(disk)).isEqualTo(1536 + 512 + 50 * 2_097_664L + 512);
    }

    @ParameterizedTest
    @CsvSource({
        // Size, where the first block is, and how much longer a full file is than its disk: 6.3 MiB, 32 MiB, 514 MiB.
        "26843545600,53248,6607360",
        "136365211648,262144,33554944",
        "2190433320960,4179456,538953728"
    })
    void aFullDynamicVhdIsLargerThanItsDisk(long size, int first, long overhead) throws IOException {
        VirtualDisk disk = DiskReading.open(VhdBuilder.dynamic(size, 2 << 20).firstBlockAt(first).build());
        assertThat(disk.fileSize() + grow(disk) - size).isEqualTo(overhead);
    }

    /** The table of this size happens to end just before a page border: whoever wrote it, Windows will go on so. */
    @Test
    void anEmptyVhdOf127GibibytesKeepsToPages() throws IOException {
        VirtualDisk disk = DiskReading.open(VhdBuilder.dynamic(127 * GIB, 2 << 20).build());
        assertThat(grow(disk)).isEqualTo(65_024 * (2_097_152L + 4096));
    }

    @Test
    void aDynamicVhdThatKeepsToPagesGrowsByOnePageMoreABlock() throws IOException {
        Overlay file = new Overlay(MemoryStorage.of("image", new byte[0]));
        VhdWriter.write(file, new NewDisk(DiskKind.DYNAMIC, 25 * GIB, 2 << 20, 512, List.of()), UUID.randomUUID(), Instant.EPOCH);
        VirtualDisk disk = DiskImages.open(file);
        assertThat(grow(disk)).isEqualTo(12_800 * (2_097_152L + 4096));
        // A table of 51200 bytes, behind which the first bitmap comes just before a page border.
        assertThat(disk.fileSize() + grow(disk)).isEqualTo(53_248 - 512 + 12_800 * (2_097_152L + 4096) + 512);
    }

    @Test
    void aDifferencingVhdGrowsAtWorstLikeADynamicOne() throws IOException {
        VhdBuilder image = VhdBuilder.differencing(8 * MIB, 2 << 20, "PARENT-PARENT-ID").block(1, 1);
        assertThat(grow(DiskReading.open(image.build()))).isEqualTo(3 * (2_097_152 + 512));
    }

    @ParameterizedTest
    @CsvSource({
        // 25 GiB and 127 GiB, in blocks of 2 MiB and 32 MiB.
        "26843545600,2097152,26843545600",
        "26843545600,33554432,26843545600",
        "136365211648,2097152,136365211648",
        "136365211648,33554432,136365211648",
        // A last block that the disk needs only in part takes all of its place.
        "33555456,33554432,67108864"
    })
    void aDynamicVhdxGrowsByEachMissingBlock(long size, int blockSize, long grow) throws IOException {
        assertThat(grow(DiskImages.open(VhdxBuilder.dynamic(size, blockSize).storage("image")))).isEqualTo(grow);
    }

    @Test
    void aFullVhdxIs4MebibytesLargerThanItsDisk() throws IOException {
        VirtualDisk disk = DiskImages.open(VhdxBuilder.dynamic(25 * GIB, 32 << 20).storage("image"));
        assertThat(disk.fileSize() + grow(disk)).isEqualTo(25 * GIB + 4 * MIB);
    }

    @Test
    void blocksOfZerosGrowAndThoseThatKeepTheirPlaceDoNot() throws IOException {
        VhdxBuilder image = VhdxBuilder.fixed(5 * MIB, 1 << 20).block(0, 'a').fileEnd(7 * MIB).entry(1, 2).entry(2, 5 * MIB | 1).entry(3, 6 * MIB | 3).entry(4, 3);
        assertThat(grow(DiskImages.open(image.storage("image")))).isEqualTo(2 * MIB);
    }

    @ParameterizedTest
    @CsvSource({
        // 25 GiB, 127 GiB and 2 TiB in blocks of 2 MiB: a bitmap of 1 MiB for every 2048 of them.
        "26843545600,1,7",
        "136365211648,1,32",
        "2199023255552,9,512"
    })
    void aDifferencingVhdxGrowsByTheBitmapsOfItsChunksToo(long size, int tableMebibytes, long bitmaps) throws IOException {
        Storage image = VhdxBuilder.differencing(size, 2 << 20, "parent_linkage", LINKAGE).tableLength(tableMebibytes << 20).storage("image");
        assertThat(grow(DiskImages.open(image))).isEqualTo(size + bitmaps * MIB);
    }

    @ParameterizedTest
    @CsvSource({
        // The file has 2560 bytes and grows by 2097664.
        "0,2097664",
        "1,2097664",
        "512,2097664",
        // Of its one cluster, 1536 bytes are free: 513 more clusters, less one that is not needed.
        "4096,2097152",
        "65536,2097152",
        "2097152,2097152",
        "4194304,0"
    })
    void growingStartsInTheLastClusterOfTheFile(long cluster, long grow) throws IOException {
        VirtualDisk disk = DiskReading.open(VhdBuilder.dynamic(2 * MIB, 2 << 20).build());
        assertThat(SpaceRules.picture(disk, Judged.host(GIB, GIB, cluster), Optional.empty()).grow()).isEqualTo(grow);
    }

    @ParameterizedTest
    @CsvSource({
        // A fixed VHD of 8 MiB and 512 bytes; what it has taken, what it will take.
        "0,8389120",
        "4096,8385024",
        "8389120,0",
        // The rest of its last cluster, and what the file system keeps in reserve for it.
        "8392704,0",
        "9000000,0"
    })
    void aFixedDiskTakesWhatTheHostHasNotGivenItYet(long allocated, long grow) throws IOException {
        VirtualDisk disk = DiskReading.open(VhdBuilder.fixed(new byte[(int) (8 * MIB)]).build());
        assertThat(SpaceRules.picture(disk, Judged.withAllocation(Judged.host(GIB, GIB, 4096), () -> OptionalLong.of(allocated)), Optional.empty()).grow()).isEqualTo(grow);
    }

    @Test
    void onlyAFixedDiskIsWorthAskingHowMuchItsFileHasTaken() throws IOException {
        VirtualDisk disk = DiskReading.open(VhdBuilder.dynamic(4 * MIB, 2 << 20).block(0, 1).build());
        long grow = SpaceRules.picture(disk, Judged.host(GIB, GIB, 512), Optional.empty()).grow();
        ImageAllocation unasked = () -> {
            throw new AssertionError("asked");
        };
        assertThat(SpaceRules.picture(disk, Judged.withAllocation(Judged.host(GIB, GIB, 512), unasked), Optional.empty()).grow()).isEqualTo(grow);
    }

    @Test
    void bytesAreNotCountedTwiceByWritingThem() throws IOException {
        // A block that gets its place takes from what is left to grow what it adds to the file.
        Overlay empty = new Overlay(VhdxBuilder.dynamic(4 * MIB, 1 << 20).storage("image"));
        Storage one = VhdxBuilder.dynamic(4 * MIB, 1 << 20).block(2, 'c').storage("image");
        empty.write(0, ByteBuffer.allocate(0));
        VirtualDisk before = DiskImages.open(empty);
        VirtualDisk after = DiskImages.open(one);
        assertThat(after.fileSize() + grow(after)).isEqualTo(before.fileSize() + grow(before));
    }
}
