package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Several contents, each in its own place of one disk: a partition table, and the volume that lies in one of its partitions. */
public final class PlacedContents implements DiskContents {

    private final List<Part> parts;

    /**
     * @param position where it starts in the disk, in bytes
     * @param length of what it may hold, in bytes
     */
    public record Part(long position, long length, DiskContents contents) {

        /** The first byte behind it, in the disk. */
        long end() {
            return position + length;
        }
    }

    /**
     * @param parts one behind the other
     * @throws IllegalArgumentException when they are not
     */
    public PlacedContents(List<Part> parts) {
        this.parts = List.copyOf(parts);
        long end = 0;
        for (Part part : this.parts) {
            if (part.position() < end) {
                throw new IllegalArgumentException("a part starts at " + part.position() + ", and what lies before it ends at " + end);
            }
            end = part.end();
        }
    }

    @Override
    public Optional<Range> next(long position) throws IOException {
        for (Part part : parts) {
            if (part.end() > position) {
                Optional<Range> range = part.contents().next(Math.max(0, position - part.position()));
                if (range.isPresent() && range.get().start() < part.length()) {
                    long end = Math.min(range.get().end(), part.length());
                    return Optional.of(new Range(part.position() + range.get().start(), part.position() + end));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        for (Part part : parts) {
            if (part.position() <= position && position < part.end()) {
                part.contents().read(position - part.position(), into);
                return;
            }
        }
        throw new IllegalArgumentException("there is nothing at " + position);
    }
}
