package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds who has a file attached as a disk or locked: loop devices, network block devices that a program here serves, and the locks that programs take,
 * as those do that run virtual machines. Who merely has it open says nothing, and is not asked.
 */
final class FileUsers {

    private static final String LOCK = "lock:";

    private final LinuxSource source;
    private final Path file;

    /** @param file without links */
    FileUsers(LinuxSource source, Path file) {
        this.source = source;
        this.file = file;
    }

    /**
     * As sentences name them: {@code /dev/loop0}, {@code process 1234 (qemu-nbd)}; absent when nobody is found and somebody may have been overlooked.
     *
     * @param mount that the file lies on
     */
    Optional<List<String>> find(Mount mount) throws IOException {
        Set<String> users = new LinkedHashSet<>();
        for (String name : devices()) {
            users.add(BlockDevice.pathOf(name));
        }
        Optional<String> locks = source.locks();
        if (locks.isPresent()) {
            users.addAll(lockers(mount, locks.get()));
        }
        boolean allSeen = !source.blockDeviceNames().isEmpty() && locks.isPresent() && !NoPartition.isAcrossNetwork(mount);
        return allSeen || !users.isEmpty() ? Optional.of(List.copyOf(users)) : Optional.empty();
    }

    /** The names in {@code /sys} of the devices that the file is attached as. */
    List<String> devices() {
        List<String> devices = new ArrayList<>();
        for (String name : source.blockDeviceNames()) {
            if (name.startsWith("loop") && isFileOfLoop(name) || name.startsWith("nbd") && isServedAs(name)) {
                devices.add(name);
            }
        }
        return devices;
    }

    private boolean isFileOfLoop(String name) {
        Optional<String> image = attribute(name, SysfsFolder.IMAGE);
        return image.isPresent() && source.isSameFile(file, image.get());
    }

    /** Whether the process that serves the device has the file open. */
    private boolean isServedAs(String name) {
        Optional<String> process = attribute(name, SysfsFolder.SERVER);
        return process.isPresent() && !source.descriptors(process.get(), file).isEmpty();
    }

    private Optional<String> attribute(String device, String name) {
        Optional<SysfsFolder> folder = source.blockDeviceNamed(device);
        String text = folder.isPresent() ? folder.get().attributes().get(name) : null;
        return text == null ? Optional.empty() : Optional.of(text.strip());
    }

    /**
     * The processes that have locked the file.
     *
     * @param mount that it lies on
     * @param locks what {@code /proc/locks} says
     */
    List<String> lockers(Mount mount, String locks) throws IOException {
        Set<String> users = new LinkedHashSet<>();
        addLocking(mount, FileLockParser.parse(locks), users);
        return List.copyOf(users);
    }

    private void addLocking(Mount mount, List<FileLock> locks, Set<String> users) throws IOException {
        long inode = source.inodeOf(file);
        boolean nameless = false;
        for (FileLock lock : locks) {
            if (lock.isOn(mount.deviceNumber(), inode) && lock.keepsOthersOut()) {
                if (lock.process().isPresent()) {
                    users.add(name(Integer.toString(lock.process().getAsInt())));
                } else {
                    nameless = true;
                }
            }
        }
        if (nameless) {
            users.addAll(holders());
        }
    }

    /** Whose open files have locks: the kernel tells that of each process only, and not everyone. */
    private List<String> holders() {
        List<String> holders = new ArrayList<>();
        for (String process : source.processes()) {
            for (String descriptor : source.descriptors(process, file)) {
                if (descriptor.contains(LOCK)) {
                    holders.add(name(process));
                }
            }
        }
        return holders.isEmpty() ? List.of("a process that has locked it") : holders;
    }

    private String name(String process) {
        Optional<String> program = source.programOf(process);
        return "process " + process + (program.isPresent() ? " (" + program.get().strip() + ")" : "");
    }
}
