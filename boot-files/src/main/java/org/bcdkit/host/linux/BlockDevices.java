package org.bcdkit.host.linux;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.storage.HostException;

/** Finds the block device that a mounted file system is on. */
final class BlockDevices {

    private static final String FOLDER = "/dev/";

    private final LinuxSource source;

    BlockDevices(LinuxSource source) {
        this.source = source;
    }

    /**
     * @return absent when there is none
     * @throws HostException when there is one, and nothing can be learned about it
     */
    Optional<BlockDevice> of(Mount mount) throws HostException {
        if (mount.isOnBlockDevice()) {
            Optional<SysfsFolder> folder = source.blockDevice(mount.deviceNumber());
            if (folder.isEmpty()) {
                String device = "/sys/dev/block/" + mount.deviceNumber();
                throw new HostException(device + " cannot be read, so the disk behind " + mount.point() + " is not known", "");
            }
            return Optional.of(BlockDeviceParser.parse(folder.get()));
        }
        // These do not give the number of their device. Others have names there that only look like one: a root file system on 9p is /dev/root.
        boolean hasName = (mount.isFuse() || mount.type().equals("btrfs")) && mount.source().startsWith(FOLDER);
        Optional<SysfsFolder> named = hasName ? source.blockDeviceNamed(mount.source().substring(FOLDER.length())) : Optional.empty();
        return named.isPresent() ? Optional.of(BlockDeviceParser.parse(named.get())) : Optional.empty();
    }

    /**
     * What a device is made of, directly: its slaves, or the disk of a partition.
     *
     * @throws HostException when nothing can be learned about one of them
     */
    List<BlockDevice> beneath(BlockDevice device) throws HostException {
        List<BlockDevice> beneath = new ArrayList<>();
        for (String slave : device.slaves()) {
            Optional<SysfsFolder> folder = source.blockDeviceNamed(slave);
            if (folder.isPresent()) {
                beneath.add(BlockDeviceParser.parse(folder.get()));
            }
        }
        Optional<SysfsFolder> disk = device.partition().isPresent() ? source.blockDevice(device.partition().get().diskNumber()) : Optional.empty();
        if (disk.isPresent()) {
            beneath.add(BlockDeviceParser.parse(disk.get()));
        }
        return beneath;
    }

    /** Whether built-in disks other than that of {@code place} have partitions. */
    boolean areElsewhere(PartitionPlace place) throws HostException {
        for (String name : source.blockDeviceNames()) {
            Optional<SysfsFolder> folder = source.blockDeviceNamed(name);
            Optional<PartitionPlace> other = folder.isPresent() ? BlockDeviceParser.parse(folder.get()).partition() : Optional.empty();
            if (other.isPresent() && !other.get().disk().equals(place.disk()) && other.get().isBuiltIn()) {
                return true;
            }
        }
        return false;
    }

    /** All that a device is made of, itself included, from the top down. */
    List<BlockDevice> stack(BlockDevice device) throws HostException {
        List<BlockDevice> stack = new ArrayList<>();
        stack.add(device);
        Set<String> seen = new HashSet<>();
        seen.add(device.number());
        for (int i = 0; i < stack.size(); i++) {
            for (BlockDevice below : beneath(stack.get(i))) {
                if (seen.add(below.number())) {
                    stack.add(below);
                }
            }
        }
        return stack;
    }

    /**
     * The partition that Windows knows where {@code device} is mounted: of a BitLocker volume that was unlocked here the one that it lies in, else
     * the device itself.
     */
    BlockDevice asWindowsSees(BlockDevice device) throws HostException {
        if (device.isUnlockedBitLocker()) {
            List<BlockDevice> beneath = beneath(device);
            if (beneath.size() == 1 && beneath.get(0).partition().isPresent()) {
                return beneath.get(0);
            }
        }
        return device;
    }
}
