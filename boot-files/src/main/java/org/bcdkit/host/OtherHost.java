package org.bcdkit.host;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.HostStorage;
import org.bcdkit.nativeboot.HostVolumeFacts;
import org.bcdkit.nativeboot.TargetFacts;
import org.bcdkit.storage.HostException;

/** A machine of which is known what Java tells about every machine. Its partitions have to be named. */
final class OtherHost implements Host {

    /** There, folders of one volume appear inside of another, so that a path here need not be the path there. */
    private static final String WITH_FIRM_LINKS = "apfs";

    /** How paths in Windows begin that lead to another machine. */
    private static final String SHARE = "\\\\";

    /** As macOS and the BSDs name them. */
    private static final Set<String> NETWORK = Set.of("afpfs", "ftp", "nfs", "smbfs", "webdav");

    @Override
    public HostVolume volumeOf(Path file) throws IOException {
        Path real = file.toRealPath();
        List<String> problems = new ArrayList<>();
        problems.add(
                "Which partition " + real + " is on cannot be told on this system yet. Name it as gpt:{disk},{partition}"
                        + " or mbr:SIGNATURE,OFFSET.");
        Optional<HostMount> mount = mount(real);
        Optional<String> path = pathOnVolume(real, mount, problems);
        return new HostVolume(mount, path, Optional.empty(), VolumeSpace.of(real, problems), problems);
    }

    private static Optional<HostMount> mount(Path file) {
        try {
            FileStore store = Files.getFileStore(file);
            Path point = mountPoint(file, store);
            return Optional.of(new HostMount(point, store.name().isEmpty() ? point.toString() : store.name(), store.type()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The highest folder above {@code file} that is on the same volume. */
    private static Path mountPoint(Path file, FileStore store) throws IOException {
        Path at = file;
        for (Path parent = at.getParent(); parent != null && Files.getFileStore(parent).equals(store); parent = parent.getParent()) {
            at = parent;
        }
        return at;
    }

    static Optional<String> pathOnVolume(Path file, Optional<HostMount> mount, List<String> problems) {
        if (mount.isEmpty() || mount.get().fileSystem().equals(WITH_FIRM_LINKS)) {
            problems.add("The path of " + file + " from the root of its volume cannot be told. Give it with --path.");
            return Optional.empty();
        }
        return Optional.of("\\" + mount.get().point().relativize(file).toString().replace('/', '\\'));
    }

    @Override
    public HostFacts bootFacts(Path image, HostVolume volume) {
        HostVolumeFacts facts = volume.facts();
        Optional<HostStorage> storage = volume.mount().isPresent() ? storage(volume.mount().get()) : Optional.empty();
        return HostFacts.UNKNOWN.withVolume(storage.isPresent() ? facts.withStorage(storage.get()) : facts);
    }

    /** The network, where it can be seen: a share with a letter of Windows looks like a disk. What other volumes lie on is not known. */
    static Optional<HostStorage> storage(HostMount mount) {
        boolean network = mount.point().toString().startsWith(SHARE) || NETWORK.contains(mount.fileSystem());
        return network ? Optional.of(new HostStorage(HostStorage.Kind.NETWORK, mount.device() + " (" + mount.fileSystem() + ")")) : Optional.empty();
    }

    @Override
    public TargetFacts target() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? TargetFacts.UNKNOWN.withMemory(system.getTotalMemorySize())
                : TargetFacts.UNKNOWN;
    }

    /** A running Windows has its store loaded as a hive, and the file in use. */
    @Override
    public Optional<Path> systemStore() {
        return Optional.empty();
    }

    /** Neither its disks nor its firmware are asked on these systems yet. */
    @Override
    public Optional<FirmwarePartition> firmwarePartition(Path folder) {
        return Optional.empty();
    }

    /** What is attached or mounted is not asked on these systems yet, so that only files are taken. */
    @Override
    public DiskUse diskUse(Path disk) throws IOException {
        if (!Files.isRegularFile(disk)) {
            throw new HostException(
                    disk + " is a device, and whether it is in use cannot be told on this system yet",
                    "Mount its system partition, and name the folder.");
        }
        return DiskUse.NONE;
    }

    @Override
    public void chooseSystemStore(Path partition) throws HostException {
        throw new HostException("Which boot store is this machine's cannot be told on this system yet, nor chosen.", "Name the store with --store FILE.");
    }
}
