package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.vhd.VhdWriter;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsInstallation.PageFile;
import org.bcdkit.windows.WindowsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Free space: the numbers, worked out by hand from the formulas of the specification, and the rules. */
class SpaceRulesTest {

    private static final long MIB = Judged.MIB;
    private static final long GIB = Judged.GIB;
    private static final String LINKAGE = "{0a0b0c0d-1111-4222-8333-444444444444}";

    private static NativeBootFacts host(long free, long size, long cluster) {
        return Judged.host(free, size, cluster);
    }

    private static long grow(VirtualDisk disk) {
        return SpaceRules.picture(disk, NativeBootFacts.UNKNOWN, Optional.empty()).grow();
    }

    // How much the image grows

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
        assertThat(SpaceRules.picture(disk, host(GIB, GIB, cluster), Optional.empty()).grow()).isEqualTo(grow);
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
        assertThat(SpaceRules.picture(disk, Judged.withAllocation(host(GIB, GIB, 4096), () -> OptionalLong.of(allocated)), Optional.empty()).grow()).isEqualTo(grow);
    }

    @Test
    void onlyAFixedDiskIsWorthAskingHowMuchItsFileHasTaken() throws IOException {
        VirtualDisk disk = DiskReading.open(VhdBuilder.dynamic(4 * MIB, 2 << 20).block(0, 1).build());
        long grow = SpaceRules.picture(disk, host(GIB, GIB, 512), Optional.empty()).grow();
        ImageAllocation unasked = () -> {
            throw new AssertionError("asked");
        };
        assertThat(SpaceRules.picture(disk, Judged.withAllocation(host(GIB, GIB, 512), unasked), Optional.empty()).grow()).isEqualTo(grow);
    }

    // The page file

    private static SpacePicture picture(NativeBootFacts facts) throws IOException {
        return picture(facts, Optional.empty());
    }

    private static SpacePicture picture(NativeBootFacts facts, Optional<WindowsInstallation> windows) throws IOException {
        return SpaceRules.picture(DiskReading.open(VhdBuilder.fixed(new byte[512]).build()), facts, windows);
    }

    private static Optional<WindowsInstallation> windows(WindowsVersion version) {
        return Optional.of(InstalledWindows.healthy().version(version).build());
    }

    @ParameterizedTest
    @CsvSource({
        // Memory and volume in MiB; smallest and largest page file of Windows 10, smallest of Windows 7, in MiB.
        "512,1048576,256,4096,512",
        "2048,1048576,256,6144,2048",
        "4096,1048576,512,12288,4096",
        "16384,1048576,2048,49152,16384",
        "16384,131072,2048,16384,16384",
        "16384,8192,2048,2048,16384",
        "524288,104857600,32768,1572864,524288"
    })
    void thePageFileDependsOnMemoryAndVolume(long memory, long volume, long minimum, long maximum, long windows7) throws IOException {
        NativeBootFacts facts = Judged.withMemory(host(GIB, volume * MIB, 4096), memory * MIB);
        SpacePicture picture = picture(facts, windows(new WindowsVersion(10, 0, 19045, 0)));
        assertThat(picture.pageFileMinimum()).hasValue(minimum * MIB);
        assertThat(picture.pageFileMaximum()).hasValue(maximum * MIB);
        assertThat(picture(facts)).isEqualTo(picture);
        SpacePicture older = picture(facts, windows(new WindowsVersion(6, 1, 7601, 0)));
        assertThat(older.pageFileMinimum()).hasValue(windows7 * MIB);
        assertThat(older.pageFileMaximum()).hasValue(Math.max(windows7, maximum) * MIB);
    }

    @Test
    void thePageFileOfAVolumeOfUnknownSizeIsThreeTimesTheMemory() throws IOException {
        assertThat(picture(Judged.withMemory(NativeBootFacts.UNKNOWN, 8 * GIB)).pageFileMaximum()).hasValue(24 * GIB);
    }

    @Test
    void thePageFileMayBeFixedOrNone() throws IOException {
        SpacePicture fixed = picture(Judged.withPageFile(NativeBootFacts.UNKNOWN, new PageFileChoice.Fixed(3 * GIB)));
        assertThat(fixed.pageFileMinimum()).hasValue(3 * GIB);
        assertThat(fixed.pageFileMaximum()).hasValue(3 * GIB);
        SpacePicture none = picture(Judged.withPageFile(Judged.withMemory(NativeBootFacts.UNKNOWN, GIB), new PageFileChoice.None()));
        assertThat(none.pageFileMinimum()).hasValue(0);
        assertThat(none.pageFileMaximum()).hasValue(0);
    }

    @Test
    void whatIsNotKnownIsAbsent() throws IOException {
        SpacePicture picture = picture(NativeBootFacts.UNKNOWN);
        assertThat(picture).isEqualTo(new SpacePicture(0, OptionalLong.empty(), OptionalLong.empty(), 0, 64 * MIB, OptionalLong.empty()));
        assertThat(picture.left()).isEmpty();
    }

    /** 25 GiB in blocks of 32 MiB on a machine of 16 GiB, as in the specification's check of the formula. */
    @Test
    void thePictureAddsUp() throws IOException {
        VirtualDisk disk = DiskImages.open(VhdxBuilder.dynamic(25 * GIB, 32 << 20).storage("image"));
        SpacePicture picture = SpaceRules.picture(disk, Judged.withMemory(host(30 * GIB, 500 * GIB, 4096), 16 * GIB), Optional.empty());
        assertThat(picture.grow()).isEqualTo(25 * GIB);
        assertThat(picture.pageFileMinimum()).hasValue(2 * GIB);
        assertThat(picture.pageFileMaximum()).hasValue(48 * GIB);
        assertThat(picture.reserve()).isEqualTo(67_108_864 + 268_435_456);
        assertThat(picture.left()).hasValue(3 * GIB);
        assertThat(SpaceRules.picture(disk, Judged.withMemory(host(26 * GIB, 500 * GIB, 4096), 16 * GIB), Optional.empty()).left()).hasValue(-GIB);
    }

    @Test
    void thePageFileSetInTheImageCounts() throws IOException {
        NativeBootFacts facts = Judged.withMemory(host(GIB, 1000 * GIB, 4096), 16 * GIB);
        InstalledWindows windows = InstalledWindows.healthy().pageFiles(new PageFile("?:\\pagefile.sys", 3 * GIB, 5 * GIB), new PageFile("D:\\pagefile.sys", GIB, 0));
        SpacePicture picture = picture(facts, Optional.of(windows.build()));
        assertThat(picture.pageFileMinimum()).hasValue(4 * GIB);
        assertThat(picture.pageFileMaximum()).hasValue(6 * GIB);
        // What the user says counts more.
        assertThat(picture(Judged.withPageFile(facts, new PageFileChoice.None()), Optional.of(windows.build())).pageFileMaximum()).hasValue(0);
        assertThat(picture(facts, Optional.of(InstalledWindows.healthy().pageFiles().build())).pageFileMaximum()).hasValue(0);
    }

    @Test
    void aPageFileSetInTheImageThatWindowsSizesDependsOnMemory() throws IOException {
        Optional<WindowsInstallation> windows = Optional.of(InstalledWindows.healthy().pageFiles(new PageFile("?:\\pagefile.sys", 0, 0)).build());
        assertThat(picture(Judged.withMemory(NativeBootFacts.UNKNOWN, 16 * GIB), windows).pageFileMinimum()).hasValue(2 * GIB);
        assertThat(picture(NativeBootFacts.UNKNOWN, windows).pageFileMinimum()).isEmpty();
    }

    @Test
    void aPageFileThatIsThereTakesNoMoreRoom() throws IOException {
        NativeBootFacts facts = Judged.withMemory(host(25 * GIB + RESERVE, 500 * GIB, 4096), 16 * GIB);
        NativeBootFacts with = facts.withHost(facts.host().withVolume(facts.host().volume().withPageFile(2 * GIB)));
        assertThat(lines(facts).get(1)).startsWith("SPC-02 warning ");
        assertThat(lines(with).get(1)).isEqualTo("SPC-02 ok there is room for growing, a page file and a reserve");
        assertThat(picture(with).left()).hasValue(25 * GIB + RESERVE);
        NativeBootFacts larger = facts.withHost(facts.host().withVolume(facts.host().volume().withPageFile(80 * GIB)));
        assertThat(picture(larger).left()).hasValue(25 * GIB + RESERVE);
    }

    @Test
    void pageFilesOfAnySizeAddUpToALot() throws IOException {
        PageFile huge = new PageFile("?:\\pagefile.sys", Long.MAX_VALUE - 1, Long.MAX_VALUE);
        SpacePicture picture = picture(NativeBootFacts.UNKNOWN, Optional.of(InstalledWindows.healthy().pageFiles(huge, huge).build()));
        assertThat(picture.pageFileMinimum()).hasValue(Long.MAX_VALUE);
        assertThat(picture.pageFileMaximum()).hasValue(Long.MAX_VALUE);
    }

    // The rules, on a dynamic VHDX of 25 GiB

    private static List<String> lines(NativeBootFacts facts, WindowsInstallation windows) throws IOException {
        VirtualDisk disk = DiskImages.open(VhdxBuilder.dynamic(25 * GIB, 32 << 20).storage("image"));
        List<String> lines = new ArrayList<>();
        for (Finding finding : SpaceRules.judge(disk, SpaceRules.picture(disk, facts, Optional.of(windows)), facts, Optional.of(windows))) {
            lines.add(Judged.line(finding));
        }
        return lines;
    }

    @Test
    void spc01OnlyWarnsOfAnImageThatIsNotExpanded() throws IOException {
        assertThat(lines(free(GIB), InstalledWindows.healthy().expandOnMount(4).build()).get(0))
                .isEqualTo("SPC-01 warning the host volume has 1 GiB free, and the image needs 25 GiB to grow to its full size of 25 GiB; it starts "
                        + "all the same, since expansion is disabled in it, until the host volume is full" + FREE_SPACE);
        assertThat(lines(free(GIB), InstalledWindows.healthy().expandOnMount(1).build()).get(0)).startsWith("SPC-01 error ");
    }

    @Test
    void spc04WarnsOfALetter() throws IOException {
        WindowsInstallation windows = InstalledWindows.healthy().pageFiles(new PageFile("C:\\pagefile.sys", 0, 0)).build();
        assertThat(lines(free(100 * GIB), windows))
                .contains("SPC-04 warning the Windows in the image wants its page file at C:\\pagefile.sys, and that volume may be another, or in "
                        + "the image, where it cannot be -> Let Windows choose the volume: PagingFiles with ?:\\pagefile.sys.");
        assertThat(lines(free(100 * GIB), InstalledWindows.healthy().pageFiles(new PageFile("?:\\pagefile.sys", 0, 0)).build()))
                .filteredOn(line -> line.startsWith("SPC-04"))
                .containsExactly(PAGE_FILE);
        assertThat(lines(free(100 * GIB), InstalledWindows.healthy().pageFiles().build())).contains("SPC-04 ok the Windows in the image is set to "
                + "have no page file");
        assertThat(lines(Judged.withPageFile(free(100 * GIB), new PageFileChoice.None()), windows)).noneMatch(line -> line.startsWith("SPC-04 warning"));
    }

    private static List<String> lines(NativeBootFacts facts) throws IOException {
        return lines(facts, VhdxBuilder.dynamic(25 * GIB, 32 << 20));
    }

    private static List<String> lines(NativeBootFacts facts, VhdxBuilder image) throws IOException {
        VirtualDisk disk = DiskImages.open(image.storage("image"));
        List<String> lines = new ArrayList<>();
        for (Finding finding : SpaceRules.judge(disk, SpaceRules.picture(disk, facts, Optional.empty()), facts, Optional.empty())) {
            lines.add(Judged.line(finding));
        }
        return lines;
    }

    private static NativeBootFacts free(long bytes) {
        return Judged.withMemory(host(bytes, 500 * GIB, 4096), 16 * GIB);
    }

    private static final String PAGE_FILE =
            "SPC-04 info Windows keeps its page file outside the image, on the host volume: 2 GiB to 48 GiB";
    private static final String FREE_SPACE = " -> Free space on the host volume, move the image to a larger one, or make a smaller image.";
    private static final long RESERVE = 67_108_864 + 268_435_456;

    @Test
    void spc01RefusesOneByteTooLittle() throws IOException {
        assertThat(lines(free(25 * GIB - 1)))
                .containsExactly(
                        "SPC-01 error the host volume has 24.9 GiB free, and the image needs 25 GiB to grow to its full size of 25 "
                                + "GiB" + FREE_SPACE, PAGE_FILE);
        assertThat(lines(free(0)).get(0))
                .isEqualTo("SPC-01 error the host volume has 0 bytes free, and the image needs 25 GiB to grow to its full size of 25 "
                        + "GiB" + FREE_SPACE);
    }

    @Test
    void spc01PassesExactlyEnough() throws IOException {
        assertThat(lines(free(25 * GIB)))
                .containsExactly(
                        "SPC-01 ok the host volume has 25 GiB free, and the image grows by 25 GiB",
                        "SPC-02 warning the host volume has 25 GiB free; growing, the smallest page file and a reserve take 27.4 GiB -> Free 2.4 "
                                + "GiB on the host volume, or put the page file elsewhere.",
                        PAGE_FILE);
    }

    @Test
    void spc02WarnsUntilThereIsRoomForPageFileAndReserve() throws IOException {
        assertThat(lines(free(27 * GIB + RESERVE - 1)))
                .containsExactly(
                        "SPC-01 ok the host volume has 27.3 GiB free, and the image grows by 25 GiB",
                        "SPC-02 warning the host volume has 27.3 GiB free; growing, the smallest page file and a reserve take 27.4 GiB -> Free 1 "
                                + "byte on the host volume, or put the page file elsewhere.",
                        PAGE_FILE);
        assertThat(lines(free(27 * GIB + RESERVE)))
                .containsExactly(
                        "SPC-01 ok the host volume has 27.3 GiB free, and the image grows by 25 GiB",
                        "SPC-02 ok there is room for growing, a page file and a reserve",
                        "SPC-03 info the host volume has 27.3 GiB free; with the largest page file 73 GiB are taken",
                        PAGE_FILE);
    }

    @Test
    void spc03TellsUntilThereIsRoomForTheLargestPageFile() throws IOException {
        assertThat(lines(free(73 * GIB - 1)).get(2))
                .isEqualTo("SPC-03 info the host volume has 72.9 GiB free; with the largest page file 73 GiB are taken");
        assertThat(lines(free(73 * GIB)).get(2)).isEqualTo("SPC-03 ok there is room for the largest page file");
    }

    @Test
    void spc04TellsWhereThePageFileIs() throws IOException {
        assertThat(lines(Judged.withPageFile(free(100 * GIB), new PageFileChoice.Fixed(GIB))).get(3))
                .isEqualTo("SPC-04 info Windows keeps its page file outside the image, on the host volume: 1 GiB");
        assertThat(lines(Judged.withPageFile(free(100 * GIB), new PageFileChoice.None())))
                .containsExactly(
                        "SPC-01 ok the host volume has 100 GiB free, and the image grows by 25 GiB",
                        "SPC-02 ok there is room for growing, a page file and a reserve",
                        "SPC-03 ok there is room for the largest page file",
                        "SPC-04 ok no page file on the host volume was asked for");
    }

    @Test
    void spc04SaysThatThePageFileDependsOnMemory() throws IOException {
        assertThat(lines(host(100 * GIB, 500 * GIB, 4096)))
                .containsExactly(
                        "SPC-01 ok the host volume has 100 GiB free, and the image grows by 25 GiB",
                        "SPC-04 info Windows keeps its page file on the host volume; how large, depends on the machine's memory (--ram)");
    }

    @Test
    void spc01WarnsWhenTheFreeSpaceIsNotKnown() throws IOException {
        assertThat(lines(Judged.withMemory(NativeBootFacts.UNKNOWN, 16 * GIB)))
                .containsExactly(
                        "SPC-01 warning the free space on the host volume is not known; the image needs 25 GiB to grow to its full size, and the "
                                + "page file 2 GiB to 48 GiB -> Make sure that the host volume has that much free.",
                        PAGE_FILE);
    }

    @Test
    void spc01OnlyWarnsOfAChildThatWindowsMayNotExpand() throws IOException {
        VhdxBuilder child = VhdxBuilder.differencing(25 * GIB, 2 << 20, "parent_linkage", LINKAGE);
        assertThat(lines(free(25 * GIB), child).get(0))
                .isEqualTo("SPC-01 warning the host volume has 25 GiB free, and the image needs 25.1 GiB to grow to its full size of 25 GiB, should "
                        + "Windows expand a differencing disk when it starts" + FREE_SPACE);
    }

    @Test
    void aFixedDiskNeedsRoomForThePageFileOnly() throws IOException {
        VhdxBuilder fixed = VhdxBuilder.fixed(MIB, 1 << 20).block(0, 'a');
        assertThat(lines(free(2 * GIB + 64 * MIB), fixed).subList(0, 2))
                .containsExactly(
                        "SPC-01 ok the host volume has 2 GiB free, and the image grows by 0 bytes",
                        "SPC-02 ok there is room for growing, a page file and a reserve");
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

    @Test
    void aPageFileLargerThanAnyVolumeDoesNotFit() throws IOException {
        VirtualDisk disk = DiskReading.open(VhdBuilder.dynamic(8 * MIB, 2 << 20).build());
        NativeBootFacts facts = Judged.withPageFile(host(100 * GIB, 200 * GIB, 4096), new PageFileChoice.Fixed(Long.MAX_VALUE));
        assertThat(SpaceRules.picture(disk, facts, Optional.empty()).left().getAsLong()).isNegative();
        assertThat(SpaceRules.judge(disk, SpaceRules.picture(disk, facts, Optional.empty()), facts, Optional.empty()))
                .extracting(Judged::line)
                .contains(
                        "SPC-02 warning the host volume has 100 GiB free; growing, the smallest page file and a reserve take 8 EiB"
                                + " -> Free 8 EiB on the host volume, or put the page file elsewhere.");
    }

    @Test
    void aPageFileForMoreMemoryThanAnyMachineHasIsHuge() throws IOException {
        VirtualDisk disk = DiskReading.open(VhdBuilder.dynamic(8 * MIB, 2 << 20).build());
        NativeBootFacts facts = Judged.withMemory(NativeBootFacts.UNKNOWN, Long.MAX_VALUE / 2);
        assertThat(SpaceRules.picture(disk, facts, Optional.empty()).pageFileMaximum()).hasValue(Long.MAX_VALUE);
    }
}
