package org.bcdkit.testing;

import java.util.Arrays;

/** Writes one entry of a VHDX log by hand: header and descriptors in whole sectors, then a sector for each page. */
public final class LogEntryBuilder {

    public static final String GUID = "a0000000-0000-4000-8000-00000000000a";

    private final long sequence;
    private byte[] descriptors = new byte[0];
    private byte[] pages = new byte[0];
    private long tail;
    private long flushed;
    private long last;
    private String guid = GUID;
    private int length = -1;

    public LogEntryBuilder(long sequence) {
        this.sequence = sequence;
    }

    /** Where in the log the oldest entry is that is still needed. */
    public LogEntryBuilder tail(long offset) {
        tail = offset;
        return this;
    }

    /** What the length of the file was, and what it becomes. */
    public LogEntryBuilder sizes(long flushedSize, long lastSize) {
        flushed = flushedSize;
        last = lastSize;
        return this;
    }

    public LogEntryBuilder guid(String other) {
        guid = other;
        return this;
    }

    /** What the header says, instead of the true length. */
    public LogEntryBuilder length(int bytes) {
        length = bytes;
        return this;
    }

    /** A page of 4 KiB for {@code position} in the file. */
    public LogEntryBuilder page(long position, byte[] page) {
        byte[] descriptor = VhdxBuilder.littleEndian(4, 0x63736564, 4, 0, 8, 0, 8, position, 8, sequence);
        System.arraycopy(page, 4092, descriptor, 4, 4);
        System.arraycopy(page, 0, descriptor, 8, 8);
        byte[] sector = page.clone();
        VhdxBuilder.put(sector, 0, 4, 0x61746164);
        VhdxBuilder.put(sector, 4, 4, sequence >>> 32);
        VhdxBuilder.put(sector, 4092, 4, sequence);
        descriptors = join(descriptors, descriptor);
        pages = join(pages, sector);
        return this;
    }

    /** Zeros for a range of the file. */
    public LogEntryBuilder zeros(long position, long bytes) {
        descriptors = join(descriptors, VhdxBuilder.littleEndian(4, 0x6f72657a, 4, 0, 8, bytes, 8, position, 8, sequence));
        return this;
    }

    /** A descriptor of any 32 bytes. */
    public LogEntryBuilder descriptor(byte[] bytes) {
        descriptors = join(descriptors, bytes);
        return this;
    }

    public byte[] build() {
        int head = (64 + descriptors.length + 4095) / 4096 * 4096;
        byte[] entry = Arrays.copyOf(join(new byte[64], descriptors), head);
        entry = join(entry, pages);
        VhdxBuilder.put(entry, 0, 4, 0x65676f6c);
        VhdxBuilder.put(entry, 8, 4, length < 0 ? entry.length : length);
        VhdxBuilder.put(entry, 12, 4, tail);
        VhdxBuilder.put(entry, 16, 8, sequence);
        VhdxBuilder.put(entry, 24, 4, descriptors.length / 32);
        System.arraycopy(VhdxBuilder.guid(guid), 0, entry, 32, 16);
        VhdxBuilder.put(entry, 48, 8, flushed);
        VhdxBuilder.put(entry, 56, 8, last);
        return VhdxBuilder.seal(entry);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
