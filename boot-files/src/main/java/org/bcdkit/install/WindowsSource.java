package org.bcdkit.install;

import java.io.IOException;
import java.util.Optional;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.edit.WindowsGeneration;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.StoreReading;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsReader;
import org.bcdkit.windows.WindowsVersion;

/**
 * The Windows whose boot files are wanted.
 *
 * @param name of its folder, for messages
 * @param files the volume that it is on
 * @param folder from the root of that volume
 * @param windows what it says of itself
 * @param partition what a boot entry names the volume by; absent when that is not known
 */
public record WindowsSource(String name, FileSystem files, FilePath folder, WindowsInstallation windows, Optional<PartitionId> partition) {

    private static final int FIRST_BUILD_OF_11 = 22000;
    private static final int BUILD_OF_SERVER_2016 = 14393;
    private static final String SERVER = "Server";

    /** Reads what is in {@code folder}, whether or not that is a Windows. */
    public static WindowsSource read(String name, FileSystem files, FilePath folder, Optional<PartitionId> partition) throws IOException {
        return new WindowsSource(name, files, folder, WindowsReader.read(files, folder), partition);
    }

    /** Whether there is a Windows: its registry, or a loader. */
    boolean isWindows() {
        boolean hasRegistry = windows.system().state() != WindowsInstallation.RegistryHive.State.MISSING;
        return hasRegistry || !windows.loaders().isEmpty();
    }

    /** The entry at a path in the Windows folder, links followed. */
    Optional<FileEntry> find(String path) throws IOException {
        return folder.resolve(path).find(files);
    }

    /** What a user calls a file in the Windows folder. */
    String name(String path) {
        return name + "/" + path;
    }

    /** Whether the loader for that firmware is there. */
    boolean hasLoader(FirmwareKind firmware) {
        for (WindowsInstallation.Loader loader : windows.loaders()) {
            if (firmware.loads(loader.path())) {
                return true;
            }
        }
        return false;
    }

    /** The firmware that it has both a boot manager and a loader for: UEFI before BIOS; UEFI as well when it has neither. */
    public FirmwareKind usualFirmware() throws IOException {
        boolean isForBios = hasLoader(FirmwareKind.BIOS) && find(BootFileTable.BIOS.bootManager()).isPresent();
        boolean isForUefi = hasLoader(FirmwareKind.UEFI) && find(BootFileTable.UEFI.bootManager()).isPresent();
        return isForBios && !isForUefi ? FirmwareKind.BIOS : FirmwareKind.UEFI;
    }

    /** The version, of the registry or else of a loader. */
    Optional<WindowsVersion> version() {
        Optional<WindowsVersion> version = windows.version();
        for (WindowsInstallation.Loader loader : windows.loaders()) {
            version = version.isPresent() ? version : loader.version();
        }
        return version;
    }

    /** Of which generation it is; Windows 10 when it does not tell. */
    public WindowsGeneration generation() {
        Optional<WindowsVersion> version = version();
        if (version.isEmpty() || version.get().isAtLeast(10, 0, 0)) {
            boolean isLater = version.isPresent() && version.get().isAtLeast(10, 0, FIRST_BUILD_OF_11);
            return isLater ? WindowsGeneration.WINDOWS_11 : WindowsGeneration.WINDOWS_10;
        }
        return version.get().isWindows8OrLater() ? WindowsGeneration.WINDOWS_8_1 : WindowsGeneration.WINDOWS_7;
    }

    /** What Windows calls itself in the boot menu: from the build and the edition. */
    public String title() {
        WindowsGeneration generation = generation();
        boolean isServer = windows.edition().orElse("").startsWith(SERVER);
        boolean isFirstOfTwo = version().isPresent() && version().get().minor() == 2 && version().get().major() == 6;
        return switch (generation) {
            case WINDOWS_7 -> isServer ? "Windows Server 2008 R2" : generation.title();
            case WINDOWS_8_1 -> isServer
                    ? isFirstOfTwo ? "Windows Server 2012" : "Windows Server 2012 R2"
                    : isFirstOfTwo ? "Windows 8" : generation.title();
            case WINDOWS_10, WINDOWS_11 -> isServer ? serverTitle() : generation.title();
        };
    }

    private String serverTitle() {
        return version().isPresent() && version().get().build() == BUILD_OF_SERVER_2016 ? "Windows Server 2016" : "Windows Server";
    }

    /** The {@code BCD-Template}; absent when there is none. */
    Optional<StoreSnapshot> template() throws IOException {
        String path = "System32/config/BCD-Template";
        Optional<FileEntry> entry = find(path);
        if (entry.isEmpty() || entry.get().kind() != FileEntry.Kind.FILE) {
            return Optional.empty();
        }
        return Optional.of(StoreReading.read(name(path), files, folder.resolve(path), entry.get()));
    }
}
