package org.bcdkit.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.testing.HivexHive;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.windows.WindowsInstallation.PageFile;
import org.bcdkit.windows.WindowsInstallation.RegistryHive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowsReaderTest {

    @TempDir
    private Path folder;

    @Test
    void readsAWindows11() throws IOException {
        HivexHive software = new HivexHive()
                .text("Microsoft\\Windows NT\\CurrentVersion", "ProductName", "Windows 10 Pro")
                .text("Microsoft\\Windows NT\\CurrentVersion", "EditionID", "Professional")
                .text("Microsoft\\Windows NT\\CurrentVersion", "CurrentVersion", "6.3")
                .text("Microsoft\\Windows NT\\CurrentVersion", "CurrentBuild", "22621")
                .text("Microsoft\\Windows NT\\CurrentVersion", "CurrentBuildNumber", "22621")
                .number("Microsoft\\Windows NT\\CurrentVersion", "CurrentMajorVersionNumber", 10)
                .number("Microsoft\\Windows NT\\CurrentVersion", "CurrentMinorVersionNumber", 0)
                .number("Microsoft\\Windows NT\\CurrentVersion", "UBR", 1702)
                .text("Microsoft\\Windows\\CurrentVersion\\Setup\\State", "ImageState", "IMAGE_STATE_COMPLETE");
        HivexHive system = new HivexHive()
                .number("Select", "Current", 1)
                .number("ControlSet001\\Services\\vhdmp", "Start", 0)
                .number("ControlSet001\\Services\\vdrvroot", "Start", 0)
                .number("ControlSet001\\Services\\FsDepends", "Start", 0)
                .number("ControlSet001\\Services\\FsDepends\\Parameters", "VirtualDiskExpandOnMount", 4)
                .number("ControlSet001\\Services\\stornvme", "Start", 3)
                .texts("ControlSet001\\Control\\Session Manager\\Memory Management", "PagingFiles", "?:\\pagefile.sys 0 0", "D:\\big page.sys 1024 4096");
        Path image = new NtfsBuilder(folder, 32 << 20)
                .folder("/Windows").folder("/Windows/System32").folder("/Windows/System32/config").folder("/Windows/System32/drivers")
                .file("/Windows/System32/config/SOFTWARE", Files.readAllBytes(software.build(folder)))
                .file("/Windows/System32/config/SYSTEM", Files.readAllBytes(system.build(folder)))
                .file("/Windows/System32/drivers/fsdepends.sys", new byte[10])
                .file("/Windows/System32/drivers/vhdmp.sys", new byte[10])
                .build();
        try (FileStorage storage = FileStorage.open(image)) {
            NtfsFileSystem volume = NtfsFileSystem.open(storage);
            assertThat(WindowsReader.find(volume)).contains(FilePath.parse("Windows"));
            WindowsInstallation windows = WindowsReader.read(volume, FilePath.parse("Windows"));
            assertThat(windows.software()).isEqualTo(new RegistryHive("\\Windows\\System32\\config\\SOFTWARE", RegistryHive.State.CLEAN, Optional.empty()));
            assertThat(windows.product()).contains("Windows 10 Pro");
            assertThat(windows.edition()).contains("Professional");
            assertThat(windows.version()).contains(new WindowsVersion(10, 0, 22621, 1702));
            assertThat(windows.expandOnMount()).isEqualTo(OptionalInt.of(4));
            assertThat(windows.driver("fsdepends")).contains(new WindowsInstallation.Driver("FsDepends", true, OptionalInt.of(0)));
            assertThat(windows.driver("vdrvroot")).contains(new WindowsInstallation.Driver("vdrvroot", false, OptionalInt.of(0)));
            assertThat(windows.driver("stornvme")).contains(new WindowsInstallation.Driver("stornvme", false, OptionalInt.of(3)));
            assertThat(windows.pageFiles()).contains(List.of(new PageFile("?:\\pagefile.sys", 0, 0), new PageFile("D:\\big page.sys", 1L << 30, 4L << 30)));
            assertThat(windows.setup()).isEqualTo(new WindowsInstallation.SetupState(false, Optional.of("IMAGE_STATE_COMPLETE")));
            assertThat(VolumeStateReader.read(volume)).isEqualTo(new VolumeState(3, 1, false, false, false));
        }
    }
}
