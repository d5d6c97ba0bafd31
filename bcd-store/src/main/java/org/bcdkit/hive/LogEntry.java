package org.bcdkit.hive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.PatchedStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/**
 * One entry of a transaction log of Windows 8.1 and later: pages of the hive as they are after a change. They stay in the log until they are
 * read. REGF, "Log entries".
 *
 * @param log where the entry is
 * @param base what the log's base block says
 * @param position of the entry in the log
 */
record LogEntry(Storage log, BaseBlock base, long position, StructImage head) {

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

    /** A page is at least one sector. */
    private static final int SMALLEST_PAGE = 512;

    /** Entries in one log: more than Windows writes into it before it starts again. */
    private static final int MAX_ENTRIES = 1 << 16;

    /**
     * The entries of a log up to the first that is torn, is not the next in sequence, or does not match its hashes.
     *
     * @throws UnsupportedException when there are more than any log of Windows has
     */
    static List<LogEntry> readAll(Storage log, BaseBlock base) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        long position = UNIT;
        long sequence = Integer.toUnsignedLong(base.primarySequence());
        while (position <= log.size() - LAYOUT.size()) {
            Optional<LogEntry> entry = readAt(log, base, position);
            if (entry.isEmpty() || entry.get().sequence() != sequence + entries.size()) {
                break;
            }
            if (entries.size() == MAX_ENTRIES) {
                throw new UnsupportedException(log.name(), LAYOUT.name(), position, "the log has more than " + MAX_ENTRIES + " entries");
            }
            entries.add(entry.get());
            position += entry.get().size();
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
        LogEntry entry = new LogEntry(log, base, position, head);
        long size = entry.size();
        if (size < LAYOUT.size() || size % UNIT != 0 || size > log.size() - position) {
            return Optional.empty();
        }
        return entry.matchesHashes() && entry.hasPlaceForPages() ? Optional.of(entry) : Optional.empty();
    }

    private boolean matchesHashes() throws IOException {
        return Marvin32.of(log, position, HASH_2.offset()) == head.get(HASH_2)
                && Marvin32.of(log, position + LAYOUT.size(), size() - LAYOUT.size()) == head.get(HASH_1);
    }

    /** Whether the pages are in the entry, and their places in the hive. */
    private boolean hasPlaceForPages() throws IOException {
        long count = head.get(PAGE_COUNT);
        boolean fits = count <= (size() - LAYOUT.size()) / (REFERENCE_SIZE + SMALLEST_PAGE);
        if (!fits || binsSize() % BaseBlock.BIN_UNIT != 0 || binsSize() > BaseBlock.MAX_BINS_SIZE) {
            return false;
        }
        byte[] references = references();
        long left = size() - LAYOUT.size() - references.length;
        for (int at = 0; at < references.length; at += REFERENCE_SIZE) {
            left -= pageSize(references, at);
            if (left < 0 || pageOffset(references, at) + pageSize(references, at) > binsSize()) {
                return false;
            }
        }
        return true;
    }

    private byte[] references() throws IOException {
        return log.read(position + LAYOUT.size(), head.getInt(PAGE_COUNT) * REFERENCE_SIZE);
    }

    private static long pageOffset(byte[] references, int at) {
        return LittleEndian.u32(references, at);
    }

    private static long pageSize(byte[] references, int at) {
        return LittleEndian.u32(references, at + 4);
    }

    private long size() {
        return head.get(SIZE);
    }

    /** As an unsigned number. */
    long sequence() {
        return head.get(SEQUENCE);
    }

    long binsSize() {
        return head.get(BINS_SIZE);
    }

    /** Puts the pages into {@code hive}. */
    void applyTo(PatchedStorage hive) throws IOException {
        byte[] references = references();
        long from = position + LAYOUT.size() + references.length;
        for (int at = 0; at < references.length; at += REFERENCE_SIZE) {
            long length = pageSize(references, at);
            hive.patch(BaseBlock.SIZE + pageOffset(references, at), length, log, from);
            from += length;
        }
    }
}
