package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.Storage;

/** Fetches what the kernel and udev say as text, and the bytes of disks. It understands none of it. */
class LinuxSource {

    private static final String CHOSEN_STORE = "bcdkit/system-store";

    private static final String PROCESS = "Tgid:";

    /** In bytes of text. With more of them it is not worth asking. */
    private static final int MOST_RANGES = 1 << 20;

    /** lseek(2): 3 is SEEK_DATA, 4 is SEEK_HOLE; error 6, ENXIO, says that there is no more data. */
    private static final String DATA_RANGES =
            "open F, '<', $ARGV[0] or exit 1; $end = 0; while (defined($start = sysseek F, $end, 3)) { defined($end = sysseek F, $start, 4) or exit 1;"
                    + " printf \"%d %d\\n\", $start, $end } print \"end\\n\" if $! + 0 == 6";

    private final Path proc;
    private final Path sys;
    private final Path dev;
    private final Path run;

    /**
     * @param proc usually {@code /proc}
     * @param sys usually {@code /sys}
     * @param dev usually {@code /dev}
     * @param run usually {@code /run}
     */
    LinuxSource(Path proc, Path sys, Path dev, Path run) {
        this.proc = proc;
        this.sys = sys;
        this.dev = dev;
        this.run = run;
    }

    /** What the machine that this runs on says. */
    static LinuxSource ofThisMachine() {
        return new LinuxSource(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), Path.of("/run"));
    }

    /**
     * The mounts that this process sees.
     *
     * @throws HostException without them, nothing can be found
     */
    String mountInfo() throws HostException {
        Path file = proc.resolve("self/mountinfo");
        try {
            return text(file);
        } catch (IOException e) {
            throw new HostException(
                    "The mounts of this machine cannot be read from " + file + ".",
                    "Mount /proc. Without it, name partitions by their identity and the boot store with --store.",
                    e);
        }
    }

    String memoryInfo() throws IOException {
        return text(proc.resolve("meminfo"));
    }

    /** What {@code /sys} has about the block device with this major and minor number. */
    Optional<SysfsFolder> blockDevice(String number) {
        return folder(sys.resolve("dev/block").resolve(number));
    }

    /** What {@code /sys} has about the block device with this name under {@code /dev}, which may be a link. */
    Optional<SysfsFolder> blockDeviceNamed(String name) {
        Path node = dev.resolve(name);
        try {
            return folder(sys.resolve("class/block").resolve(dev.toRealPath().relativize(node.toRealPath()).toString().replace('/', '!')));
        } catch (IOException e) {
            return folder(sys.resolve("class/block").resolve(name.replace('/', '!')));
        }
    }

    /** What {@code /sys} has about the block device whose file this is; absent for any other file. */
    Optional<SysfsFolder> blockDeviceAt(Path file) {
        try {
            Path name = dev.toRealPath().relativize(file.toRealPath());
            return name.startsWith("..") ? Optional.empty() : folder(sys.resolve("class/block").resolve(name.toString().replace('/', '!')));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Names of the devices that are made of this one. */
    List<String> holders(String device) {
        return names(sys.resolve("class/block").resolve(device).resolve("holders"));
    }

    /** The files and devices that Linux swaps to. */
    List<String> swaps() {
        List<String> swaps = new ArrayList<>();
        for (String line : textIfReadable(proc.resolve("swaps")).orElse("").split("\n")) {
            int end = 0;
            while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
                end++;
            }
            swaps.add(line.substring(0, end));
        }
        return swaps;
    }

    /** Major and minor number of the device that a file is on, as the kernel says when it is asked for the file. */
    long deviceOf(Path file) throws IOException {
        return (long) Files.getAttribute(file, "unix:dev");
    }

    /** The number of a file on its volume. */
    long inodeOf(Path file) throws IOException {
        return (long) Files.getAttribute(file, "unix:ino");
    }

    /** The locks that processes hold on files; absent when the kernel does not tell this one. */
    Optional<String> locks() {
        return textIfReadable(proc.resolve("locks"));
    }

    /** Whether {@code path}, as the kernel says it, leads to a file: by this name, by another, or through another mount. */
    boolean isSameFile(Path file, String path) {
        try {
            return Files.isSameFile(file, Path.of(path));
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /** The numbers of all processes. */
    List<String> processes() {
        List<String> processes = new ArrayList<>();
        for (String name : names(proc)) {
            if (Character.isDigit(name.charAt(0))) {
                processes.add(name);
            }
        }
        return processes;
    }

    /** What the kernel says of each way in which a process has a file open; nothing when this process may not ask. */
    List<String> descriptors(String process, Path file) {
        List<String> descriptors = new ArrayList<>();
        Path folder = proc.resolve(process);
        for (String number : names(folder.resolve("fd"))) {
            try {
                if (Files.readSymbolicLink(folder.resolve("fd").resolve(number)).equals(file)) {
                    descriptors.add(text(folder.resolve("fdinfo").resolve(number)));
                }
            } catch (IOException e) {
                // It was closed meanwhile.
            }
        }
        return descriptors;
    }

    /** The name of the program that a process runs. */
    Optional<String> programOf(String process) {
        return textIfReadable(proc.resolve(process).resolve("comm"));
    }

    /** The words that a process was started with, its program first. */
    List<String> wordsOf(String process) {
        return List.of(textIfReadable(proc.resolve(process).resolve("cmdline")).orElse("").split("\0"));
    }

    /** The number of the process that a thread belongs to; that of the thread when the kernel does not tell. */
    String processOf(String thread) {
        for (String line : textIfReadable(proc.resolve(thread).resolve("status")).orElse("").split("\n")) {
            if (line.startsWith(PROCESS)) {
                return line.substring(PROCESS.length()).strip();
            }
        }
        return thread;
    }

    /** Whether a process has any file open: one that has ended has none. False as well when this one may not ask. */
    boolean hasFilesOpen(int process) {
        return !names(proc.resolve(Integer.toString(process)).resolve("fd")).isEmpty();
    }

    /** Whether this process may write to the device with this name in {@code /sys}. */
    boolean isWritable(String name) {
        return Files.isWritable(dev.resolve(name.replace('!', '/')));
    }

    /** How many units of the volume a file has, and how many bytes a unit: two numbers. Java does not ask the kernel for these; stat(1) does. */
    String allocation(Path file) throws IOException {
        Process stat = new ProcessBuilder("stat", "-L", "-c", "%b %B", "--", file.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        stat.getOutputStream().close();
        return new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /**
     * Where a file has data, as the kernel says: a line with start and end for each range, and {@code end} after the last. Java does not ask the kernel for
     * this; perl does, which Debian always has. No end, or none of it, when it cannot be asked or says too much.
     */
    String dataRanges(Path file) throws IOException {
        Process perl = new ProcessBuilder("perl", "-e", DATA_RANGES, "--", file.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            perl.getOutputStream().close();
            return new String(perl.getInputStream().readNBytes(MOST_RANGES), StandardCharsets.UTF_8);
        } finally {
            perl.destroy();
        }
    }

    /** Udev's record about the block device with this major and minor number. */
    Optional<String> udev(String number) {
        return textIfReadable(run.resolve("udev/data").resolve("b" + number));
    }

    /** What {@link #chooseStore} was last told since the machine was started. */
    Optional<String> chosenStore() {
        return textIfReadable(run.resolve(CHOSEN_STORE));
    }

    /** Keeps a text where it lasts until the machine is started anew. */
    void chooseStore(String text) throws IOException {
        Path file = run.resolve(CHOSEN_STORE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The links in {@code /dev/disk/by-partuuid}: name and target. */
    Map<String, String> partitionLinks() {
        Map<String, String> links = new HashMap<>();
        try {
            for (Path link : children(dev.resolve("disk/by-partuuid"))) {
                links.put(link.getFileName().toString(), Files.readSymbolicLink(link).toString());
            }
        } catch (IOException e) {
            return Map.of();
        }
        return links;
    }

    /** The disk with this name in {@code /sys}, for reading. */
    Storage openDisk(String name) throws IOException {
        return FileStorage.open(dev.resolve(name.replace('!', '/')));
    }

    /** Whether UEFI started this machine; false as well where it cannot be seen, as in many containers. */
    boolean isUefi() {
        return Files.isDirectory(sys.resolve("firmware/efi"));
    }

    /** For how many bits the firmware is, as UEFI says: {@code 64}. */
    Optional<String> firmwareBits() {
        return textIfReadable(sys.resolve("firmware/efi/fw_platform_size"));
    }

    /** Whether what the firmware has left for the kernel can be seen: a container shows nothing of it. */
    boolean isFirmwareSeen() {
        return Files.isDirectory(sys.resolve("firmware/acpi")) || Files.isDirectory(sys.resolve("firmware/memmap"));
    }

    /** The version of the kernel: {@code 6.1.0-13-amd64}. */
    Optional<String> kernelRelease() {
        return textIfReadable(proc.resolve("sys/kernel/osrelease"));
    }

    /** For what processor Java is: {@code amd64}. */
    String processor() {
        return System.getProperty("os.arch");
    }

    /** What {@code /sys} has about the partitions of the disk with this name there. */
    List<SysfsFolder> partitions(String disk) {
        List<SysfsFolder> partitions = new ArrayList<>();
        for (String name : names(sys.resolve("class/block").resolve(disk))) {
            Optional<SysfsFolder> child = name.startsWith(disk) ? folder(sys.resolve("class/block").resolve(name)) : Optional.empty();
            if (child.isPresent()) {
                partitions.add(child.get());
            }
        }
        return partitions;
    }

    /** The names of all block devices in {@code /sys}. */
    List<String> blockDeviceNames() {
        return names(sys.resolve("class/block"));
    }

    /** What is in a folder. */
    List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path child : stream) {
                children.add(child);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    /** Looks into a folder, so that what is to be mounted there on demand is mounted. */
    void enter(Path folder) {
        try {
            children(folder);
        } catch (IOException e) {
            // It was not mounted then, which the mounts will tell.
        }
    }

    private Optional<SysfsFolder> folder(Path link) {
        Path folder;
        try {
            folder = link.toRealPath();
        } catch (IOException e) {
            return Optional.empty();
        }
        Map<String, String> attributes = new HashMap<>();
        for (String name : SysfsFolder.NAMES) {
            Optional<String> text = textIfReadable(folder.resolve(name));
            if (text.isPresent()) {
                attributes.put(name, text.get());
            }
        }
        return Optional.of(new SysfsFolder(folder, attributes, names(folder.resolve("slaves"))));
    }

    private List<String> names(Path folder) {
        List<String> names = new ArrayList<>();
        try {
            for (Path child : children(folder)) {
                names.add(child.getFileName().toString());
            }
        } catch (IOException e) {
            return List.of();
        }
        return names;
    }

    private static Optional<String> textIfReadable(Path file) {
        try {
            return Optional.of(text(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
