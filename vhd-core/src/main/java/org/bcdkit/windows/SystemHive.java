package org.bcdkit.windows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;
import org.bcdkit.windows.WindowsInstallation.Driver;
import org.bcdkit.windows.WindowsInstallation.PageFile;
import org.bcdkit.windows.WindowsInstallation.RegistryHive;

/**
 * What the hive SYSTEM says about how a Windows starts.
 *
 * @param hive what became of reading it
 */
record SystemHive(
        RegistryHive hive, List<Service> services, OptionalInt expandOnMount, Optional<List<PageFile>> pageFiles, boolean setupInProgress) {

    /** Those that a start from a VHD needs, and then those for the controllers of disks that machines have. */
    private static final String[] SERVICES = {
        "FsDepends", "vdrvroot", "vhdmp",
        "storahci", "stornvme", "msahci", "iaStorV", "iaStorA", "iaStorAV", "iaStorAC", "iaStorAVC", "iaStorVD", "amdsata", "nvstor", "pciide", "intelide"
    };

    /** Its file. */
    static final String NAME = "SYSTEM";

    private static final String DRIVERS_FOLDER = "System32/drivers/";
    private static final long MEBIBYTE = 1 << 20;
    private static final int START_OF_FILE = 512;
    /** As many as Windows uses. */
    private static final int MOST_PAGE_FILES = 16;

    /** @param imagePath where the service says that its file is */
    record Service(String name, OptionalInt start, Optional<String> imagePath) {}

    /** Reads the hive in {@code folder}. */
    static SystemHive read(FileSystem volume, FilePath folder) throws IOException {
        RegistryValues hive = new RegistryValues(volume, folder, NAME);
        boolean setupInProgress = hive.number("Setup", "SystemSetupInProgress").orElse(0) != 0;
        Optional<String> set = controlSet(hive.number("Select", "Current"));
        if (set.isEmpty()) {
            return new SystemHive(hive.hive(), services(hive, ""), OptionalInt.empty(), Optional.empty(), setupInProgress);
        }
        List<Service> services = services(hive, set.get());
        OptionalInt expandOnMount = hive.number(set.get() + "\\Services\\FsDepends\\Parameters", "VirtualDiskExpandOnMount");
        Optional<List<String>> lines = hive.texts(set.get() + "\\Control\\Session Manager\\Memory Management", "PagingFiles");
        Optional<List<PageFile>> pageFiles = lines.isPresent() ? Optional.of(pageFiles(lines.get())) : Optional.empty();
        // Last: it tells of what went wrong with any of these.
        return new SystemHive(hive.hive(), services, expandOnMount, pageFiles, setupInProgress);
    }

    /** The key with that number, three digits of it: {@code ControlSet001}. */
    private static Optional<String> controlSet(OptionalInt number) {
        if (number.isEmpty() || number.getAsInt() < 0 || number.getAsInt() > 999) {
            return Optional.empty();
        }
        String digits = "00" + number.getAsInt();
        return Optional.of("ControlSet" + digits.substring(digits.length() - 3));
    }

    /** All services of interest, also those that are not there: without a control set, none is. */
    private static List<Service> services(RegistryValues hive, String controlSet) throws IOException {
        List<Service> services = new ArrayList<>();
        for (String name : SERVICES) {
            String key = controlSet + "\\Services\\" + name;
            services.add(new Service(name, hive.number(key, "Start"), hive.text(key, "ImagePath")));
        }
        return services;
    }

    private static List<PageFile> pageFiles(List<String> lines) {
        List<PageFile> files = new ArrayList<>();
        for (String line : lines) {
            Optional<PageFile> file = pageFile(line.trim());
            if (file.isPresent() && files.size() < MOST_PAGE_FILES) {
                files.add(file.get());
            }
        }
        return files;
    }

    /** A path, which may have spaces, and then initial and maximum size in MiB, which may be missing. */
    private static Optional<PageFile> pageFile(String line) {
        OptionalInt last = lastNumber(line);
        if (last.isEmpty()) {
            return line.isEmpty() ? Optional.empty() : Optional.of(new PageFile(line, 0, 0));
        }
        String rest = withoutLastWord(line);
        OptionalInt first = lastNumber(rest);
        return Optional.of(
                first.isEmpty()
                        ? new PageFile(rest, last.getAsInt() * MEBIBYTE, 0)
                        : new PageFile(withoutLastWord(rest), first.getAsInt() * MEBIBYTE, last.getAsInt() * MEBIBYTE));
    }

    private static OptionalInt lastNumber(String line) {
        int space = line.lastIndexOf(' ');
        return space < 0 ? OptionalInt.empty() : DecimalText.parse(line.substring(space + 1));
    }

    private static String withoutLastWord(String line) {
        return line.substring(0, line.lastIndexOf(' ')).trim();
    }

    /** The services, with their files looked for in the Windows in {@code folder}. */
    List<Driver> drivers(FileSystem volume, FilePath folder) throws IOException {
        List<Driver> drivers = new ArrayList<>();
        for (Service service : services) {
            drivers.add(driver(service, volume, folder));
        }
        return drivers;
    }

    private static Driver driver(Service service, FileSystem volume, FilePath folder) throws IOException {
        boolean there = false;
        try {
            Optional<FileEntry> file = file(service, folder).find(volume);
            there = file.isPresent() && file.get().kind() != FileEntry.Kind.DIRECTORY;
            if (there) {
                requireReadable(volume.open(file.get()));
            }
            return new Driver(service.name(), there, service.start());
        } catch (FormatException e) {
            return new Driver(service.name(), there, service.start(), Optional.of(e.getMessage()));
        }
    }

    /** Its start says enough: what cannot be read for being encrypted, or packed in a way that is not known, cannot be read anywhere. */
    private static void requireReadable(Storage driver) throws IOException {
        driver.bytes(0, (int) Math.min(driver.size(), START_OF_FILE));
    }

    /** {@code System32\drivers\x.sys} and {@code \SystemRoot\System32\drivers\x.sys} are in the folder of Windows; other forms are not used there. */
    private static FilePath file(Service service, FilePath folder) {
        List<String> names = FilePath.parse(service.imagePath().orElse("")).names();
        if (!names.isEmpty() && names.get(0).equalsIgnoreCase("SystemRoot")) {
            names = names.subList(1, names.size());
        }
        if (names.isEmpty() || !names.get(0).equalsIgnoreCase("System32")) {
            return WindowsPaths.below(folder, DRIVERS_FOLDER + service.name() + ".sys");
        }
        return WindowsPaths.below(folder, String.join("/", names));
    }
}
