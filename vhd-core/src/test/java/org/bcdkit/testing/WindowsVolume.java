package org.bcdkit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes an NTFS volume with a Windows: as much of it as somebody who looks at it from outside sees. Hives are by libhivex, the volume by libntfs-3g. */
public final class WindowsVolume {

    public static final String CURRENT_VERSION = "Microsoft\\Windows NT\\CurrentVersion";
    public static final String SETUP_STATE = "Microsoft\\Windows\\CurrentVersion\\Setup\\State";
    public static final String MEMORY_MANAGEMENT = "ControlSet001\\Control\\Session Manager\\Memory Management";
    public static final String SERVICES = "ControlSet001\\Services\\";

    private final Path folder;
    private final String windows;
    private final NtfsBuilder volume;
    private final HivexHive software = new HivexHive();
    private final HivexHive system = new HivexHive();
    private final List<String> replaced = new ArrayList<>();

    /**
     * @param folder for all files
     * @param windows name of the folder in the volume's root
     */
    public WindowsVolume(Path folder, String windows) throws IOException {
        this.folder = folder;
        this.windows = "/" + windows;
        this.volume = new NtfsBuilder(folder, 48 << 20);
        volume.folder(this.windows).folder(this.windows + "/System32").folder(this.windows + "/System32/config").folder(this.windows + "/System32/drivers");
    }

    /** In {@code \Windows}. */
    public WindowsVolume(Path folder) throws IOException {
        this(folder, "Windows");
    }

    /** Windows 11 Pro 22H2, freshly installed. */
    public static WindowsVolume windows11(Path folder) throws IOException {
        WindowsVolume windows = new WindowsVolume(folder).version("Windows 10 Pro", "Professional", "6.3", "22621");
        windows.software()
                .number(CURRENT_VERSION, "CurrentMajorVersionNumber", 10)
                .number(CURRENT_VERSION, "CurrentMinorVersionNumber", 0)
                .number(CURRENT_VERSION, "UBR", 1702)
                .text(SETUP_STATE, "ImageState", "IMAGE_STATE_COMPLETE");
        windows.system().number("Select", "Current", 1).number("Setup", "SystemSetupInProgress", 0);
        windows.system().texts(MEMORY_MANAGEMENT, "PagingFiles", "?:\\pagefile.sys");
        windows.driver("FsDepends", 0).driver("vdrvroot", 0).driver("vhdmp", 0).driver("storahci", 0).driver("stornvme", 0);
        return windows;
    }

    /** The values that every Windows since 2000 has. */
    public WindowsVolume version(String product, String edition, String version, String build) {
        software.text(CURRENT_VERSION, "ProductName", product).text(CURRENT_VERSION, "EditionID", edition);
        software.text(CURRENT_VERSION, "CurrentVersion", version);
        software.text(CURRENT_VERSION, "CurrentBuild", build).text(CURRENT_VERSION, "CurrentBuildNumber", build);
        return this;
    }

    /** A driver in its usual place, with its service. */
    public WindowsVolume driver(String service, int start) throws IOException {
        system.number(SERVICES + service, "Start", start);
        return file("System32/drivers/" + service.toLowerCase(Locale.ROOT) + ".sys", new byte[100]);
    }

    /** A file in the folder of Windows. A hive, when the name is that of one of the two. */
    public WindowsVolume file(String path, byte[] content) throws IOException {
        replaced.add(path);
        volume.file(windows + "/" + path, content);
        return this;
    }

    public HivexHive software() {
        return software;
    }

    public HivexHive system() {
        return system;
    }

    /** To put into it what is not here; folders {@code System32}, {@code System32/config} and {@code System32/drivers} are there. */
    public NtfsBuilder volume() {
        return volume;
    }

    /** Leaves out a hive: it stays missing, or was made otherwise. */
    public WindowsVolume without(String hive) {
        replaced.add("System32/config/" + hive);
        return this;
    }

    public Path build() throws IOException {
        hive("SOFTWARE", software);
        hive("SYSTEM", system);
        return volume.build();
    }

    private void hive(String name, HivexHive hive) throws IOException {
        String path = "System32/config/" + name;
        if (!replaced.contains(path)) {
            volume.file(windows + "/" + path, Files.readAllBytes(hive.build(folder)));
        }
    }
}
