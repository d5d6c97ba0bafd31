package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.argument.RequestException;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskContents;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewImageFile;

/** Whether a new image has room where it is to be made. Writing one can take long: better to know before that it does not fit. */
final class NewImageSpace {

    private NewImageSpace() {}

    /**
     * Refuses an image that does not fit, and one that may not unless {@code --force} was given.
     *
     * @param contents what the disk is to hold, for a walk of its own
     */
    static void check(Invocation invocation, Path path, DiskFormat format, NewDisk disk, DiskContents contents) throws IOException {
        Path folder = path.toAbsolutePath().normalize().getParent();
        OptionalLong free = invocation.surroundings().host().volumeOf(folder).space().free();
        if (free.isEmpty()) {
            return;
        }
        boolean whole = disk.kind() == DiskKind.FIXED && format != DiskFormat.RAW;
        long own = NewImageFile.sizeWithoutBlocks(format, disk);
        long content = whole ? disk.virtualSize() : most(contents, format == DiskFormat.RAW ? 1 : disk.blockSize());
        long needed = own + content;
        if (needed <= free.getAsLong() || !whole && own <= free.getAsLong() && invocation.global().force()) {
            return;
        }
        String room = folder + " has " + ByteSize.format(free.getAsLong()) + " free, and ";
        if (whole) {
            throw new RequestException(room + "a fixed image has its full size from the start, " + ByteSize.formatNeeded(needed)
                    + ". Nothing was made. Free some, or make a dynamic one.");
        }
        throw new RequestException(content == 0 || own > free.getAsLong()
                ? room + "an image of that kind takes " + ByteSize.formatNeeded(own) + " before it holds anything. Nothing was made. Free some."
                : room + "the image may need " + ByteSize.formatNeeded(needed) + ", less when there are zeros among it. Nothing was made. Free some,"
                        + " or try it with --force: when it does not fit, nothing is left of it.");
    }

    /** What blocks take at most that hold all ranges. */
    private static long most(DiskContents contents, int blockSize) throws IOException {
        long bytes = 0;
        long end = 0;
        for (Optional<DiskContents.Range> range = contents.next(0); range.isPresent(); range = contents.next(range.get().end())) {
            long first = Math.max(end, range.get().start() / blockSize * blockSize);
            end = (range.get().end() - 1) / blockSize * blockSize + blockSize;
            bytes += Math.max(0, end - first);
        }
        return bytes;
    }

    /**
     * Fails when the folder of a file that is to be made has no room for it.
     *
     * @param needed bytes, at least
     * @param what it is needed for, to follow "are needed"
     */
    static void check(Invocation invocation, Path path, long needed, String what) throws IOException {
        Path folder = path.toAbsolutePath().normalize().getParent();
        OptionalLong free = invocation.surroundings().host().volumeOf(folder).space().free();
        if (free.isPresent() && free.getAsLong() < needed) {
            throw new RequestException(folder + " has " + ByteSize.format(free.getAsLong()) + " free, and at least " + ByteSize.formatNeeded(needed)
                    + " are needed " + what + ". Nothing was made.");
        }
    }
}
