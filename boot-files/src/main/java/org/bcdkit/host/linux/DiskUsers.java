package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bcdkit.host.DiskUse;
import org.bcdkit.storage.HostException;

/**
 * Finds what of a disk is in use: what is mounted, what other devices are made of, where Linux swaps to; of a file that is attached as a disk the same,
 * and who has locked it. Mounts in the name spaces of other processes are not seen.
 */
final class DiskUsers {

    private final LinuxSource source;
    private final BlockDevices devices;
    private final List<DiskUse.Use> uses = new ArrayList<>();

    DiskUsers(LinuxSource source, BlockDevices devices) {
        this.source = source;
        this.devices = devices;
    }

    /** @throws HostException when the device is a partition, and no disk */
    DiskUse find(Path file) throws IOException {
        Path real = file.toRealPath();
        Optional<SysfsFolder> folder = source.blockDeviceAt(real);
        if (folder.isPresent()) {
            BlockDevice device = BlockDeviceParser.parse(folder.get());
            if (device.partition().isPresent()) {
                throw new HostException(
                        file + " is a partition, and its disk is " + device.partition().get().diskPath(),
                        "Name the disk with --disk " + device.partition().get().diskPath() + ", and the partition with --partition.");
            }
            addUses(device.name(), 0);
            return new DiskUse(true, sectorSize(folder.get()), List.of(), uses);
        }
        List<String> attached = new ArrayList<>();
        FileUsers users = new FileUsers(source, real);
        for (String name : users.devices()) {
            attached.add(BlockDevice.pathOf(name));
            addUses(name, offset(name));
        }
        for (String process : lockers(users, real)) {
            uses.add(new DiskUse.Use(OptionalLong.empty(), process + " has locked " + file));
        }
        return new DiskUse(false, OptionalInt.empty(), attached, uses);
    }

    private static OptionalInt sectorSize(SysfsFolder folder) {
        String text = folder.attributes().getOrDefault(SysfsFolder.OWN_SECTOR_SIZE, "").strip();
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** Where in its file a loop device starts. */
    private long offset(String name) {
        Optional<SysfsFolder> folder = source.blockDeviceNamed(name);
        String text = folder.isPresent() ? folder.get().attributes().getOrDefault(SysfsFolder.OFFSET, "").strip() : "";
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private List<String> lockers(FileUsers users, Path file) throws IOException {
        Optional<Mount> mount = new MountTree(MountInfoParser.parse(source.mountInfo())).find(file.toString());
        Optional<String> locks = source.locks();
        return mount.isPresent() && locks.isPresent() ? users.lockers(mount.get(), locks.get()) : List.of();
    }

    /** @param offset of the device in the disk */
    private void addUses(String disk, long offset) throws IOException {
        Map<String, OptionalLong> starts = new LinkedHashMap<>();
        starts.put(disk, offset == 0 ? OptionalLong.empty() : OptionalLong.of(offset));
        for (SysfsFolder folder : source.partitions(disk)) {
            BlockDevice device = BlockDeviceParser.parse(folder);
            if (device.partition().isPresent()) {
                starts.put(device.name(), OptionalLong.of(offset + device.partition().get().start()));
            }
        }
        for (Mount mount : MountInfoParser.parse(source.mountInfo())) {
            Optional<BlockDevice> mounted = mounted(mount);
            if (mounted.isPresent() && starts.containsKey(mounted.get().name())) {
                add(starts, mounted.get().name(), "is mounted at " + mount.point());
            }
        }
        for (String name : starts.keySet()) {
            for (String holder : source.holders(name)) {
                add(starts, name, "is part of " + BlockDevice.pathOf(holder));
            }
            if (source.swaps().contains(BlockDevice.pathOf(name))) {
                add(starts, name, "is what this machine swaps to");
            }
        }
    }

    private void add(Map<String, OptionalLong> starts, String name, String use) {
        uses.add(new DiskUse.Use(starts.get(name), BlockDevice.pathOf(name) + " " + use));
    }

    /** A mount of which nothing can be learned is on a device that {@code /sys} does not have, and so on none of these. */
    private Optional<BlockDevice> mounted(Mount mount) {
        try {
            return devices.of(mount);
        } catch (HostException e) {
            return Optional.empty();
        }
    }
}
