package org.bcdkit.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.VirtualDisk;

/** The command lines of those programs of QEMU that show an image as a disk. */
public final class QemuCommand {

    /** Shows an image as a network block device. */
    public static final String NBD = "qemu-nbd";

    /** Shows an image as a file. */
    public static final String FUSE = "qemu-storage-daemon";

    private QemuCommand() {}

    /**
     * What makes an image a network block device.
     *
     * @param program {@link #NBD}
     * @param image an absolute path
     * @param disk that it holds
     */
    public static List<String> nbd(Path program, Path image, VirtualDisk disk, Path device, boolean readOnly) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--connect=" + device));
        if (readOnly) {
            command.add("--read-only");
        }
        command.add("--image-opts");
        // The size that is stored, not that of a geometry.
        String driver = disk.format() == DiskFormat.VHD ? "driver=vpc,force_size_calc=current_size" : "driver=vhdx";
        command.add(driver + ",file.driver=file,file.filename=" + value(image));
        return command;
    }

    /**
     * What shows an image as a file. Of a dynamic VHD whose geometry is too small for it, it shows only what the geometry covers: unlike
     * {@link #NBD} this program cannot be told otherwise.
     *
     * @param program {@link #FUSE}
     * @param image an absolute path
     * @param disk that it holds
     * @param place an absolute path
     */
    public static List<String> fuse(Path program, Path image, VirtualDisk disk, Path place, boolean readOnly) {
        String access = readOnly ? ",read-only=on" : "";
        return List.of(
                program.toString(),
                "--daemonize",
                "--blockdev",
                "driver=file,node-name=file,filename=" + value(image) + access,
                "--blockdev",
                fuseDriver(disk) + ",node-name=disk,file=file" + access,
                "--export",
                "type=fuse,id=disk,node-name=disk,mountpoint=" + value(place) + ",writable=" + (readOnly ? "off" : "on") + ",growable=off");
    }

    /** A fixed VHD is a raw image with a footer. */
    private static String fuseDriver(VirtualDisk disk) {
        if (disk.format() == DiskFormat.VHD && disk.kind() == DiskKind.FIXED) {
            return "driver=raw,size=" + disk.virtualSize();
        }
        return disk.format() == DiskFormat.VHD ? "driver=vpc" : "driver=vhdx";
    }

    /** A comma in a value has to be doubled. */
    private static String value(Path path) {
        return path.toString().replace(",", ",,");
    }

    /** The value of {@code name} in words as QEMU takes them, {@code type=fuse,mountpoint=…}; empty when it is not among them. */
    public static String valueOf(String name, String words) {
        StringBuilder word = new StringBuilder();
        int at = 0;
        while (at <= words.length()) {
            boolean ends = at == words.length() || words.charAt(at) == ',' && !words.startsWith(",,", at);
            if (!ends) {
                word.append(words.charAt(at));
                at += words.charAt(at) == ',' ? 2 : 1;
                continue;
            }
            if (word.indexOf(name + "=") == 0) {
                return word.substring(name.length() + 1);
            }
            word.setLength(0);
            at++;
        }
        return "";
    }
}
