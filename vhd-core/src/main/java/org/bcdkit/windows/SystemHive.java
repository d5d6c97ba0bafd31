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
import org.bcdkit.windows.WindowsInstallation.Driver;
import org.bcdkit.windows.WindowsInstallation.PageFile;

/** What the hive SYSTEM says about how a Windows starts. */
record SystemHive(List<Service> services, OptionalInt expandOnMount, Optional<List<PageFile>> pageFiles, boolean setupInProgress) {

    /** Those that a start from a VHD needs, and then those for the controllers of disks that machines have. */
    private static final String[] SERVICES = {
        "FsDepends", "vdrvroot", "vhdmp",
        "storahci", "stornvme", "msahci", "iaStorV", "iaStorA", "iaStorAV", "iaStorAC", "iaStorAVC", "iaStorVD", "amdsata", "nvstor", "pciide", "intelide"
    };

    private static final String DRIVERS_FOLDER = "System32/drivers/";
    private static final long MEBIBYTE = 1 << 20;

    /** @param imagePath where the service says that its file is */
    record Service(String name, OptionalInt start, Optional<String> imagePath) {}

    static SystemHive read(RegistryValues hive) throws IOException {
        boolean setupInProgress = hive.number("Setup", "SystemSetupInProgress").orElse(0) != 0;
        OptionalInt current = hive.number("Select", "Current");
        List<Service> services = new ArrayList<>();
        if (current.isEmpty() || current.getAsInt() < 0 || current.getAsInt() > 999) {
            for (String name : SERVICES) {
                services.add(new Service(name, OptionalInt.empty(), Optional.empty()));
            }
            return new SystemHive(services, OptionalInt.empty(), Optional.empty(), setupInProgress);
        }
        String set = controlSet(current.getAsInt());
        for (String name : SERVICES) {
            String key = set + "\\Services\\" + name;
            services.add(new Service(name, hive.number(key, "Start"), hive.text(key, "ImagePath")));
        }
        Optional<List<String>> lines = hive.texts(set + "\\Control\\Session Manager\\Memory Management", "PagingFiles");
        return new SystemHive(
                services,
                hive.number(set + "\\Services\\FsDepends\\Parameters", "VirtualDiskExpandOnMount"),
                lines.isPresent() ? Optional.of(pageFiles(lines.get())) : Optional.empty(),
                setupInProgress);
    }

    /** Three digits: {@code ControlSet001}. */
    private static String controlSet(int number) {
        String digits = "00" + number;
        return "ControlSet" + digits.substring(digits.length() - 3);
    }

    private static List<PageFile> pageFiles(List<String> lines) {
        List<PageFile> files = new ArrayList<>();
        for (String line : lines) {
            Optional<PageFile> file = pageFile(line.trim());
            if (file.isPresent()) {
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
            try {
                Optional<FileEntry> file = file(service, folder).find(volume);
                boolean there = file.isPresent() && file.get().kind() != FileEntry.Kind.DIRECTORY;
                drivers.add(new Driver(service.name(), there, service.start()));
            } catch (FormatException e) {
                drivers.add(new Driver(service.name(), false, service.start(), Optional.of(e.getMessage())));
            }
        }
        return drivers;
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
