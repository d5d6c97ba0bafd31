package org.bcdkit.windows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.WindowsVolume;
import org.bcdkit.windows.WindowsInstallation.RegistryHive;
import org.bcdkit.windows.WindowsInstallation.RegistryHive.State;
import org.junit.jupiter.api.io.TempDir;

/** An NTFS volume with a Windows. */
abstract class OnAWindowsVolume {

    static final FilePath WINDOWS = FilePath.parse("Windows");
    static final String SOFTWARE = "\\Windows\\System32\\config\\SOFTWARE";
    static final String SYSTEM = "\\Windows\\System32\\config\\SYSTEM";
    static final RegistryHive CLEAN_SOFTWARE = new RegistryHive(SOFTWARE, State.CLEAN, Optional.empty());
    static final RegistryHive CLEAN_SYSTEM = new RegistryHive(SYSTEM, State.CLEAN, Optional.empty());

    @TempDir
    Path folder;

    static NtfsFileSystem open(Path volume) throws IOException {
        return NtfsFileSystem.open(MemoryStorage.of("volume", Files.readAllBytes(volume)));
    }

    static WindowsInstallation read(WindowsVolume volume) throws IOException {
        return WindowsReader.read(open(volume.build()), WINDOWS);
    }
}
