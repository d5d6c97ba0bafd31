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
import java.util.OptionalLong;

/** A machine of which is known what Java tells about every machine. Its partitions have to be named. */
final class OtherHost implements Host {

    /** There, folders of one volume appear inside of another, so that a path here need not be the path there. */
    private static final String WITH_FIRM_LINKS = "apfs";

    @Override
    public HostVolume volumeOf(Path file) throws IOException {
        Path real = file.toRealPath();
        FileStore store = Files.getFileStore(real);
        Path mountPoint = mountPoint(real, store);
        List<String> problems = new ArrayList<>();
        problems.add(
                "Which partition " + real + " is on cannot be told on this system yet. Name it with --host gpt:{disk},{partition}"
                        + " or --host mbr:SIGNATURE,OFFSET.");
        VolumeSpace space = VolumeSpace.of(real, problems);
        return new HostVolume(
                mountPoint,
                store.name().isEmpty() ? mountPoint.toString() : store.name(),
                store.type(),
                pathOnVolume(real, mountPoint, store.type(), problems),
                Optional.empty(),
                space.free(),
                space.size(),
                space.cluster(),
                problems);
    }

    /** The highest folder above {@code file} that is on the same volume. */
    private static Path mountPoint(Path file, FileStore store) throws IOException {
        Path at = file;
        for (Path parent = at.getParent(); parent != null && Files.getFileStore(parent).equals(store); parent = parent.getParent()) {
            at = parent;
        }
        return at;
    }

    static Optional<String> pathOnVolume(Path file, Path mountPoint, String fileSystem, List<String> problems) {
        if (fileSystem.equals(WITH_FIRM_LINKS)) {
            problems.add("The path of " + file + " from the root of its volume cannot be told. Give it with --path.");
            return Optional.empty();
        }
        return Optional.of("\\" + mountPoint.relativize(file).toString().replace('/', '\\'));
    }

    @Override
    public OptionalLong memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? OptionalLong.of(system.getTotalMemorySize())
                : OptionalLong.empty();
    }

    /** A running Windows has its store loaded as a hive, and the file in use. */
    @Override
    public Optional<Path> systemStore() {
        return Optional.empty();
    }
}
