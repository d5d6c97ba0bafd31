package org.bcdkit.windows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.filesystem.FilePath;

/**
 * A Windows on a volume, as its files and its registry describe it. What is not there, or cannot be read, is absent; the hives say why.
 *
 * @param folder {@code Windows}, from the root of its volume
 * @param product the registry's ProductName, as it stands there: Windows 11 says {@code Windows 10 Pro}
 * @param edition the registry's EditionID, {@code Professional}
 * @param version from the registry: CurrentMajorVersionNumber and its like, CurrentBuild, UBR
 * @param loaders those that are there, of {@code \Windows\System32\winload.exe} and {@code winload.efi}
 * @param drivers the ones that starting from a VHD needs, and those for the controllers of disks: always the same list, whether there or not
 * @param expandOnMount VirtualDiskExpandOnMount of FsDepends; 4 keeps a dynamic disk as it is
 * @param pageFiles as set in the image; absent when nothing is set
 * @param setup what Windows Setup noted
 */
public record WindowsInstallation(
        FilePath folder,
        RegistryHive software,
        RegistryHive system,
        Optional<String> product,
        Optional<String> edition,
        Optional<WindowsVersion> version,
        List<Loader> loaders,
        List<Driver> drivers,
        OptionalInt expandOnMount,
        Optional<List<PageFile>> pageFiles,
        SetupState setup) {

    public WindowsInstallation {
        loaders = List.copyOf(loaders);
        drivers = List.copyOf(drivers);
        pageFiles = pageFiles.isPresent() ? Optional.of(List.copyOf(pageFiles.get())) : pageFiles;
    }

    /** The driver with this name of a service, such as {@code vhdmp}; case does not count. */
    public Optional<Driver> driver(String service) {
        for (Driver driver : drivers) {
            if (driver.service().equalsIgnoreCase(service)) {
                return Optional.of(driver);
            }
        }
        return Optional.empty();
    }

    /** What the loaders are for; absent when there is none, or they tell nothing. */
    public Optional<Architecture> architecture() {
        for (Loader loader : loaders) {
            if (loader.architecture().isPresent()) {
                return loader.architecture();
            }
        }
        return Optional.empty();
    }

    /**
     * A program that the boot manager starts.
     *
     * @param path as an entry names it, {@code \Windows\System32\winload.efi}
     * @param architecture absent when the file is no program, or for another processor than those known
     * @param version of the file; absent when it has none
     * @param problem why it cannot be read, a sentence without its full stop; absent when it can
     */
    public record Loader(String path, Optional<Architecture> architecture, Optional<WindowsVersion> version, Optional<String> problem) {

        /** One that can be read. */
        public Loader(String path, Optional<Architecture> architecture, Optional<WindowsVersion> version) {
            this(path, architecture, version, Optional.empty());
        }
    }

    /**
     * A driver of the registry's services.
     *
     * @param service name of its key under Services
     * @param file whether its file is there: the one that the service's ImagePath names, else that of its name in {@code System32\drivers}
     * @param start the service's Start: 0 boot, 1 system, 2 automatic, 3 on demand, 4 disabled; absent when there is no such service, or no Start
     * @param problem why the file cannot be read, or cannot be looked for, a sentence without its full stop; absent when it can
     */
    public record Driver(String service, boolean file, OptionalInt start, Optional<String> problem) {

        /** One whose file could be looked for, and read when it is there. */
        public Driver(String service, boolean file, OptionalInt start) {
            this(service, file, start, Optional.empty());
        }

        /** Start of a service that is switched off. */
        public static final int DISABLED = 4;

        /** Start of a driver that the loader loads with the kernel. */
        public static final int BOOT = 0;
    }

    /**
     * One line of PagingFiles.
     *
     * @param path {@code ?:\pagefile.sys}, where {@code ?} lets Windows choose the volume
     * @param minimum initial size in bytes; 0 when Windows chooses both sizes
     * @param maximum in bytes; 0 when Windows chooses
     */
    public record PageFile(String path, long minimum, long maximum) {

        /** Whether Windows chooses how large it is. */
        public boolean isManaged() {
            return minimum == 0 && maximum == 0;
        }
    }

    /**
     * What Windows Setup noted.
     *
     * @param inProgress SystemSetupInProgress of {@code SYSTEM\Setup}
     * @param imageState ImageState of {@code SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State}
     */
    public record SetupState(boolean inProgress, Optional<String> imageState) {}

    /**
     * A hive of the registry.
     *
     * @param path in the volume
     * @param problem why it is of no use, or cannot be read everywhere, a sentence without its full stop; absent when it could be read
     */
    public record RegistryHive(String path, State state, Optional<String> problem) {

        /** What became of reading it. */
        public enum State {
            MISSING,
            /** Not a hive, or one that contradicts the format. */
            DAMAGED,
            /** Not closed cleanly, and no log beside it completes it. */
            DIRTY,
            /** Not closed cleanly, and made whole in memory from the logs beside it. */
            RECOVERED,
            CLEAN
        }

        /** Whether its values are known. */
        public boolean isReadable() {
            return state == State.CLEAN || state == State.RECOVERED || state == State.DIRTY;
        }
    }
}
