package org.bcdkit.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.Contents;
import org.bcdkit.testing.CountingStorage;
import org.bcdkit.testing.HivexHive;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.NtfsReading;
import org.bcdkit.testing.Programs;
import org.bcdkit.testing.WimCompression;
import org.bcdkit.testing.WindowsVolume;
import org.bcdkit.windows.WindowsInstallation.Driver;
import org.bcdkit.windows.WindowsInstallation.Loader;
import org.bcdkit.windows.WindowsInstallation.PageFile;
import org.bcdkit.windows.WindowsInstallation.SetupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WindowsReaderTest extends OnAWindowsVolume {

    @Test
    void readsAWindows11() throws IOException {
        WindowsVolume volume = WindowsVolume.windows11(folder)
                .file("System32/winload.efi", Programs.x64(folder, "10,0,22621,1702"))
                .file("System32/winload.exe", Programs.x64(folder, "10,0,22621,1701"));
        volume.system().number(WindowsVolume.SERVICES + "FsDepends\\Parameters", "VirtualDiskExpandOnMount", 4);
        WindowsInstallation windows = read(volume);
        assertThat(windows.folder()).isEqualTo(WINDOWS);
        assertThat(windows.software()).isEqualTo(CLEAN_SOFTWARE);
        assertThat(windows.system()).isEqualTo(CLEAN_SYSTEM);
        assertThat(windows.product()).contains("Windows 10 Pro");
        assertThat(windows.edition()).contains("Professional");
        assertThat(windows.version()).contains(new WindowsVersion(10, 0, 22621, 1702));
        assertThat(windows.architecture()).contains(Architecture.X64);
        assertThat(windows.loaders()).containsExactly(
                new Loader("\\Windows\\System32\\winload.exe", Optional.of(Architecture.X64), Optional.of(new WindowsVersion(10, 0, 22621, 1701))),
                new Loader("\\Windows\\System32\\winload.efi", Optional.of(Architecture.X64), Optional.of(new WindowsVersion(10, 0, 22621, 1702))));
        assertThat(windows.driver("fsdepends")).contains(new Driver("FsDepends", true, OptionalInt.of(0)));
        assertThat(windows.driver("vhdmp")).contains(new Driver("vhdmp", true, OptionalInt.of(Driver.BOOT)));
        assertThat(windows.driver("storahci")).contains(new Driver("storahci", true, OptionalInt.of(0)));
        assertThat(windows.driver("msahci")).contains(new Driver("msahci", false, OptionalInt.empty()));
        assertThat(windows.expandOnMount()).isEqualTo(OptionalInt.of(4));
        assertThat(windows.pageFiles()).contains(List.of(new PageFile("?:\\pagefile.sys", 0, 0)));
        assertThat(windows.setup()).isEqualTo(new SetupState(false, Optional.of("IMAGE_STATE_COMPLETE")));
    }

    @Test
    void readsAWindows7ForX86() throws IOException {
        WindowsVolume volume = new WindowsVolume(folder).version("Windows 7 Professional", "Professional", "6.1", "7601");
        volume.system().number("Select", "Current", 3).number("ControlSet003\\Services\\vhdmp", "Start", 3).number("ControlSet001\\Services\\vhdmp", "Start", 4);
        volume.system().number("Setup", "SystemSetupInProgress", 1);
        volume.file("System32/winload.exe", Programs.x86(folder, "6,1,7601,17514"));
        WindowsInstallation windows = read(volume);
        assertThat(windows.version()).contains(new WindowsVersion(6, 1, 7601, 0));
        assertThat(windows.version().orElseThrow().isWindows8OrLater()).isFalse();
        assertThat(windows.architecture()).contains(Architecture.X86);
        assertThat(windows.driver("vhdmp")).contains(new Driver("vhdmp", false, OptionalInt.of(3)));
        assertThat(windows.pageFiles()).isEmpty();
        assertThat(windows.expandOnMount()).isEmpty();
        assertThat(windows.setup()).isEqualTo(new SetupState(true, Optional.empty()));
    }

    @Test
    void findsTheValuesThatHivexgetFinds() throws IOException {
        WindowsVolume volume = WindowsVolume.windows11(folder);
        Path image = volume.build();
        Path software = Files.write(folder.resolve("SOFTWARE"), NtfsReading.ntfscat(image, "/Windows/System32/config/SOFTWARE"));
        WindowsInstallation windows = WindowsReader.read(open(image), WINDOWS);
        assertThat(windows.product()).contains(hivexget(software, WindowsVolume.CURRENT_VERSION, "ProductName"));
        assertThat(windows.edition()).contains(hivexget(software, WindowsVolume.CURRENT_VERSION, "EditionID"));
        assertThat(windows.version().orElseThrow().build()).hasToString(hivexget(software, WindowsVolume.CURRENT_VERSION, "CurrentBuild"));
        assertThat(windows.version().orElseThrow().revision()).hasToString(hivexget(software, WindowsVolume.CURRENT_VERSION, "UBR"));
        assertThat(windows.setup().imageState()).contains(hivexget(software, WindowsVolume.SETUP_STATE, "ImageState"));
    }

    private static String hivexget(Path hive, String key, String value) {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("hivexget", "libhivex-bin"), hive.toString(), "\\" + key, value);
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return outcome.text().strip();
    }

    @ParameterizedTest
    @CsvSource({
        "6.3, 9600, , , 6.3.9600",
        "6.2, 9200, , 17, 6.2.9200.17",
        "6.3, 10240, , , 10.0.10240",
        "6.3, 19045, , 3693, 10.0.19045.3693",
        "6.3, 22621, 10, 1702, 10.0.22621.1702",
        "6.3, 30000, 11, , 11.0.30000",
        "6.0, 6002, , , 6.0.6002",
        "5.1, 2600, , , 5.1.2600",
        "6, 7601, , ,",
        "6.x, 7601, , ,",
        ".1, 7601, , ,",
        "'', 7601, , ,",
        "6.1, '', , ,",
        "6.1, 7601 , , ,6.1.7601",
        "6.1, 9999999999, , ,"
    })
    void tellsTheVersionFromNumbersBeforeTexts(String version, String build, Integer major, Integer revision, String expected) throws IOException {
        WindowsVolume volume = new WindowsVolume(folder).version("Windows", "Professional", version, build).without("SYSTEM");
        if (major != null) {
            volume.software().number(WindowsVolume.CURRENT_VERSION, "CurrentMajorVersionNumber", major);
        }
        if (revision != null) {
            volume.software().number(WindowsVolume.CURRENT_VERSION, "UBR", revision);
        }
        assertThat(read(volume).version().map(WindowsVersion::toString)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void takesTheBuildFromItsOtherValueWhereTheFirstIsSomethingElse() throws IOException {
        WindowsVolume volume = new WindowsVolume(folder).version("Microsoft Windows XP", "", "5.1", "2600").without("SYSTEM");
        volume.software().text(WindowsVolume.CURRENT_VERSION, "CurrentBuild", "1.511.1 () (Obsolete data - do not use)");
        assertThat(read(volume).version()).contains(new WindowsVersion(5, 1, 2600, 0));
    }

    @Test
    void takesValuesOfAnotherTypeForAbsent() throws IOException {
        WindowsVolume volume = WindowsVolume.windows11(folder);
        volume.software()
                .number(WindowsVolume.CURRENT_VERSION, "ProductName", 10)
                .texts(WindowsVolume.CURRENT_VERSION, "EditionID", "Professional")
                .text(WindowsVolume.CURRENT_VERSION, "CurrentMajorVersionNumber", "10")
                .value(WindowsVolume.CURRENT_VERSION, "UBR", 4, new byte[] {1, 0, 0})
                .value(WindowsVolume.CURRENT_VERSION, "CurrentBuild", 3, new byte[4])
                .value(WindowsVolume.SETUP_STATE, "ImageState", 0, new byte[4]);
        volume.system()
                .text(WindowsVolume.SERVICES + "vhdmp", "Start", "0")
                .value(WindowsVolume.SERVICES + "vdrvroot", "Start", 11, new byte[8])
                .text(WindowsVolume.MEMORY_MANAGEMENT, "PagingFiles", "?:\\pagefile.sys")
                .text("Setup", "SystemSetupInProgress", "1");
        WindowsInstallation windows = read(volume);
        assertThat(windows.product()).isEmpty();
        assertThat(windows.edition()).isEmpty();
        assertThat(windows.version()).contains(new WindowsVersion(10, 0, 22621, 0));
        assertThat(windows.setup()).isEqualTo(new SetupState(false, Optional.empty()));
        assertThat(windows.driver("vhdmp")).contains(new Driver("vhdmp", true, OptionalInt.empty()));
        assertThat(windows.driver("vdrvroot")).contains(new Driver("vdrvroot", true, OptionalInt.empty()));
        assertThat(windows.pageFiles()).isEmpty();
        assertThat(windows.software()).isEqualTo(CLEAN_SOFTWARE);
        assertThat(windows.system()).isEqualTo(CLEAN_SYSTEM);
    }

    @Test
    void readsThePageFilesLineByLine() throws IOException {
        WindowsVolume volume = WindowsVolume.windows11(folder);
        volume.system().texts(
                WindowsVolume.MEMORY_MANAGEMENT,
                "PagingFiles",
                "?:\\pagefile.sys 0 0",
                "D:\\big page.sys 1024 4096",
                "e:\\pagefile.sys",
                "F:\\page 1.sys 512",
                "G:\\pagefile.sys 99999999999 5",
                "  H:\\p.sys  16   32 ");
        assertThat(read(volume).pageFiles()).contains(List.of(
                new PageFile("?:\\pagefile.sys", 0, 0),
                new PageFile("D:\\big page.sys", 1L << 30, 4L << 30),
                new PageFile("e:\\pagefile.sys", 0, 0),
                new PageFile("F:\\page 1.sys", 512L << 20, 0),
                new PageFile("G:\\pagefile.sys 99999999999", 5L << 20, 0),
                new PageFile("H:\\p.sys", 16L << 20, 32L << 20)));
    }

    @Test
    void takesNoMorePageFilesThanWindowsHas() throws IOException {
        WindowsVolume volume = WindowsVolume.windows11(folder);
        String[] lines = new String[1000];
        Arrays.fill(lines, "?:\\pagefile.sys 0 0");
        volume.system().texts(WindowsVolume.MEMORY_MANAGEMENT, "PagingFiles", lines);
        assertThat(read(volume).pageFiles().orElseThrow()).hasSize(16);
    }

    @Test
    void takesANameThatIsTooLongForNone() throws IOException {
        WindowsVolume volume = WindowsVolume.windows11(folder);
        volume.software().text(WindowsVolume.CURRENT_VERSION, "ProductName", "W".repeat(1025)).text(WindowsVolume.CURRENT_VERSION, "EditionID", "E".repeat(1024));
        WindowsInstallation windows = read(volume);
        assertThat(windows.product()).isEmpty();
        assertThat(windows.edition()).contains("E".repeat(1024));
    }

    @Test
    void tellsNoPageFileFromNoSetting() throws IOException {
        WindowsVolume volume = WindowsVolume.windows11(folder);
        volume.system().texts(WindowsVolume.MEMORY_MANAGEMENT, "PagingFiles");
        assertThat(read(volume).pageFiles()).contains(List.of());
    }

    @Test
    void looksForADriverWhereItsServiceSaysThatItIs() throws IOException {
        WindowsVolume volume = WindowsVolume.windows11(folder);
        String[][] paths = {
            {"vhdmp", "\\SystemRoot\\System32\\drivers\\elsewhere.sys"},
            {"vdrvroot", "System32\\drivers\\vdrvroot.sys"},
            {"iaStorVD", "System32\\DriverStore\\iastorvd.inf\\iaStorVD.sys"},
            {"stornvme", "\\??\\C:\\Windows\\System32\\drivers\\stornvme.sys"}
        };
        for (String[] path : paths) {
            volume.system().value(WindowsVolume.SERVICES + path[0], "ImagePath", 2, (path[1] + "\0").getBytes(StandardCharsets.UTF_16LE));
        }
        volume.system().number(WindowsVolume.SERVICES + "iaStorVD", "Start", 0);
        volume.volume().folder("/Windows/System32/DriverStore").folder("/Windows/System32/DriverStore/iastorvd.inf");
        volume.file("System32/DriverStore/iastorvd.inf/iastorvd.sys", new byte[1]);
        volume.volume().folder("/Windows/System32/drivers/pciide.sys");
        WindowsInstallation windows = read(volume);
        assertThat(windows.driver("vhdmp")).contains(new Driver("vhdmp", false, OptionalInt.of(0)));
        assertThat(windows.driver("vdrvroot")).contains(new Driver("vdrvroot", true, OptionalInt.of(0)));
        assertThat(windows.driver("iaStorVD")).contains(new Driver("iaStorVD", true, OptionalInt.of(0)));
        assertThat(windows.driver("stornvme")).contains(new Driver("stornvme", true, OptionalInt.of(0)));
        assertThat(windows.driver("pciide")).contains(new Driver("pciide", false, OptionalInt.empty()));
    }

    @ParameterizedTest
    @EnumSource
    void readsHivesAndLoadersThatAreCompressedAsSystemFiles(WimCompression compression) throws IOException {
        byte[] hive = Files.readAllBytes(WindowsVolume.windows11(folder).software().build(folder));
        byte[] program = Programs.x64(folder, "10,0,22621,1702");
        WindowsVolume volume = WindowsVolume.windows11(folder).without("SOFTWARE");
        compressed(volume.volume(), "/Windows/System32/config/SOFTWARE", hive, compression);
        compressed(volume.volume(), "/Windows/System32/winload.efi", program, compression);
        WindowsInstallation windows = read(volume);
        assertThat(windows.software()).isEqualTo(CLEAN_SOFTWARE);
        assertThat(windows.version()).contains(new WindowsVersion(10, 0, 22621, 1702));
        assertThat(windows.loaders()).containsExactly(
                new Loader("\\Windows\\System32\\winload.efi", Optional.of(Architecture.X64), Optional.of(new WindowsVersion(10, 0, 22621, 1702))));
    }

    private void compressed(NtfsBuilder volume, String path, byte[] content, WimCompression compression) throws IOException {
        volume.file(path, new byte[0]).resize(path, content.length);
        volume.stream(path, "WofCompressedData", compression.compress(folder, content, 50)).reparse(path, compression.reparsePoint());
    }

    @Test
    void readsHivesAndLoadersThatNtfsCompresses() throws IOException {
        byte[] hive = Files.readAllBytes(WindowsVolume.windows11(folder).software().build(folder));
        WindowsVolume volume = WindowsVolume.windows11(folder).without("SOFTWARE");
        volume.volume().compressed("/Windows/System32/config/SOFTWARE", hive);
        volume.volume().compressed("/Windows/System32/winload.exe", Programs.x86(folder, "10,0,22621,1702"));
        WindowsInstallation windows = read(volume);
        assertThat(windows.software()).isEqualTo(CLEAN_SOFTWARE);
        assertThat(windows.edition()).contains("Professional");
        assertThat(windows.architecture()).contains(Architecture.X86);
    }

    /** A hive of 20 MiB with 800 services, as SYSTEM is. */
    @Test
    void readsLittleOfALargeVolume() throws IOException {
        HivexHive system = WindowsVolume.windows11(folder).system();
        for (int i = 0; i < 800; i++) {
            system.value(WindowsVolume.SERVICES + "service " + i, "Data", 3, Contents.random(i, 16_000));
        }
        WindowsVolume volume = WindowsVolume.windows11(folder).file("System32/config/SYSTEM", Files.readAllBytes(system.build(folder)));
        CountingStorage counted = new CountingStorage(MemoryStorage.of("volume", Files.readAllBytes(volume.build())));
        WindowsInstallation windows = WindowsReader.read(NtfsFileSystem.open(counted), WINDOWS);
        assertThat(windows.system()).isEqualTo(CLEAN_SYSTEM);
        assertThat(windows.driver("vhdmp")).contains(new Driver("vhdmp", true, OptionalInt.of(0)));
        assertThat(windows.driver("msahci")).contains(new Driver("msahci", false, OptionalInt.empty()));
        assertThat(counted.bytes()).isLessThan(6 << 20);
    }
}
