package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.bcdkit.argument.RequestException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDisk;

/** Whether a new image has room where it is to be made. */
final class NewImageSpace {

    private NewImageSpace() {}

    /**
     * Fails when the folder of a file that is to be made has no room for it.
     *
     * @param needed bytes, at least
     * @param what it is needed for, to follow "are needed"
     */
    static void check(Invocation invocation, Path path, long needed, String what) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        OptionalLong free = invocation.surroundings().host().volumeOf(folder).space().free();
        if (free.isPresent() && free.getAsLong() < needed) {
            throw new RequestException(folder + " has " + ByteSize.format(free.getAsLong()) + " free, and at least " + ByteSize.formatNeeded(needed)
                    + " are needed " + what + ". Nothing was made.");
        }
    }

    /** A fixed image is written whole, which can take long: better to know before that it does not fit. */
    static void check(Invocation invocation, Path path, DiskFormat format, NewDisk disk) throws IOException {
        long needed = disk.virtualSize();
        if (disk.kind() != DiskKind.FIXED || format == DiskFormat.RAW) {
            return;
        }
        Path folder = path.toAbsolutePath().getParent();
        OptionalLong free = invocation.surroundings().host().volumeOf(folder).space().free();
        if (free.isPresent() && free.getAsLong() < needed) {
            throw new RequestException(folder + " has " + ByteSize.format(free.getAsLong()) + " free, and a fixed image of " + ByteSize.format(needed)
                    + " needs room for its full size. Nothing was made. Free some, or make a dynamic one.");
        }
    }
}
