package org.bcdkit.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.WindowsVolume;
import org.bcdkit.windows.WindowsInstallation.RegistryHive.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hives that Windows left dirty, in the place of those of a Windows. */
@CorpusTest
class WindowsCorpusTest {

    private static final String CONFIG = "System32/config/";

    @TempDir
    private Path folder;

    private static byte[] corpus(String file) throws IOException {
        return Files.readAllBytes(Corpus.folder().resolve("hive/yarp").resolve(file));
    }

    private static WindowsInstallation read(WindowsVolume volume) throws IOException {
        byte[] bytes = Files.readAllBytes(volume.build());
        return WindowsReader.read(NtfsFileSystem.open(MemoryStorage.of("volume", bytes)), FilePath.parse("Windows"));
    }

    private WindowsVolume dirty() throws IOException {
        return new WindowsVolume(folder)
                .file(CONFIG + "SYSTEM", corpus("NewDirtyHive1/NewDirtyHive"))
                .file(CONFIG + "SOFTWARE", corpus("OldDirtyHive/OldDirtyHive"));
    }

    @Test
    void completesDirtyHivesFromTheLogsBesideThem() throws IOException {
        WindowsVolume volume = dirty()
                .file(CONFIG + "SYSTEM.LOG1", corpus("NewDirtyHive1/NewDirtyHive.LOG1"))
                .file(CONFIG + "system.log2", corpus("NewDirtyHive1/NewDirtyHive.LOG2"));
        volume.volume().compressed("/Windows/System32/config/SOFTWARE.LOG1", corpus("OldDirtyHive/OldDirtyHive.LOG1"));
        WindowsInstallation windows = read(volume);
        assertThat(windows.system().state()).isEqualTo(State.RECOVERED);
        assertThat(windows.software().state()).isEqualTo(State.RECOVERED);
        assertThat(windows.system().problem()).isEmpty();
        assertThat(windows.software().problem()).isEmpty();
    }

    @Test
    void leavesThemDirtyWithTheLogsOfOthers() throws IOException {
        WindowsVolume volume = dirty()
                .file(CONFIG + "SYSTEM.LOG1", corpus("OldDirtyHive/OldDirtyHive.LOG1"))
                .file(CONFIG + "SOFTWARE.LOG1", corpus("NewDirtyHive1/NewDirtyHive.LOG1"));
        WindowsInstallation windows = read(volume);
        assertThat(windows.system().state()).isEqualTo(State.DIRTY);
        assertThat(windows.software().state()).isEqualTo(State.DIRTY);
    }
}
