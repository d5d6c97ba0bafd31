package org.bcdkit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.device.PartitionId;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.host.DiskUse;
import org.bcdkit.host.FirmwarePartition;
import org.bcdkit.host.Host;
import org.bcdkit.host.HostMount;
import org.bcdkit.host.HostVolume;
import org.bcdkit.host.VolumeSpace;
import org.bcdkit.nativeboot.HostDiskFacts;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.HostStorage;
import org.bcdkit.nativeboot.HostVolumeFacts;
import org.bcdkit.nativeboot.ImageFileFacts;
import org.bcdkit.nativeboot.TargetFacts;
import org.bcdkit.storage.HostException;
import org.bcdkit.windows.Architecture;

/** A machine that is what a test says: one volume with everything on it. */
public final class FakeHost implements Host {

    private static final long GIB = 1L << 30;

    private Optional<Path> systemStore = Optional.empty();
    private Optional<PartitionId> partition = Optional.empty();
    private Optional<FirmwarePartition> firmwarePartition = Optional.empty();
    private DiskUse diskUse = DiskUse.NONE;
    private OptionalLong free = OptionalLong.of(1000 * GIB);
    private OptionalLong memory = OptionalLong.of(8 * GIB);
    private OptionalLong allocated = OptionalLong.empty();
    private Optional<List<String>> users = Optional.empty();
    private Optional<List<DiskContents.Range>> data = Optional.empty();
    private Path root = Path.of("/");
    private boolean mountSeen = true;
    private String fileSystem = "fuseblk";
    private HostDiskFacts disk = HostDiskFacts.UNKNOWN;
    private Optional<FirmwareKind> firmware = Optional.empty();
    private Optional<Architecture> architecture = Optional.empty();

    /** This machine has a boot store of its own. */
    public FakeHost systemStore(Path store) {
        systemStore = Optional.of(store);
        return this;
    }

    /** The volume's root is {@code folder}, and the volume is that partition. */
    public FakeHost volume(Path folder, PartitionId id) {
        root = folder;
        partition = Optional.of(id);
        return this;
    }

    public FakeHost free(long bytes) {
        free = OptionalLong.of(bytes);
        return this;
    }

    /** What any image has taken of its volume. */
    public FakeHost allocated(long bytes) {
        allocated = OptionalLong.of(bytes);
        return this;
    }

    /** Who has any image attached or locked. */
    public FakeHost users(String... names) {
        users = Optional.of(List.of(names));
        return this;
    }

    /** Where any file holds anything. */
    public FakeHost data(DiskContents.Range... ranges) {
        data = Optional.of(List.of(ranges));
        return this;
    }

    @Override
    public Optional<List<DiskContents.Range>> dataIn(Path file) {
        return data;
    }

    public FakeHost memory(long bytes) {
        memory = OptionalLong.of(bytes);
        return this;
    }

    /** What the volume is mounted as. */
    public FakeHost fileSystem(String name) {
        fileSystem = name;
        return this;
    }

    /** What is known about the disk that the volume is on. */
    public FakeHost disk(HostDiskFacts facts) {
        disk = facts;
        return this;
    }

    public FakeHost firmware(FirmwareKind kind, Architecture processor) {
        firmware = Optional.of(kind);
        architecture = Optional.of(processor);
        return this;
    }

    /** What the volume is mounted as cannot be seen, as in a chroot. */
    public FakeHost withoutMount() {
        mountSeen = false;
        return this;
    }

    @Override
    public HostVolume volumeOf(Path file) {
        VolumeSpace space = new VolumeSpace(free, OptionalLong.of(2000 * GIB), OptionalLong.of(4096));
        if (!mountSeen) {
            List<String> problems = List.of("No mount is seen for " + file + "; name the partition by its identity.");
            return new HostVolume(Optional.empty(), Optional.empty(), Optional.empty(), space, problems);
        }
        String path = "\\" + root.relativize(file.toAbsolutePath()).toString().replace('/', '\\');
        List<String> problems = partition.isPresent() ? List.of() : List.of("No disk of this machine can be read; name the partition by its identity.");
        return new HostVolume(Optional.of(new HostMount(root, "/dev/fake1", fileSystem)), Optional.of(path), partition, space, problems);
    }

    @Override
    public HostFacts bootFacts(Path image, HostVolume volume) {
        HostStorage storage = new HostStorage(HostStorage.Kind.PARTITION, "/dev/fake1");
        HostVolumeFacts facts = partition.isPresent() ? volume.facts().withStorage(storage) : volume.facts();
        ImageFileFacts file = ImageFileFacts.UNKNOWN.withAllocation(() -> allocated);
        return HostFacts.UNKNOWN.withVolume(facts).withDisk(disk).withFile(users.isPresent() ? file.withUsers(users.get()) : file);
    }

    @Override
    public TargetFacts target() {
        TargetFacts facts = TargetFacts.UNKNOWN.withMemory(memory.orElseThrow());
        if (firmware.isPresent()) {
            facts = facts.withFirmware(firmware.get()).withArchitecture(architecture.orElseThrow());
        }
        return facts;
    }

    @Override
    public Optional<Path> systemStore() {
        return systemStore;
    }

    /** The folder that the volume is mounted at is that partition. */
    public FakeHost firmwarePartition(FirmwarePartition partition) {
        firmwarePartition = Optional.of(partition);
        return this;
    }

    @Override
    public Optional<FirmwarePartition> firmwarePartition(Path folder) {
        return folder.toAbsolutePath().equals(root) ? firmwarePartition : Optional.empty();
    }

    /** Any disk is used like that. */
    public FakeHost diskUse(DiskUse use) {
        diskUse = use;
        return this;
    }

    @Override
    public DiskUse diskUse(Path disk) {
        return diskUse;
    }

    /** What is chosen is a folder with a file BCD in it. */
    @Override
    public void chooseSystemStore(Path partition) throws HostException {
        if (!Files.exists(partition.resolve("BCD"))) {
            throw new HostException("There is no store on " + partition + ".", "Name the folder at which its system partition is mounted.");
        }
        systemStore = Optional.of(partition.resolve("BCD"));
    }
}
