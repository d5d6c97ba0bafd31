package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.windows.Architecture;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsInstallation.Driver;
import org.bcdkit.windows.WindowsInstallation.Loader;
import org.bcdkit.windows.WindowsInstallation.PageFile;
import org.bcdkit.windows.WindowsInstallation.RegistryHive;
import org.bcdkit.windows.WindowsInstallation.SetupState;
import org.bcdkit.windows.WindowsVersion;

/** Makes installations as a test needs them: one that no rule has anything against, and what is to be otherwise. */
final class InstalledWindows {

    static final String EFI_LOADER = "\\Windows\\System32\\winload.efi";
    static final String BIOS_LOADER = "\\Windows\\System32\\winload.exe";
    static final WindowsVersion WINDOWS_7 = new WindowsVersion(6, 1, 7601, 0);
    static final WindowsVersion WINDOWS_8_1 = new WindowsVersion(6, 3, 9600, 0);
    static final WindowsVersion WINDOWS_11 = new WindowsVersion(10, 0, 22621, 1702);

    private FilePath folder = FilePath.parse("Windows");
    private RegistryHive software = new RegistryHive("Windows/System32/config/SOFTWARE", RegistryHive.State.CLEAN, Optional.empty());
    private RegistryHive system = new RegistryHive("Windows/System32/config/SYSTEM", RegistryHive.State.CLEAN, Optional.empty());
    private Optional<String> edition = Optional.of("Professional");
    private Optional<WindowsVersion> version = Optional.of(WINDOWS_11);
    private final List<Loader> loaders = new ArrayList<>();
    private final List<Driver> drivers = new ArrayList<>();
    private OptionalInt expandOnMount = OptionalInt.empty();
    private Optional<List<PageFile>> pageFiles = Optional.empty();
    private SetupState setup = new SetupState(false, Optional.of("IMAGE_STATE_COMPLETE"));

    private InstalledWindows() {}

    /** Windows 11 Pro for x64, of build 22621, with both loaders and all drivers. */
    static InstalledWindows healthy() {
        InstalledWindows windows = new InstalledWindows();
        windows.loaders(Architecture.X64, EFI_LOADER, BIOS_LOADER);
        for (String service : List.of("vhdmp", "vdrvroot", "FsDepends", "storahci", "stornvme")) {
            windows.driver(service, true, 0);
        }
        windows.drivers.add(new Driver("msahci", false, OptionalInt.empty()));
        return windows;
    }

    InstalledWindows folder(String name) {
        folder = FilePath.parse(name);
        return this;
    }

    InstalledWindows software(RegistryHive.State state, String problem) {
        software = new RegistryHive(software.path(), state, Optional.of(problem).filter(text -> !text.isEmpty()));
        return this;
    }

    InstalledWindows system(RegistryHive.State state, String problem) {
        system = new RegistryHive(system.path(), state, Optional.of(problem).filter(text -> !text.isEmpty()));
        return this;
    }

    InstalledWindows edition(String name) {
        edition = Optional.of(name);
        return this;
    }

    InstalledWindows withoutEdition() {
        edition = Optional.empty();
        return this;
    }

    InstalledWindows version(WindowsVersion found) {
        version = Optional.of(found);
        return this;
    }

    InstalledWindows withoutVersion() {
        version = Optional.empty();
        return this;
    }

    InstalledWindows withoutLoaders() {
        loaders.clear();
        return this;
    }

    InstalledWindows loaders(Architecture architecture, String... paths) {
        for (String path : paths) {
            loader(path, Optional.of(architecture), version);
        }
        return this;
    }

    InstalledWindows loader(String path, Optional<Architecture> architecture, Optional<WindowsVersion> fileVersion) {
        loaders.removeIf(loader -> loader.path().equals(path));
        loaders.add(new Loader(path, architecture, fileVersion));
        return this;
    }

    /** Sets a driver; a negative {@code start} for one without a service. */
    InstalledWindows driver(String service, boolean file, int start) {
        drivers.removeIf(driver -> driver.service().equals(service));
        drivers.add(new Driver(service, file, start < 0 ? OptionalInt.empty() : OptionalInt.of(start)));
        return this;
    }

    InstalledWindows unreadableLoader(String path, String problem) {
        loaders.removeIf(loader -> loader.path().equals(path));
        loaders.add(new Loader(path, Optional.empty(), Optional.empty(), Optional.of(problem)));
        return this;
    }

    InstalledWindows unreadableDriver(String service, String problem) {
        return driver(service, false, problem);
    }

    InstalledWindows encryptedDriver(String service, String problem) {
        return driver(service, true, problem);
    }

    private InstalledWindows driver(String service, boolean file, String problem) {
        drivers.removeIf(driver -> driver.service().equals(service));
        drivers.add(new Driver(service, file, OptionalInt.of(0), Optional.of(problem)));
        return this;
    }

    InstalledWindows expandOnMount(int value) {
        expandOnMount = OptionalInt.of(value);
        return this;
    }

    InstalledWindows pageFiles(PageFile... files) {
        pageFiles = Optional.of(List.of(files));
        return this;
    }

    InstalledWindows setup(boolean inProgress, String imageState) {
        setup = new SetupState(inProgress, Optional.of(imageState).filter(text -> !text.isEmpty()));
        return this;
    }

    WindowsInstallation build() {
        return new WindowsInstallation(
                folder, software, system, Optional.of("Windows"), edition, version, loaders, drivers, expandOnMount, pageFiles, setup);
    }
}
