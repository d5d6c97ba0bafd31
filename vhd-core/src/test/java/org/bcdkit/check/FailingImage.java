package org.bcdkit.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bcdkit.storage.ResizableStorage;

/**
 * An image in memory whose power fails before a write. What was forced is there then; of what was written since, each sector may be there, as a whole or not
 * at all, and the file may have any of the lengths it had.
 */
final class FailingImage implements ResizableStorage {

    /** The power is gone. */
    static final class Failed extends IOException {

        private static final long serialVersionUID = 1;
    }

    private static final int SECTOR = 512;

    private record Sector(int position, byte[] bytes) {}

    private byte[] forced;
    private byte[] seen;
    private final List<Sector> pending = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private int writesLeft;
    private int writes;

    /** @param writesUntil how many writes succeed; negative for all */
    FailingImage(byte[] content, int writesUntil) {
        this.forced = content.clone();
        this.seen = content.clone();
        this.writesLeft = writesUntil;
        sizes.add(content.length);
    }

    int writes() {
        return writes;
    }

    byte[] all() {
        return seen.clone();
    }

    /** What may be there when the power comes back. */
    byte[] anyOf(Random random) {
        byte[] content = Arrays.copyOf(forced, sizes.get(random.nextInt(sizes.size())));
        for (Sector sector : pending) {
            if (random.nextBoolean() && sector.position < content.length) {
                System.arraycopy(sector.bytes, 0, content, sector.position, Math.min(sector.bytes.length, content.length - sector.position));
            }
        }
        return content;
    }

    private void count() throws IOException {
        if (writesLeft == 0) {
            throw new Failed();
        }
        writesLeft--;
        writes++;
    }

    @Override
    public String name() {
        return "image";
    }

    @Override
    public long size() {
        return seen.length;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        checkRange(position, into.remaining());
        into.put(seen, (int) position, into.remaining());
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        count();
        int start = (int) position;
        int end = start + from.remaining();
        if (end > seen.length) {
            resize(end);
        }
        from.get(seen, start, end - start);
        for (int at = start / SECTOR * SECTOR; at < end; at += SECTOR) {
            pending.add(new Sector(at, Arrays.copyOfRange(seen, at, Math.min(at + SECTOR, seen.length))));
        }
    }

    @Override
    public void cut(long size) throws IOException {
        count();
        resize((int) size);
    }

    private void resize(int size) {
        seen = Arrays.copyOf(seen, size);
        sizes.add(size);
    }

    @Override
    public void force() {
        forced = seen.clone();
        pending.clear();
        sizes.clear();
        sizes.add(seen.length);
    }
}
