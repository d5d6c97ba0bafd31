package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.bcdkit.disk.Extent;
import org.bcdkit.storage.Bytes;

/** A machine in a folder: {@code /proc}, {@code /sys}, {@code /dev} and {@code /run} as Linux has them, with files in place of disks. */
final class FakeMachine {

    private static final String PCI = "devices/pci0000:00/0000:00:17.0/block";

    private final Path root;
    private final StringBuilder mountInfo = new StringBuilder("27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n");
    private int lastMount = 27;

    FakeMachine(Path folder) throws IOException {
        root = folder.toRealPath();
        Files.createDirectories(root.resolve("sys/dev/block"));
        Files.createDirectories(root.resolve("sys/class/block"));
        write("proc/meminfo", "MemTotal:       16328616 kB\nMemFree:          123456 kB\n");
    }

    LinuxSource source() {
        return new Source(root);
    }

    /** As Linux has it, but for the files' device numbers: those are always the mounts'. */
    static class Source extends LinuxSource {

        private final Path proc;

        Source(Path root) {
            super(root.resolve("proc"), root.resolve("sys"), root.resolve("dev"), root.resolve("run"));
            proc = root.resolve("proc");
        }

        @Override
        long deviceOf(Path file) throws IOException {
            String mountInfo = Files.readString(proc.resolve("self/mountinfo"));
            String[] number = new MountTree(MountInfoParser.parse(mountInfo)).find(file.toString()).orElseThrow().deviceNumber().split(":");
            return Long.parseLong(number[0]) << 8 | Long.parseLong(number[1]);
        }
    }

    LinuxHost host() {
        return new LinuxHost(source());
    }

    /** A file in this machine. */
    Path path(String path) {
        return root.resolve(path);
    }

    Path write(String path, String text) throws IOException {
        Files.createDirectories(path(path).getParent());
        return Files.writeString(path(path), text);
    }

    /** A disk without content, as far as the kernel knows it. */
    FakeMachine disk(String name, String number, int sectorSize) throws IOException {
        String folder = PCI + "/" + name;
        write("sys/" + folder + "/dev", number + "\n");
        write("sys/" + folder + "/removable", "0\n");
        write("sys/" + folder + "/queue/logical_block_size", sectorSize + "\n");
        write("sys/" + folder + "/uevent", "DEVNAME=" + name + "\nDEVTYPE=disk\n");
        return linkDevice(folder, name, number);
    }

    /** What can be read from the disk's file. */
    FakeMachine content(String disk, long size, List<Extent> extents) throws IOException {
        Path file = path("dev/" + disk);
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (Extent extent : extents) {
                channel.write(ByteBuffer.wrap(extent.bytes().toArray()), extent.position());
            }
            channel.write(ByteBuffer.wrap(new byte[] {0}), size);
            channel.truncate(size);
        }
        return this;
    }

    /** @param start in bytes */
    FakeMachine partition(String disk, String name, String number, long start) throws IOException {
        String folder = PCI + "/" + disk + "/" + name;
        write("sys/" + folder + "/dev", number + "\n");
        write("sys/" + folder + "/partition", "1\n");
        write("sys/" + folder + "/start", start / 512 + "\n");
        write("sys/" + folder + "/uevent", "DEVNAME=" + name + "\nDEVTYPE=partition\n");
        return linkDevice(folder, name, number);
    }

    /** A device that is no disk and no partition. */
    FakeMachine device(String name, String number) throws IOException {
        String folder = "devices/virtual/block/" + name;
        write("sys/" + folder + "/dev", number + "\n");
        return linkDevice(folder, name, number);
    }

    private FakeMachine linkDevice(String folder, String name, String number) throws IOException {
        link("sys/dev/block/" + number, "../../" + folder);
        return link("sys/class/block/" + name, "../../" + folder);
    }

    FakeMachine link(String path, String target) throws IOException {
        Files.createDirectories(path(path).getParent());
        Files.createSymbolicLink(path(path), Path.of(target));
        return this;
    }

    /** Says more about a device or its disk. */
    FakeMachine attribute(String device, String name, String text) throws IOException {
        write("sys/class/block/" + device + "/" + name, text + "\n");
        return this;
    }

    /** What udev knows about the device with that number. */
    FakeMachine udev(String number, String... properties) throws IOException {
        StringBuilder record = new StringBuilder("W:11\nI:1012523\n");
        for (String property : properties) {
            record.append("E:").append(property).append('\n');
        }
        write("run/udev/data/b" + number, record + "G:systemd\n");
        return this;
    }

    /** Mounts a file system at a folder of this machine, which is made, and returns that. */
    Path mount(String point, String type, String number, String source) throws IOException {
        return mount(point, type, number, source, "/");
    }

    Path mount(String point, String type, String number, String source, String volumeRoot) throws IOException {
        Path folder = Files.createDirectories(path(point));
        String escaped = folder.toString().replace("\\", "\\134").replace(" ", "\\040");
        mountInfo.append(++lastMount).append(" 27 ").append(number).append(' ').append(volumeRoot).append(' ').append(escaped)
                .append(" rw,relatime shared:").append(lastMount).append(" - ").append(type).append(' ').append(source).append(" rw\n");
        write("proc/self/mountinfo", mountInfo.toString());
        return folder;
    }

    /** The start of a volume, with what its first sector has for a name. */
    static Extent volume(long start, String name) {
        byte[] sector = new byte[512];
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, sector, 3, text.length);
        return new Extent(start, Bytes.of(sector));
    }
}
