package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsInstallation.PageFile;
import org.bcdkit.windows.WindowsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Free space and page files in numbers: worked out by hand from the formulas of the specification. */
class SpacePictureTest {

    private static final long MIB = Judged.MIB;
    private static final long GIB = Judged.GIB;

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
        NativeBootFacts facts = Judged.withMemory(Judged.host(GIB, volume * MIB, 4096), memory * MIB);
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
        SpacePicture picture = SpaceRules.picture(disk, Judged.withMemory(Judged.host(30 * GIB, 500 * GIB, 4096), 16 * GIB), Optional.empty());
        assertThat(picture.grow()).isEqualTo(25 * GIB);
        assertThat(picture.pageFileMinimum()).hasValue(2 * GIB);
        assertThat(picture.pageFileMaximum()).hasValue(48 * GIB);
        assertThat(picture.reserve()).isEqualTo(67_108_864 + 268_435_456);
        assertThat(picture.left()).hasValue(3 * GIB);
        assertThat(SpaceRules.picture(disk, Judged.withMemory(Judged.host(26 * GIB, 500 * GIB, 4096), 16 * GIB), Optional.empty()).left()).hasValue(-GIB);
    }

    @Test
    void thePageFileSetInTheImageCounts() throws IOException {
        NativeBootFacts facts = Judged.withMemory(Judged.host(GIB, 1000 * GIB, 4096), 16 * GIB);
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
    void pageFilesOfAnySizeAddUpToALot() throws IOException {
        PageFile huge = new PageFile("?:\\pagefile.sys", Long.MAX_VALUE - 1, Long.MAX_VALUE);
        SpacePicture picture = picture(NativeBootFacts.UNKNOWN, Optional.of(InstalledWindows.healthy().pageFiles(huge, huge).build()));
        assertThat(picture.pageFileMinimum()).hasValue(Long.MAX_VALUE);
        assertThat(picture.pageFileMaximum()).hasValue(Long.MAX_VALUE);
    }
}
