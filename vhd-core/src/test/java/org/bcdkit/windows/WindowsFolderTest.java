package org.bcdkit.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.testing.NtfsBuilder;
import org.bcdkit.testing.WindowsVolume;
import org.junit.jupiter.api.Test;

/** Where on a volume a Windows is. */
class WindowsFolderTest extends OnAWindowsVolume {

    private static Optional<FilePath> find(NtfsBuilder volume) throws IOException {
        return WindowsReader.find(open(volume.build()));
    }

    @Test
    void findsWindowsInItsFolderWhateverItIsCalled() throws IOException {
        assertThat(WindowsReader.find(open(WindowsVolume.windows11(folder).build()))).contains(WINDOWS);
        WindowsVolume other = new WindowsVolume(folder, "WINNT").version("Windows 2000", "", "5.0", "2195");
        Path volume = other.build();
        assertThat(WindowsReader.find(open(volume))).contains(FilePath.parse("WINNT"));
        WindowsInstallation windows = WindowsReader.read(open(volume), FilePath.parse("WINNT"));
        assertThat(windows.software().path()).isEqualTo("\\WINNT\\System32\\config\\SOFTWARE");
        assertThat(windows.product()).contains("Windows 2000");
    }

    @Test
    void findsTheUsualFolderBeforeAnother() throws IOException {
        WindowsVolume volume = WindowsVolume.windows11(folder);
        String[] folders = {"/A", "/A/System32", "/A/System32/config"};
        for (String path : folders) {
            volume.volume().folder(path);
        }
        volume.volume().file("/A/System32/config/SYSTEM", new byte[1]);
        assertThat(WindowsReader.find(open(volume.build()))).contains(WINDOWS);
    }

    @Test
    void findsAWindowsThatLostItsRegistry() throws IOException {
        NtfsBuilder volume = new NtfsBuilder(folder, 16 << 20).folder("/windows").folder("/windows/System32");
        assertThat(find(volume)).contains(FilePath.parse("windows"));
        volume.folder("/Other").folder("/Other/System32").folder("/Other/System32/config").file("/Other/System32/config/SYSTEM", new byte[1]);
        assertThat(find(volume)).contains(FilePath.parse("Other"));
    }

    @Test
    void findsNoWindowsWhereThereIsNone() throws IOException {
        assertThat(find(new NtfsBuilder(folder, 16 << 20))).isEmpty();
        assertThat(find(new NtfsBuilder(folder, 16 << 20).folder("/Windows").folder("/Users").file("/boot.ini", new byte[1]))).isEmpty();
        assertThat(find(new NtfsBuilder(folder, 16 << 20).file("/Windows", new byte[1]))).isEmpty();
        assertThat(find(new NtfsBuilder(folder, 16 << 20).folder("/Windows").file("/Windows/System32", new byte[1]))).isEmpty();
    }
}
