package org.bcdkit.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Where a file is fetched from. */
public sealed interface FetchSource permits HttpSource, FileSource {

    /** A file on a server, with an {@code http} or {@code https} address that names a host. */
    static FetchSource of(URI address, Connections connections) {
        return new HttpSource(address, connections);
    }

    /** A file that this machine can read. */
    static FetchSource of(Path file) {
        return new FileSource(file);
    }

    /** What to call it in messages, and what tells one source from another; without what may be secret in an address. */
    String name();

    /** The last name in its path as it stands there, which may be none that a file can have. */
    String lastName();

    /** Whether somebody on the way could change what comes from it. */
    boolean isOpenToAnyone();

    /**
     * Asks for the file from a position on. An answer from the start means that the source has other content now, or cannot begin anywhere else.
     *
     * @param from in bytes
     * @param known what the bytes before {@code from} came with
     * @param size that the file had then; absent when it was not known
     * @throws LostConnectionException when it may go better another time
     */
    Answer open(long from, Validator known, OptionalLong size) throws IOException;

    /**
     * Makes sure that what was read was the same file from its start to its end, as far as the source can still tell.
     *
     * @throws LostConnectionException when it was not
     */
    void confirm(Validator validator, OptionalLong size) throws IOException;
}
