package org.bcdkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bcdkit.storage.WritableStorage;

/** Sectors that were written to blocks without a place in the file, in memory until the blocks get one. */
public final class NewBlocks {

    /** So much is kept before the blocks are put into the file unasked. */
    private static final long FULL = 10 << 20;

    private static final int PAGE = 4096;
    private static final int PIECE = 1 << 20;

    private final long blockSize;
    private final int sectorSize;
    private final TreeMap<Long, Block> blocks = new TreeMap<>();
    /** Pages of blocks that have their places now. To collect thousands of them as garbage each time takes longer than to write them. */
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private byte[] piece = new byte[0];
    private long bytes;

    /** @param sectors of the block that were written, from its first */
    private record Block(TreeMap<Long, byte[]> pages, BitSet sectors) {}

    NewBlocks(long blockSize, int sectorSize) {
        this.blockSize = blockSize;
        this.sectorSize = sectorSize;
    }

    boolean isFull() {
        return bytes >= FULL;
    }

    void clear() {
        for (Block block : blocks.values()) {
            free.addAll(block.pages.values());
        }
        blocks.clear();
        bytes = 0;
    }

    boolean has(long block) {
        return blocks.containsKey(block);
    }

    /** Takes whole sectors from {@code offset} of {@code block}. */
    void write(long block, long offset, ByteBuffer from) {
        Block to = blocks.get(block);
        if (to == null) {
            to = new Block(new TreeMap<>(), new BitSet());
            blocks.put(block, to);
            bytes += blockSize / sectorSize / Byte.SIZE;
        }
        to.sectors.set((int) (offset / sectorSize), (int) ((offset + from.remaining()) / sectorSize));
        for (long at = offset; from.hasRemaining(); ) {
            long start = at / PAGE * PAGE;
            int count = (int) Math.min(from.remaining(), start + PAGE - at);
            byte[] page = to.pages.get(start);
            if (page == null) {
                page = page(count);
                to.pages.put(start, page);
                bytes += PAGE;
            }
            from.get(page, (int) (at - start), count);
            at += count;
        }
    }

    /** A page of zeros, or any when {@code count} bytes are all that it has. */
    private byte[] page(int count) {
        byte[] page = free.poll();
        if (page == null) {
            return new byte[PAGE];
        }
        if (count < PAGE) {
            Arrays.fill(page, (byte) 0);
        }
        return page;
    }

    /** Puts the sectors that were written over what {@code into} has from {@code start}: bytes from {@code offset} of {@code block}. */
    void readOver(long block, long offset, ByteBuffer into, int start, int length) {
        Block from = blocks.get(block);
        if (from == null) {
            return;
        }
        long end = offset + length;
        int sector = from.sectors.nextSetBit((int) (offset / sectorSize));
        while (sector >= 0 && (long) sector * sectorSize < end) {
            int behind = from.sectors.nextClearBit(sector);
            long first = Math.max(offset, (long) sector * sectorSize);
            copy(from.pages, first, into, start + (int) (first - offset), (int) (Math.min(end, (long) behind * sectorSize) - first));
            sector = from.sectors.nextSetBit(behind);
        }
    }

    private static void copy(TreeMap<Long, byte[]> pages, long position, ByteBuffer into, int to, int length) {
        for (int done = 0; done < length; ) {
            long start = (position + done) / PAGE * PAGE;
            int offset = (int) (position + done - start);
            int count = Math.min(length - done, PAGE - offset);
            into.put(to + done, pages.get(start), offset, count);
            done += count;
        }
    }

    /** The numbers of the blocks, in rising order. */
    public List<Long> numbers() {
        return new ArrayList<>(blocks.keySet());
    }

    /** Which sectors of {@code block} were written. */
    public BitSet sectors(long block) {
        return (BitSet) blocks.get(block).sectors.clone();
    }

    /** Whether all sectors of {@code block} were written. */
    public boolean isWhole(long block) {
        return blocks.get(block).sectors.cardinality() == blockSize / sectorSize;
    }

    /** Writes all of {@code block} to {@code position}; sectors that were not written are zero: a file with holes cannot be attached by Windows. */
    public void writeTo(WritableStorage file, long position, long block) throws IOException {
        TreeMap<Long, byte[]> pages = blocks.get(block).pages;
        for (long done = 0; done < blockSize; done += PIECE) {
            int length = (int) Math.min(PIECE, blockSize - done);
            if (piece.length != length) {
                piece = new byte[length];
            }
            int end = 0;
            for (Map.Entry<Long, byte[]> page : pages.subMap(done, done + length).entrySet()) {
                int at = (int) (page.getKey() - done);
                Arrays.fill(piece, end, at, (byte) 0);
                end = Math.min(length, at + PAGE);
                System.arraycopy(page.getValue(), 0, piece, at, end - at);
            }
            Arrays.fill(piece, end, length, (byte) 0);
            file.write(position + done, ByteBuffer.wrap(piece));
        }
    }
}
