package org.bcdkit.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The machine. A fact that cannot be obtained is absent or an error with the reason, never a default. */
public interface Host {

    /**
     * The volume that {@code file} lies on. Links are followed.
     *
     * @throws org.bcdkit.storage.HostException when not even the mounts of this machine can be read
     */
    HostVolume volumeOf(Path file) throws IOException;

    /** Main memory in bytes. */
    OptionalLong memory() throws IOException;

    /** This machine's own boot store; absent when it has none that can be reached as a file. */
    Optional<Path> systemStore() throws IOException;
}
