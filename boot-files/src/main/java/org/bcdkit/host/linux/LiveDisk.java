package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.Storage;

/**
 * A disk in use, for reading. What lies in a partition is read through the partition's own device, because what was written to a mounted volume is
 * seen there first: Linux keeps what it has of the disk and what it has of its partitions in different places of memory. What a file system has not
 * written to either yet is seen nowhere.
 */
public final class LiveDisk implements Storage {

    private final Storage disk;
    private final List<Part> parts;

    private LiveDisk(Storage disk, List<Part> parts) {
        this.disk = disk;
        this.parts = List.copyOf(parts);
    }

    /**
     * Opens a disk and those of its partitions that have devices.
     *
     * @param sys usually {@code /sys}
     * @param dev usually {@code /dev}
     * @param name of the disk in {@code sys}
     * @throws IOException when the disk cannot be read
     */
    public static Storage open(Path sys, Path dev, String name) throws IOException {
        return open(new LinuxSource(Path.of("/proc"), sys, dev, Path.of("/run")), name);
    }

    /**
     * Opens a disk and those of its partitions that have devices.
     *
     * @param name of the disk in {@code /sys}
     * @throws IOException when the disk cannot be read
     */
    static LiveDisk open(LinuxSource source, String name) throws IOException {
        Storage disk = source.openDisk(name);
        List<Part> parts = new ArrayList<>();
        for (SysfsFolder folder : source.partitions(name)) {
            try {
                BlockDevice device = BlockDeviceParser.parse(folder);
                if (device.partition().isPresent()) {
                    parts.add(new Part(device.partition().get().start(), source.openDisk(device.name())));
                }
            } catch (IOException e) {
                // The disk has its bytes as well.
            }
        }
        return new LiveDisk(disk, parts);
    }

    @Override
    public String name() {
        return disk.name();
    }

    @Override
    public long size() {
        return disk.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        int end = into.limit();
        long at = position;
        while (into.hasRemaining()) {
            Part part = partAt(at);
            long length = Math.min(into.remaining(), part == null ? untilNext(at) : part.end() - at);
            into.limit(into.position() + (int) length);
            if (part == null) {
                disk.read(at, into);
            } else {
                part.bytes.read(at - part.start, into);
            }
            into.limit(end);
            at += length;
        }
    }

    private Part partAt(long position) {
        for (Part part : parts) {
            if (position >= part.start && position < part.end()) {
                return part;
            }
        }
        return null;
    }

    private long untilNext(long position) {
        long until = disk.size() - position;
        for (Part part : parts) {
            if (part.start > position) {
                until = Math.min(until, part.start - position);
            }
        }
        return until;
    }

    @Override
    public void close() throws IOException {
        try (disk) {
            for (Part part : parts) {
                part.bytes.close();
            }
        }
    }

    /** @param start of the partition on the disk, in bytes */
    private record Part(long start, Storage bytes) {
        long end() {
            return start + bytes.size();
        }
    }
}
