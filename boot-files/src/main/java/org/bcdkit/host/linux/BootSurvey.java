package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.NoSuchPathException;
import org.bcdkit.host.HostVolume;
import org.bcdkit.nativeboot.HostDiskFacts;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.HostStorage;
import org.bcdkit.nativeboot.HostSurvey;
import org.bcdkit.nativeboot.HostVolumeFacts;
import org.bcdkit.nativeboot.SystemPartition;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Storage;
import org.bcdkit.windows.VolumeState;

/**
 * Learns where an image lies and what will start it: from what the kernel says, from the bytes of the disk where these can be read, else from what
 * udev noted of them and from the system partitions that are mounted.
 *
 * <p>The bytes are of a volume in use and may be a moment old. What the kernel says goes before them; a file that is not found in them is not judged
 * by them.
 */
final class BootSurvey {

    /** Whose driver marks a volume as dirty while it has it mounted, and takes it only when it is not. */
    private static final String MARKS_DIRTY = "ntfs3";

    private final LinuxSource source;
    private final BlockDevices devices;
    private final Path image;
    private final Mount mount;
    private final HostVolume volume;

    /**
     * @param image without links
     * @param mount that it lies on
     * @param volume what is known of that already
     */
    BootSurvey(LinuxSource source, BlockDevices devices, Path image, Mount mount, HostVolume volume) {
        this.source = source;
        this.devices = devices;
        this.image = image;
        this.mount = mount;
        this.volume = volume;
    }

    /** @param facts what is known already, which stays */
    HostFacts add(HostFacts facts) throws IOException {
        Optional<BlockDevice> device = devices.of(mount);
        HostFacts found = facts.withVolume(withPageFile(withStorage(facts.volume(), device)));
        if (device.isEmpty()) {
            return found;
        }
        BlockDevice known = devices.asWindowsSees(device.get());
        Optional<PartitionPlace> place = known.partition();
        return place.isPresent() && !place.get().linuxRaid() ? withDisk(found, device.get(), known, place.get()) : found;
    }

    private HostVolumeFacts withStorage(HostVolumeFacts facts, Optional<BlockDevice> device) throws IOException {
        Optional<HostStorage> storage = new VolumeStorage(mount, image.toString(), devices).of(device);
        HostVolumeFacts found = storage.isPresent() ? facts.withStorage(storage.get()) : facts;
        if (device.isPresent() && device.get().isUnlockedBitLocker()) {
            return found.withBitLocker(true);
        }
        // A file system that is mounted from a partition is not encrypted below.
        boolean mounted = device.isPresent() && device.get().partition().isPresent();
        boolean plain = storage.isPresent() && storage.get().kind() == HostStorage.Kind.PARTITION;
        return mounted && plain ? found.withBitLocker(false) : found;
    }

    /** That of another Windows, when it is the root of the volume that is mounted. What a page file has is all taken: it has no holes. */
    private HostVolumeFacts withPageFile(HostVolumeFacts facts) {
        if (!mount.root().equals("/") || NoPartition.isAcrossNetwork(mount)) {
            return facts;
        }
        try {
            Optional<Path> file = CaselessPath.find(source, Path.of(mount.point()), HostSurvey.PAGE_FILE.names());
            return facts.withPageFile(file.isPresent() ? Files.size(file.get()) : 0);
        } catch (IOException e) {
            return facts;
        }
    }

    private HostFacts withDisk(HostFacts facts, BlockDevice mounted, BlockDevice known, PartitionPlace place) throws IOException {
        HostDiskFacts disk = withSectorSize(facts.disk(), place);
        Optional<HostFacts> seen = look(known, place);
        if (seen.isEmpty()) {
            Optional<PartitionType> type = udev(known).partitionType(place.start());
            disk = type.isPresent() ? disk.withDynamic(type.get().isDynamicDisk()) : disk;
            return facts.withDisk(withMounted(disk, known));
        }
        // Behind BitLocker, the bytes of the partition say nothing of the volume; those of the device that shows it do.
        Optional<HostFacts> inside = mounted.number().equals(known.number()) ? seen : lookAtWhole(mounted);
        HostFacts found = inside.isPresent() ? withContents(facts, inside.get()) : facts;
        return found.withDisk(withSystemPartitions(withSectorSize(seen.get().disk(), place), known, place));
    }

    private static HostDiskFacts withSectorSize(HostDiskFacts facts, PartitionPlace place) {
        return facts.withSectorSize(place.sectorSize());
    }

    /** What the bytes of the disk say; absent when they cannot be read, or the image is not found in them. */
    private Optional<HostFacts> look(BlockDevice known, PartitionPlace place) {
        try (Storage disk = LiveDisk.open(source, place.disk())) {
            for (Partition partition : PartitionTables.read(disk, place.sectorSize()).partitions()) {
                if (partition.start() == place.start()) {
                    return look(place.diskPath(), disk, place.sectorSize(), partition.number());
                }
            }
        } catch (IOException e) {
            // Then what others noted of them has to do.
        }
        return Optional.empty();
    }

    private Optional<HostFacts> lookAtWhole(BlockDevice device) {
        try (Storage bytes = source.openDisk(device.name())) {
            return look(device.path(), bytes, 512, 0);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<HostFacts> look(String name, Storage disk, int sectorSize, int partition) throws IOException {
        if (volume.pathOnVolume().isEmpty()) {
            return Optional.empty();
        }
        FilePath path = FilePath.parse(volume.pathOnVolume().get());
        try {
            return Optional.of(HostSurvey.ofMounted(name, disk, sectorSize, partition, path));
        } catch (NoSuchPathException e) {
            flush();
            return Optional.of(HostSurvey.ofMounted(name, disk, sectorSize, partition, path));
        }
    }

    /** How the volume was left, and how the file lies on it. */
    private HostFacts withContents(HostFacts facts, HostFacts seen) {
        HostVolumeFacts found = facts.volume();
        if (found.fileSystem().isEmpty() && seen.volume().fileSystem().isPresent()) {
            found = found.withFileSystem(seen.volume().fileSystem().get());
        }
        if (seen.volume().state().isPresent()) {
            found = found.withState(asLeft(seen.volume().state().get()));
        }
        boolean known = seen.file().attributes().isPresent();
        return facts.withVolume(found).withFile(known ? facts.file().withAttributes(seen.file().attributes().get()) : facts.file());
    }

    private VolumeState asLeft(VolumeState state) {
        boolean dirty = state.dirty() && !mount.type().equals(MARKS_DIRTY);
        return new VolumeState(state.majorVersion(), state.minorVersion(), dirty, state.hibernated(), state.shadowCopies());
    }

    /** The disk's own system partitions; those of other disks where it has none that could start something. */
    private HostDiskFacts withSystemPartitions(HostDiskFacts facts, BlockDevice known, PartitionPlace place) throws IOException {
        List<SystemPartition> own = facts.systemPartitions().orElse(List.of());
        for (SystemPartition partition : own) {
            if (partition.store() && (partition.kind() == SystemPartition.Kind.ESP || !source.isUefi())) {
                return facts;
            }
        }
        List<SystemPartition> mounted = new SystemPartitionSearch(source, devices).mounted(known.number());
        if (mounted.isEmpty()) {
            return devices.areElsewhere(place) ? facts.withoutSystemPartitions() : facts; // one of the other disks may have it
        }
        List<SystemPartition> all = new ArrayList<>(own);
        all.addAll(mounted);
        return facts.withSystemPartitions(all);
    }

    private HostDiskFacts withMounted(HostDiskFacts facts, BlockDevice known) throws IOException {
        List<SystemPartition> mounted = new SystemPartitionSearch(source, devices).mounted(known.number());
        return mounted.isEmpty() ? facts : facts.withSystemPartitions(mounted);
    }

    private UdevRecord udev(BlockDevice device) {
        Optional<String> text = source.udev(device.number());
        return text.isPresent() ? UdevParser.parse(text.get()) : UdevRecord.NONE;
    }

    /** Has the kernel write what it keeps of the image in memory, its entry in the folder included. */
    private void flush() throws IOException {
        try (FileChannel file = FileChannel.open(image, StandardOpenOption.READ)) {
            file.force(true);
        }
    }
}
