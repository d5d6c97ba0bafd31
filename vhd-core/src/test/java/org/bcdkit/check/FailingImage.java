package org.bcdkit.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bcdkit.storage.ResizableStorage;
import org.bcdkit.testing.MemoryFile;
import org.bcdkit.testing.PowerFailure;

/**
 * An image in memory whose power fails before a write. What was forced is there then; of what was written since, each sector may be there, as a whole or not
 * at all, and the file may have any of the lengths it had.
 */
final class FailingImage extends MemoryFile implements ResizableStorage {

    private static final int SECTOR = 512;

    private record Sector(int position, byte[] bytes) {}

    private byte[] forced;
    private final List<Sector> pending = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private int writesLeft;
    private int writes;

    /** @param writesUntil how many writes succeed; negative for all */
    FailingImage(byte[] content, int writesUntil) {
        super("image", content.clone());
        this.forced = content.clone();
        this.writesLeft = writesUntil;
        sizes.add(content.length);
    }

    int writes() {
        return writes;
    }

    /** What may be there when the power comes back. */
    byte[] anyOf(Random random) {
        byte[] some = Arrays.copyOf(forced, sizes.get(random.nextInt(sizes.size())));
        for (Sector sector : pending) {
            if (random.nextBoolean() && sector.position < some.length) {
                System.arraycopy(sector.bytes, 0, some, sector.position, Math.min(sector.bytes.length, some.length - sector.position));
            }
        }
        return some;
    }

    private void count() throws IOException {
        if (writesLeft == 0) {
            throw new PowerFailure.Failed();
        }
        writesLeft--;
        writes++;
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        count();
        int start = (int) position;
        int end = start + from.remaining();
        if (end > content.length) {
            resize(end);
        }
        from.get(content, start, end - start);
        for (int at = start / SECTOR * SECTOR; at < end; at += SECTOR) {
            pending.add(new Sector(at, Arrays.copyOfRange(content, at, Math.min(at + SECTOR, content.length))));
        }
    }

    @Override
    public void cut(long size) throws IOException {
        count();
        resize((int) size);
    }

    private void resize(int size) {
        content = Arrays.copyOf(content, size);
        sizes.add(size);
    }

    @Override
    public void force() {
        forced = content.clone();
        pending.clear();
        sizes.clear();
        sizes.add(content.length);
    }
}
