package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bcdkit.storage.Storage;

/** What another disk holds, read through all of its chain. Of a raw image nothing is known beforehand. */
public final class ImageContents implements DiskContents {

    private final Storage contents;
    private final DiskMap map;
    private Optional<DiskRange> ahead;

    /** For one walk. {@code disk} stays open meanwhile, and nobody writes to it. */
    public ImageContents(VirtualDisk disk) throws IOException {
        this.contents = disk.contents();
        this.map = DiskMap.of(disk);
        this.ahead = map.next();
    }

    @Override
    public Optional<Range> next(long position) throws IOException {
        while (ahead.isPresent() && (ahead.get().end() <= position || isZero(ahead.get().state()))) {
            ahead = map.next();
        }
        return ahead.isEmpty() ? Optional.empty() : Optional.of(new Range(Math.max(position, ahead.get().start()), ahead.get().end()));
    }

    private static boolean isZero(RangeState state) {
        return switch (state) {
            case ALLOCATED, PARTIAL, PARENT -> false; // what only a missing parent has is asked for all the same: reading says what is missing
            case ZERO, ABSENT -> true;
        };
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        contents.read(position, into);
    }
}
