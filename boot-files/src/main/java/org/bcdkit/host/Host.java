package org.bcdkit.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The machine. A fact that cannot be obtained is absent or an error with the reason, never a default. */
public interface Host {

    /**
     * The volume that {@code file} lies on. Links are followed. Whatever cannot be told about it is absent, and the problems say why.
     *
     * @throws IOException when the file itself cannot be found
     */
    HostVolume volumeOf(Path file) throws IOException;

    /** What {@code file} has taken of its volume, in bytes: less than its length when it is sparse or compressed; absent when that cannot be told. */
    OptionalLong allocated(Path file);

    /** Main memory in bytes. */
    OptionalLong memory() throws IOException;

    /** This machine's own boot store; absent when it has none that can be reached as a file. */
    Optional<Path> systemStore() throws IOException;

    /**
     * Makes the store on one of the system partitions this machine's own, until the machine is started anew. It counts only where {@link #systemStore}
     * would have several to choose from.
     *
     * @param partition the folder that the partition is mounted at
     * @throws org.bcdkit.storage.HostException when no store is there that could be this machine's, or this system has no place to remember it
     */
    void chooseSystemStore(Path partition) throws IOException;
}
