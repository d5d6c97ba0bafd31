package org.bcdkit.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.testing.HivexHive;
import org.bcdkit.testing.NtfsBuilder;

/**
 * What there is of a Windows in an NTFS volume that rules about it look at: loaders that are only headers, drivers that are only names, and a registry
 * with a few values. Made by mkntfs, libntfs-3g and libhivex.
 */
final class WindowsOutline {

    private static final String CURRENT_VERSION = "Microsoft\\Windows NT\\CurrentVersion";
    private static final String SERVICES = "ControlSet001\\Services\\";
    private static final int X64 = 0x8664;

    private final HivexHive software = new HivexHive();
    private final HivexHive system = new HivexHive().number("Select", "Current", 1);

    WindowsOutline(String product, String edition, String version, int build) {
        software.text(CURRENT_VERSION, "ProductName", product)
                .text(CURRENT_VERSION, "EditionID", edition)
                .text(CURRENT_VERSION, "CurrentVersion", version)
                .text(CURRENT_VERSION, "CurrentBuild", Integer.toString(build))
                .text(CURRENT_VERSION, "CurrentBuildNumber", Integer.toString(build))
                .text("Microsoft\\Windows\\CurrentVersion\\Setup\\State", "ImageState", "IMAGE_STATE_COMPLETE");
        for (String service : new String[] {"vhdmp", "vdrvroot", "FsDepends", "storahci", "stornvme"}) {
            system.number(SERVICES + service, "Start", 0);
        }
    }

    /** Windows 11, whose registry calls it Windows 10. */
    static WindowsOutline windows11() {
        WindowsOutline outline = new WindowsOutline("Windows 10 Enterprise", "Enterprise", "6.3", 22631);
        outline.software.number(CURRENT_VERSION, "CurrentMajorVersionNumber", 10)
                .number(CURRENT_VERSION, "CurrentMinorVersionNumber", 0)
                .number(CURRENT_VERSION, "UBR", 2861);
        return outline;
    }

    WindowsOutline start(String service, int start) {
        system.number(SERVICES + service, "Start", start);
        return this;
    }

    /** A volume of that many bytes. */
    Path volume(Path folder, long size) throws IOException {
        return files(folder, new NtfsBuilder(folder, size, "-c", "4096")).build();
    }

    private NtfsBuilder files(Path folder, NtfsBuilder volume) throws IOException {
        String system32 = "/Windows/System32";
        volume.folder("/Windows").folder(system32).folder(system32 + "/config").folder(system32 + "/drivers")
                .file(system32 + "/config/SOFTWARE", Files.readAllBytes(software.build(folder)))
                .file(system32 + "/config/SYSTEM", Files.readAllBytes(system.build(folder)))
                .file(system32 + "/winload.efi", program())
                .file(system32 + "/winload.exe", program());
        for (String driver : new String[] {"vhdmp", "vdrvroot", "fsdepends", "storahci", "stornvme"}) {
            volume.file(system32 + "/drivers/" + driver + ".sys", driver.getBytes());
        }
        return volume;
    }

    /** As much of a program as says for which processor it is. Specification: PE format, "MS-DOS Stub" and "COFF File Header". */
    private static byte[] program() {
        ByteBuffer bytes = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(0, (short) 0x5a4d).putInt(0x3c, 0x80).putInt(0x80, 0x4550).putShort(0x84, (short) X64);
        bytes.putShort(0x94, (short) 240).putShort(0x96, (short) 0x22).putShort(0x98, (short) 0x20b);
        return bytes.array();
    }
}
