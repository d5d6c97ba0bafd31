package org.bcdkit.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.TargetFacts;

/** The machine. A fact that cannot be obtained is absent or an error with the reason, never a default. */
public interface Host {

    /**
     * The volume that {@code file} lies on. Links are followed. Whatever cannot be told about it is absent, and the problems say why.
     *
     * @throws IOException when the file itself cannot be found
     */
    HostVolume volumeOf(Path file) throws IOException;

    /**
     * What this machine tells about the volume that an image lies on, about the disk of that, and about the file, for the rules of native boot.
     *
     * @param volume what {@link #volumeOf} says of {@code image}
     */
    HostFacts bootFacts(Path image, HostVolume volume);

    /**
     * Where a file holds anything: what lies outside these ranges are holes, which read as zeros. Absent when this machine does not tell.
     *
     * @return in their order, and whole
     */
    default Optional<List<DiskContents.Range>> dataIn(Path file) {
        return Optional.empty();
    }

    /** This machine as one that starts images. */
    TargetFacts target() throws IOException;

    /** This machine's own boot store; absent when it has none that can be reached as a file. */
    Optional<Path> systemStore() throws IOException;

    /**
     * What firmware names the partition by that is mounted at {@code folder}; absent when that is none, or its disk cannot be read.
     *
     * @throws IOException when the folder cannot be found
     */
    Optional<FirmwarePartition> firmwarePartition(Path folder) throws IOException;

    /**
     * Makes the store on one of the system partitions this machine's own, until the machine is started anew. It counts only where {@link #systemStore}
     * would have several to choose from.
     *
     * @param partition the folder that the partition is mounted at
     * @throws org.bcdkit.storage.HostException when no store is there that could be this machine's, or this system has no place to remember it
     */
    void chooseSystemStore(Path partition) throws IOException;
}
