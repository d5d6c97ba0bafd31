package org.bcdkit.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes disks with a Windows on them: an MBR, and at 1 MiB an NTFS volume by mkntfs and libntfs-3g with hives by libhivex. There is as much of
 * Windows 11 Pro, build 22621, as rules look at.
 */
public final class WindowsDisk {

    private static final int MIB = 1 << 20;
    private static final int START = MIB;
    private static final String PRODUCT = "Microsoft\\Windows NT\\CurrentVersion";

    private final HivexHive software = new HivexHive()
            .text(PRODUCT, "ProductName", "Windows 10 Pro")
            .text(PRODUCT, "EditionID", "Professional")
            .text(PRODUCT, "CurrentVersion", "6.3")
            .text(PRODUCT, "CurrentBuild", "22621")
            .text(PRODUCT, "CurrentBuildNumber", "22621")
            .number(PRODUCT, "CurrentMajorVersionNumber", 10)
            .number(PRODUCT, "CurrentMinorVersionNumber", 0)
            .text("Microsoft\\Windows\\CurrentVersion\\Setup\\State", "ImageState", "IMAGE_STATE_COMPLETE");
    private final HivexHive system = new HivexHive().number("Select", "Current", 1);
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private int volumeSize = 12 * MIB;

    public WindowsDisk() {
        for (String service : List.of("vhdmp", "vdrvroot", "FsDepends", "storahci")) {
            system.number("ControlSet001\\Services\\" + service, "Start", 0);
            file("/Windows/System32/drivers/" + service + ".sys", service.getBytes(StandardCharsets.US_ASCII));
        }
        file("/Windows/System32/winload.efi", program(0x8664));
    }

    /** The hive SOFTWARE, for further values. */
    public HivexHive software() {
        return software;
    }

    /** The hive SYSTEM, for further values. */
    public HivexHive system() {
        return system;
    }

    /** Adds a file to the root, to System32 or to its drivers, or puts another in its place. */
    public WindowsDisk file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    public WindowsDisk volumeSize(int bytes) {
        volumeSize = bytes;
        return this;
    }

    /** The headers of a program, without any code. PE format, "File Headers". */
    public static byte[] program(int machine) {
        byte[] bytes = new byte[1024];
        bytes[0] = 'M';
        bytes[1] = 'Z';
        VhdxBuilder.put(bytes, 0x3c, 4, 0x80);
        bytes[0x80] = 'P';
        bytes[0x81] = 'E';
        VhdxBuilder.put(bytes, 0x84, 2, machine);
        VhdxBuilder.put(bytes, 0x94, 2, 240);
        VhdxBuilder.put(bytes, 0x96, 2, 0x22);
        VhdxBuilder.put(bytes, 0x98, 2, 0x20b);
        return bytes;
    }

    /** The disk, which ends where the volume does. */
    public byte[] build(Path folder) throws IOException {
        NtfsBuilder builder = new NtfsBuilder(folder, volumeSize);
        builder.folder("/Windows").folder("/Windows/System32").folder("/Windows/System32/config").folder("/Windows/System32/drivers");
        builder.file("/Windows/System32/config/SOFTWARE", Files.readAllBytes(software.build(folder)));
        builder.file("/Windows/System32/config/SYSTEM", Files.readAllBytes(system.build(folder)));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            builder.file(file.getKey(), file.getValue());
        }
        byte[] volume = Files.readAllBytes(builder.build());
        byte[] disk = new MbrBuilder((START + volume.length) / 512).signature(0x1a2b3c4d).entry(1, 0, 7, START / 512, volume.length / 512).build();
        System.arraycopy(volume, 0, disk, START, volume.length);
        return disk;
    }
}
