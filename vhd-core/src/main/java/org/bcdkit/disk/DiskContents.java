package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a new disk is to hold: ranges that may hold something, and zeros everywhere else. */
public interface DiskContents {

    /** Zeros only. */
    DiskContents NOTHING = new DiskContents() {
        @Override
        public Optional<Range> next(long position) {
            return Optional.empty();
        }

        @Override
        public void read(long position, ByteBuffer into) {
            throw new IllegalArgumentException("there is nothing at " + position);
        }
    };

    /**
     * Part of a disk.
     *
     * @param start in bytes
     * @param end the first byte behind it
     */
    record Range(long start, long end) {}

    /**
     * The first range that may hold something, of what lies at {@code position} and behind; empty when there are only zeros. One walk asks for
     * positions that never go down.
     */
    Optional<Range> next(long position) throws IOException;

    /** Fills {@code into} from {@code position}. All of it lies in one range. */
    void read(long position, ByteBuffer into) throws IOException;
}
