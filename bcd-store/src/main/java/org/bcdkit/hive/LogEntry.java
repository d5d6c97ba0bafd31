package org.bcdkit.hive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;

/**
 * One entry of a transaction log of Windows 8.1 and later: pages of the hive as they are after a change. REGF, "Log entries".
 *
 * @param log what the log's base block says
 * @param bytes the whole entry
 */
record LogEntry(BaseBlock log, StructImage head, byte[] bytes) {

    /** Entries start at multiples of this, after the base block's first sector, and have a size that is one. */
    static final int UNIT = 512;

    static final StructLayout LAYOUT = StructLayout.littleEndian("log entry", 40);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 4, "signature", "Always `HvLE`.").mustBe("HvLE");
    static final Field<Long> SIZE = LAYOUT.u32(4, "size", "Bytes of this entry, a multiple of 512.");
    static final Field<Long> FLAGS = LAYOUT.u32(8, "flags", "Copied from the base block.");
    static final Field<Long> SEQUENCE = LAYOUT.u32(12, "sequence number", "One more than that of the entry before.");
    static final Field<Long> BINS_SIZE = LAYOUT.u32(16, "hive bins data size", "That of the hive once this entry is applied.");
    static final Field<Long> PAGE_COUNT = LAYOUT.u32(20, "dirty pages count", "References that follow: offset from the first bin and size, 4 bytes each.");
    static final Field<Long> HASH_1 = LAYOUT.u64(24, "hash 1", "Marvin32 of everything after this structure.");
    static final Field<Long> HASH_2 = LAYOUT.u64(32, "hash 2", "Marvin32 of the first 32 bytes, hash 1 included.");

    private static final int REFERENCE_SIZE = 8;

    /** The entries of a log up to the first that is torn, is not the next in sequence, or does not match its hashes. */
    static List<LogEntry> readAll(Storage log, BaseBlock base) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        long position = UNIT;
        long sequence = Integer.toUnsignedLong(base.primarySequence());
        while (position <= log.size() - LAYOUT.size()) {
            Optional<LogEntry> entry = readAt(log, base, position);
            if (entry.isEmpty() || entry.get().sequence() != sequence + entries.size()) {
                break;
            }
            entries.add(entry.get());
            position += entry.get().bytes().length;
        }
        return entries;
    }

    private static Optional<LogEntry> readAt(Storage log, BaseBlock base, long position) throws IOException {
        StructImage head;
        try {
            head = LAYOUT.read(log.name(), position, log.read(position, LAYOUT.size()));
        } catch (MalformedException e) {
            // Behind the last entry is whatever was there before.
            return Optional.empty();
        }
        long size = head.get(SIZE);
        if (size < LAYOUT.size() || size % UNIT != 0 || size > log.size() - position) {
            return Optional.empty();
        }
        LogEntry entry = new LogEntry(base, head, log.read(position, (int) size));
        return entry.matchesHashes() && entry.hasPlaceForPages() ? Optional.of(entry) : Optional.empty();
    }

    private boolean matchesHashes() {
        return Marvin32.of(bytes, 0, HASH_2.offset()) == head.get(HASH_2)
                && Marvin32.of(bytes, LAYOUT.size(), bytes.length - LAYOUT.size()) == head.get(HASH_1);
    }

    /** Whether the pages are in the entry, and their places in the hive. */
    private boolean hasPlaceForPages() {
        long count = head.get(PAGE_COUNT);
        if (count > (bytes.length - LAYOUT.size()) / REFERENCE_SIZE || binsSize() % BaseBlock.BIN_UNIT != 0 || binsSize() > BaseBlock.MAX_BINS_SIZE) {
            return false;
        }
        long left = bytes.length - LAYOUT.size() - count * REFERENCE_SIZE;
        for (int i = 0; i < count; i++) {
            left -= pageSize(i);
            if (left < 0 || pageOffset(i) + pageSize(i) > binsSize()) {
                return false;
            }
        }
        return true;
    }

    private long pageOffset(int index) {
        return LittleEndian.u32(bytes, LAYOUT.size() + REFERENCE_SIZE * index);
    }

    private long pageSize(int index) {
        return LittleEndian.u32(bytes, LAYOUT.size() + REFERENCE_SIZE * index + 4);
    }

    /** As an unsigned number. */
    long sequence() {
        return head.get(SEQUENCE);
    }

    long binsSize() {
        return head.get(BINS_SIZE);
    }

    /** Puts the pages into {@code hive}. */
    void applyTo(Overlay hive) throws IOException {
        int count = head.getInt(PAGE_COUNT);
        int at = LAYOUT.size() + count * REFERENCE_SIZE;
        for (int i = 0; i < count; i++) {
            int size = (int) pageSize(i);
            hive.write(BaseBlock.SIZE + pageOffset(i), ByteBuffer.wrap(bytes, at, size));
            at += size;
        }
    }
}
