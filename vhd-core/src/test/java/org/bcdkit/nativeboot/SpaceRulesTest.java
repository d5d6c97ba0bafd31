package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.plan.Finding;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsInstallation.PageFile;
import org.junit.jupiter.api.Test;

/** The rules for free space, on a dynamic VHDX of 25 GiB. */
class SpaceRulesTest {

    private static final long MIB = Judged.MIB;
    private static final long GIB = Judged.GIB;
    private static final String LINKAGE = "{0a0b0c0d-1111-4222-8333-444444444444}";

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
        return Judged.withMemory(Judged.host(bytes, 500 * GIB, 4096), 16 * GIB);
    }

    /** Of a disk that does not grow. */
    private static SpacePicture picture(NativeBootFacts facts) throws IOException {
        return SpaceRules.picture(DiskReading.open(VhdBuilder.fixed(new byte[512]).build()), facts, Optional.empty());
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
        assertThat(lines(Judged.host(100 * GIB, 500 * GIB, 4096)))
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
    void aPageFileLargerThanAnyVolumeDoesNotFit() throws IOException {
        VirtualDisk disk = DiskReading.open(VhdBuilder.dynamic(8 * MIB, 2 << 20).build());
        NativeBootFacts facts = Judged.withPageFile(Judged.host(100 * GIB, 200 * GIB, 4096), new PageFileChoice.Fixed(Long.MAX_VALUE));
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

    @Test
    void aPageFileThatIsThereTakesNoMoreRoom() throws IOException {
        NativeBootFacts facts = Judged.withMemory(Judged.host(25 * GIB + RESERVE, 500 * GIB, 4096), 16 * GIB);
        NativeBootFacts with = facts.withHost(facts.host().withVolume(facts.host().volume().withPageFile(2 * GIB)));
        assertThat(lines(facts).get(1)).startsWith("SPC-02 warning ");
        assertThat(lines(with).get(1)).isEqualTo("SPC-02 ok there is room for growing, a page file and a reserve");
        assertThat(picture(with).left()).hasValue(25 * GIB + RESERVE);
        NativeBootFacts larger = facts.withHost(facts.host().withVolume(facts.host().volume().withPageFile(80 * GIB)));
        assertThat(picture(larger).left()).hasValue(25 * GIB + RESERVE);
    }
}
