package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.UsageException;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.filesystem.FileSystem;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeFile;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.HostSurvey;
import org.bcdkit.nativeboot.NativeBootCheck;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.nativeboot.SystemPartition;
import org.bcdkit.nativeboot.SystemPartition.Kind;
import org.bcdkit.storage.UnsupportedException;

/** An image that lies in a partition of a disk which is not mounted: all that is known of where it is comes from the bytes of that disk. */
final class ImageInDisk implements ImagePlace {

    private final Path name;
    private final OpenedDisk disk;
    private final Volume volume;
    private final FilePath path;
    private final HostFacts facts;

    private ImageInDisk(Path name, OpenedDisk disk, Volume volume, FilePath path, HostFacts facts) {
        this.name = name;
        this.disk = disk;
        this.volume = volume;
        this.path = path;
        this.facts = facts;
    }

    /**
     * Finds the image. On a volume that cannot be read here, it is taken to be there.
     *
     * @param path of the image on its volume, as Windows writes it
     */
    static ImageInDisk open(Invocation invocation, Path name, int partition, String path) throws IOException {
        OpenedDisk disk = OpenedDisk.open(invocation, name).withWarnings(invocation);
        try {
            Volume volume = disk.volume(name, partition);
            FilePath file = FilePath.parse(path);
            if (file.names().isEmpty()) {
                throw new UsageException(HostOptions.PATH + ": \"" + path + "\" names no file; write for instance '\\vhds\\w11.vhdx'.");
            }
            requireImage(name + ":" + partition, volume, file);
            HostFacts facts = HostSurvey.of(name.toString(), disk.disk().contents(), disk.disk().sectorSize(), partition, file);
            return new ImageInDisk(name, disk, volume, file, amongOthers(facts));
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    /** Says where the path ends when it leads nowhere. */
    private static void requireImage(String volumeName, Volume volume, FilePath file) throws IOException {
        try {
            OpenedDisk.find(new VolumeFile(volumeName, volume.open(), file));
        } catch (UnsupportedException e) {
            // Where it lies can be judged all the same.
        }
    }

    /** A disk that nothing starts from is one for data: the machine has another. */
    private static HostFacts amongOthers(HostFacts facts) {
        Optional<List<SystemPartition>> found = facts.disk().systemPartitions();
        return found.isPresent() && found.get().isEmpty() ? facts.withDisk(facts.disk().withStartElsewhere()) : facts;
    }

    @Override
    public String name() {
        return volumeName() + "/" + path;
    }

    private String volumeName() {
        return name + ":" + volume.number();
    }

    @Override
    public NativeBootReport judge(DiskImages images, NativeBootFacts known) throws IOException {
        FileSystem fileSystem;
        try {
            fileSystem = volume.open();
        } catch (UnsupportedException e) {
            return NativeBootCheck.unreachable(e, known);
        }
        return NativeBootCheck.check(new VolumeFile(volumeName(), fileSystem, path), images, known);
    }

    @Override
    public String fileName() {
        List<String> names = path.names();
        return names.get(names.size() - 1);
    }

    @Override
    public HostFacts facts() {
        return facts;
    }

    @Override
    public Optional<PartitionId> partition() {
        return volume.partition().isPresent() ? Optional.of(volume.partition().get().id()) : Optional.empty();
    }

    @Override
    public Optional<DeviceDescriptor> host() {
        if (volume.partition().isEmpty()) {
            throw new RequestException(name + " has no partition table, so no boot entry can name what the image lies on.");
        }
        return Optional.of(new PartitionDevice(volume.partition().get().id()));
    }

    @Override
    public String path() {
        return facts.file().path().orElse("\\" + String.join("\\", path.names()));
    }

    /** Nobody said that. */
    @Override
    public boolean isStartedHere() {
        return false;
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    /**
     * The boot store of the disk: the one on its EFI system partition or active partition.
     *
     * @param partition number of the one that is meant; absent for one that is found by its type
     */
    StoreLocation systemStore(Invocation invocation, OptionalInt partition) throws IOException {
        List<StoreLocation> found = new ArrayList<>();
        List<String> looked = new ArrayList<>();
        for (Volume candidate : disk.volumes()) {
            boolean meant = partition.isPresent() ? candidate.number() == partition.getAsInt() : isSystem(candidate);
            if (meant) {
                looked.add("partition " + candidate.number() + what(candidate));
                Optional<FilePath> store = storeOn(candidate);
                if (store.isPresent()) {
                    found.add(StoreInImage.on(candidate, name, store.get(), invocation));
                }
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw new RequestException(none(partition, looked));
        }
        List<String> names = new ArrayList<>();
        for (StoreLocation store : found) {
            names.add(store.name());
        }
        throw new RequestException(name + " has several boot stores: " + String.join(", ", names) + ". Say with --system-partition which one is meant.");
    }

    private String none(OptionalInt partition, List<String> looked) {
        String remedy = " Name a store with --store FILE.";
        if (!looked.isEmpty()) {
            return "There is no boot store on " + String.join(" and ", looked) + " of " + name + ", neither " + Kind.ESP.storePath() + " nor " + Kind.ACTIVE.storePath() + "."
                    + remedy;
        }
        return partition.isPresent()
                ? name + " has no partition " + partition.getAsInt() + "."
                : name + " has no EFI system partition and no active one." + remedy;
    }

    private static boolean isSystem(Volume volume) {
        return isEsp(volume) || volume.partition().isPresent() && volume.partition().get().isActive();
    }

    private static boolean isEsp(Volume volume) {
        return volume.partition().isPresent() && volume.partition().get().type().isEfiSystem();
    }

    private static String what(Volume volume) throws IOException {
        Optional<VolumeKind> kind = volume.kind();
        return kind.isPresent() ? " (" + kind.get().word() + ")" : "";
    }

    /** Empty as well when the volume holds nothing that can be read. */
    private static Optional<FilePath> storeOn(Volume volume) throws IOException {
        List<Kind> kinds = isEsp(volume) ? List.of(Kind.ESP, Kind.ACTIVE) : List.of(Kind.ACTIVE, Kind.ESP);
        try {
            FileSystem fileSystem = volume.open();
            for (Kind kind : kinds) {
                if (kind.storePath().find(fileSystem).isPresent()) {
                    return Optional.of(kind.storePath());
                }
            }
        } catch (UnsupportedException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
