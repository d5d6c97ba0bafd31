package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.WritableStorage;

/** A disk of any size of which only what is not zero takes memory. */
public final class SparseDisk implements WritableStorage {

    private static final int PAGE = 4096;

    private final long size;
    private final TreeMap<Long, byte[]> pages = new TreeMap<>();

    public SparseDisk(long size) {
        this.size = size;
    }

    /** A copy of a file. */
    public static SparseDisk of(Path file) throws IOException {
        try (FileStorage content = FileStorage.open(file)) {
            SparseDisk disk = new SparseDisk(content.size());
            for (long at = 0; at < disk.size; at += 1 << 20) {
                disk.write(at, ByteBuffer.wrap(content.read(at, (int) Math.min(1 << 20, disk.size - at))));
            }
            return disk;
        }
    }

    /** Makes a file of it, with holes. */
    public Path save(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.allocate(1), size - 1);
            for (Map.Entry<Long, byte[]> page : pages.entrySet()) {
                ByteBuffer bytes = ByteBuffer.wrap(page.getValue());
                bytes.limit((int) Math.min(PAGE, size - page.getKey() * PAGE));
                channel.write(bytes, page.getKey() * PAGE);
            }
        }
        return file;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        for (long at = position; into.hasRemaining(); ) {
            int offset = (int) (at % PAGE);
            int count = Math.min(into.remaining(), PAGE - offset);
            into.put(pages.getOrDefault(at / PAGE, new byte[PAGE]), offset, count);
            at += count;
        }
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        checkRange(position, from.remaining());
        for (long at = position; from.hasRemaining(); ) {
            int offset = (int) (at % PAGE);
            int count = Math.min(from.remaining(), PAGE - offset);
            byte[] page = pages.getOrDefault(at / PAGE, new byte[PAGE]);
            from.get(page, offset, count);
            if (isZero(page)) {
                pages.remove(at / PAGE);
            } else {
                pages.put(at / PAGE, page);
            }
            at += count;
        }
    }

    private static boolean isZero(byte[] page) {
        for (byte b : page) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void force() {}
}
