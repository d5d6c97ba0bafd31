package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.firmware.HardDrive;
import org.bcdkit.host.DiskUse;
import org.bcdkit.host.FirmwarePartition;
import org.bcdkit.host.Host;
import org.bcdkit.host.HostMount;
import org.bcdkit.host.HostVolume;
import org.bcdkit.host.VolumeSpace;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.ImageAllocation;
import org.bcdkit.nativeboot.ImageFileFacts;
import org.bcdkit.nativeboot.TargetFacts;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.Storage;

/**
 * A machine that runs Linux. From a file to its partition: the mount it lies on, the block device that is mounted, the place of that on a disk,
 * the entry for that place in the disk's partition table.
 */
public final class LinuxHost implements Host {

    private final LinuxSource source;
    private final BlockDevices devices;
    private final PartitionIdentification identification;

    /** This machine. */
    public LinuxHost() {
        this(LinuxSource.ofThisMachine());
    }

    LinuxHost(LinuxSource source) {
        this.source = source;
        this.devices = new BlockDevices(source);
        this.identification = new PartitionIdentification(source);
    }

    @Override
    public HostVolume volumeOf(Path file) throws IOException {
        Path real = file.toRealPath();
        List<String> problems = new ArrayList<>();
        try {
            return volumeOn(mountOf(real), real, problems);
        } catch (HostException e) {
            problems.add(e.getMessage() + " " + e.remedy());
            return new HostVolume(Optional.empty(), Optional.empty(), Optional.empty(), VolumeSpace.of(real, problems), problems);
        }
    }

    private HostVolume volumeOn(Mount mount, Path real, List<String> problems) throws IOException {
        Optional<BlockDevice> device = deviceOf(mount, problems);
        if (device.isPresent()) {
            requireSameDevice(mount, real);
        }
        Optional<Identification> found = device.isPresent() ? identify(mount, devices.asWindowsSees(device.get()), problems) : Optional.empty();
        String name = device.isPresent() && !device.get().isDeviceMapper() ? device.get().path() : mount.source();
        VolumeSpace space = VolumeSpace.of(real, problems);
        return new HostVolume(
                Optional.of(new HostMount(Path.of(mount.point()), name, fileSystem(mount, found))),
                pathOnVolume(mount, real, problems),
                found.isPresent() ? found.get().id() : Optional.empty(),
                space,
                problems);
    }

    private Mount mountOf(Path real) throws IOException {
        Optional<Mount> mount = new MountTree(MountInfoParser.parse(source.mountInfo())).find(real.toString());
        if (mount.isEmpty()) {
            throw new HostException(
                    "/proc/self/mountinfo does not list what " + real + " is on; a process in a chroot does not see everything.",
                    "Run this outside of it, or " + Advice.NAME_IT);
        }
        return mount.get();
    }

    private Optional<BlockDevice> deviceOf(Mount mount, List<String> problems) {
        try {
            Optional<BlockDevice> device = devices.of(mount);
            if (device.isEmpty()) {
                problems.add(NoPartition.because(mount));
            }
            return device;
        } catch (HostException e) {
            problems.add(e.getMessage() + ". Mount /sys, or " + Advice.NAME_IT);
            return Optional.empty();
        }
    }

    /** A mount point whose name cannot be read in this locale is overlooked, and the file seems to be on the volume around it. */
    private void requireSameDevice(Mount mount, Path real) throws IOException {
        if (!mount.isOnDevice(source.deviceOf(real))) {
            throw new HostException(
                    real + " seems to be on " + mount.source() + ", mounted at " + mount.point() + ", but the kernel says that it is on another device.",
                    "Run this with LC_ALL=C.UTF-8, so that all names can be read, or " + Advice.NAME_IT);
        }
    }

    private Optional<Identification> identify(Mount mount, BlockDevice device, List<String> problems) {
        if (device.partition().isEmpty() || mount.isSubvolume()) {
            problems.add(NoPartition.because(mount, device));
            return Optional.empty();
        }
        Identification found = identification.identify(device, device.partition().get());
        if (found.problem().isPresent()) {
            problems.add(found.problem().get());
        }
        return Optional.of(found);
    }

    /** The type of the mount; FUSE mounts NTFS and exFAT under the same one, so that the volume itself has to say. */
    private static String fileSystem(Mount mount, Optional<Identification> found) {
        Optional<String> onVolume = mount.isFuse() && found.isPresent() ? found.get().fileSystem() : Optional.empty();
        return onVolume.isPresent() ? onVolume.get() : mount.type();
    }

    private static Optional<String> pathOnVolume(Mount mount, Path real, List<String> problems) {
        if (NoPartition.isElsewhere(mount)) {
            return Optional.empty();
        }
        Optional<String> path = mount.pathOnVolume(real.toString());
        if (path.isEmpty()) {
            problems.add("The path of " + real + " from the root of its volume cannot be told. Give it with --path.");
        }
        return path;
    }

    @Override
    public HostFacts bootFacts(Path image, HostVolume volume) {
        ImageFileFacts file = ImageFileFacts.UNKNOWN.withAllocation(new ImageAllocation() {
            @Override
            public OptionalLong bytes() {
                return allocated(image);
            }
        });
        HostFacts facts = HostFacts.UNKNOWN.withVolume(volume.facts()).withFile(file);
        if (volume.mount().isEmpty()) {
            return facts;
        }
        try {
            Path real = image.toRealPath();
            Mount mount = mountOf(real);
            Optional<List<String>> users = new FileUsers(source, real).find(mount);
            HostFacts used = users.isPresent() ? facts.withFile(file.withUsers(users.get())) : facts;
            return new BootSurvey(source, devices, real, mount, volume).add(used);
        } catch (IOException e) {
            return facts; // the problems of the volume say what is missing
        }
    }

    private OptionalLong allocated(Path file) {
        try {
            return AllocationParser.parse(source.allocation(file));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Optional<List<DiskContents.Range>> dataIn(Path file) {
        try {
            return DataRangesParser.parse(source.dataRanges(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public TargetFacts target() {
        return new TargetMachine(source).facts();
    }

    @Override
    public Optional<Path> systemStore() throws IOException {
        return new SystemStoreSearch(source, devices).find();
    }

    @Override
    public Optional<FirmwarePartition> firmwarePartition(Path folder) throws IOException {
        Path real = folder.toRealPath();
        try {
            Mount mount = mountOf(real);
            Optional<BlockDevice> device = devices.of(mount);
            if (device.isEmpty() || device.get().partition().isEmpty() || !mount.point().equals(real.toString()) || !mount.root().equals("/")) {
                return Optional.empty();
            }
            requireSameDevice(mount, real);
            return inTable(device.get().partition().get());
        } catch (HostException e) {
            return Optional.empty(); // what is known of the volume says why
        }
    }

    private Optional<FirmwarePartition> inTable(PartitionPlace place) {
        try (Storage disk = source.openDisk(place.disk())) {
            PartitionTable table = PartitionTables.read(disk, place.sectorSize());
            for (Partition partition : table.partitions()) {
                if (partition.start() == place.start()) {
                    boolean isOwn = partition.type().isEfiSystem() && place.isBuiltIn() && !place.linuxRaid();
                    return Optional.of(new FirmwarePartition(HardDrive.of(partition, table.sectorSize()), isOwn));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public DiskUse diskUse(Path disk) throws IOException {
        return new DiskUsers(source, devices).find(disk);
    }

    @Override
    public void chooseSystemStore(Path partition) throws IOException {
        new SystemStoreSearch(source, devices).choose(partition);
    }
}
