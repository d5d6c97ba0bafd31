package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bcdkit.storage.ResizableStorage;

/**
 * A disk in memory whose power fails before a write. What was forced is on it then; of what was written since, each sector may be on it, as a whole or
 * not at all. One that was written twice holds what it held before, or what the first write put there, or the second. It grows by what is written past
 * its end, and ends behind the last sector that came to it. What is cut off is gone, or still there.
 */
public final class PowerFailure extends MemoryFile implements ResizableStorage {

    /** The power is gone. */
    public static final class Failed extends IOException {

        private static final long serialVersionUID = 1;
    }

    private record Sector(int position, byte[] bytes) {}

    private final int sectorSize;
    private byte[] forced;
    private final List<Sector> pending = new ArrayList<>();
    private boolean isCut;
    private int writesLeft;
    private int writes;
    private int forces;

    /** @param writesUntil how many writes succeed; negative for all */
    public PowerFailure(byte[] content, int sectorSize, int writesUntil) {
        super("disk", content.clone());
        this.forced = content.clone();
        this.sectorSize = sectorSize;
        this.writesLeft = writesUntil;
    }

    /** How many writes there were. */
    public int writes() {
        return writes;
    }

    /** How often what was written before was made safe. */
    public int forces() {
        return forces;
    }

    /** What the disk may hold when the power comes back: each sector that was not forced is on it or not. */
    public byte[] anyOf(Random random) {
        if (isCut && random.nextBoolean()) {
            return content.clone();
        }
        List<Sector> there = new ArrayList<>();
        int size = forced.length;
        for (Sector sector : pending) {
            if (random.nextBoolean()) {
                there.add(sector);
                size = Math.max(size, sector.position + sectorSize);
            }
        }
        byte[] some = Arrays.copyOf(forced, size);
        for (Sector sector : there) {
            System.arraycopy(sector.bytes, 0, some, sector.position, sectorSize);
        }
        return some;
    }

    /** What the disk holds when nothing came to it that was not forced. */
    public byte[] none() {
        return forced.clone();
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        if (position % sectorSize != 0 || from.remaining() % sectorSize != 0) {
            throw new AssertionError("not whole sectors: " + from.remaining() + " bytes at " + position);
        }
        if (isCut) {
            throw new AssertionError("written to before what was cut off is gone for certain");
        }
        count();
        int end = Math.toIntExact(position + from.remaining());
        if (end > content.length) {
            content = Arrays.copyOf(content, end);
        }
        for (int at = (int) position; from.hasRemaining(); at += sectorSize) {
            byte[] bytes = new byte[sectorSize];
            from.get(bytes);
            System.arraycopy(bytes, 0, content, at, sectorSize);
            pending.add(new Sector(at, bytes));
        }
    }

    private void count() throws Failed {
        if (writesLeft == 0) {
            throw new Failed();
        }
        writesLeft--;
        writes++;
    }

    @Override
    public void cut(long size) throws IOException {
        if (!pending.isEmpty()) {
            throw new AssertionError("cut off before what was written is safe");
        }
        count();
        content = Arrays.copyOf(content, Math.toIntExact(size));
        isCut = true;
    }

    @Override
    public void force() throws Failed {
        if (writesLeft == 0) {
            throw new Failed();
        }
        forces++;
        if (isCut) {
            forced = content.clone();
            isCut = false;
        }
        for (Sector sector : pending) {
            if (sector.position + sectorSize > forced.length) {
                forced = Arrays.copyOf(forced, content.length);
            }
            System.arraycopy(sector.bytes, 0, forced, sector.position, sectorSize);
        }
        pending.clear();
    }
}
