package org.bcdkit.disk;

import java.io.Closeable;
import java.io.IOException;
import org.bcdkit.storage.WritableStorage;

/** A disk image opened to change what its disk holds. Parents are only read. */
public interface WritableDisk extends Closeable {

    /** The same disk as it is now; what it says of itself does not change any more, what it holds does. Not to be closed. */
    VirtualDisk disk() throws IOException;

    /**
     * The sectors of the disk, of which there are as many afterwards as before. What was written before a {@code force} that returned is found again after
     * a power failure; of what was written since, each sector holds the old bytes or the new ones. The image itself is whole at every moment.
     */
    WritableStorage contents();

    /** Closes the image and its parents. What was not forced may be lost by a power failure, not by closing. */
    @Override
    void close() throws IOException;
}
