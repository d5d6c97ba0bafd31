package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.bcdkit.layout.Checksums;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/**
 * One entry of the log: pages of 4 KiB that belong somewhere in the file, all or none. MS-VHDX 2.3.1.
 *
 * @param offset in the log, in bytes
 * @param tail offset in the log of the oldest entry that is still needed
 * @param flushedSize the file had at least this length when the entry was written
 * @param lastSize the file gets at least this length by replaying the entry
 */
record LogEntry(long offset, long length, long sequence, long tail, long flushedSize, long lastSize, List<Change> changes) {

    /** A range of the file and what it becomes; without a page, zeros. */
    record Change(long position, long length, Optional<byte[]> page) {}

    static final int SECTOR = 4096;
    private static final int DESCRIPTOR_SIZE = 32;
    /** File identifier and headers are never logged. */
    private static final long FIRST_LOGGED = 192 << 10;

    static final StructLayout LAYOUT = StructLayout.littleEndian("VHDX log entry", 64);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 4, "signature", "Always `loge`.").mustBe("loge");
    static final Field<Long> CHECKSUM = LAYOUT.u32(4, "checksum", "CRC-32C of the whole entry.");
    static final Field<Long> LENGTH = LAYOUT.u32(8, "entry length", "In bytes, a multiple of 4096.");
    static final Field<Long> TAIL = LAYOUT.u32(12, "tail", "Offset in the log of the oldest entry that is still needed.");
    static final Field<Long> SEQUENCE = LAYOUT.u64(16, "sequence number", "One more than that of the entry before.");
    static final Field<Long> COUNT = LAYOUT.u32(24, "descriptor count", "Descriptors in this entry.");
    static final Field<UUID> LOG_GUID = LAYOUT.guid(32, "log GUID", "The entry counts when the header has the same.");
    static final Field<Long> FLUSHED = LAYOUT.u64(48, "flushed file offset", "The file had at least this length when the entry was written.");
    static final Field<Long> LAST = LAYOUT.u64(56, "last file offset", "The file gets at least this length.");

    static {
        LAYOUT.reserved(28, 4);
    }

    static final StructLayout DATA = StructLayout.littleEndian("VHDX log data descriptor", DESCRIPTOR_SIZE);
    static final Field<String> DATA_SIGNATURE = DATA.ascii(0, 4, "signature", "Always `desc`.").mustBe("desc");
    static final Field<Long> TRAILING = DATA.u32(4, "trailing bytes", "The last 4 bytes of the page.");
    static final Field<Long> LEADING = DATA.u64(8, "leading bytes", "The first 8 bytes of the page.");
    static final Field<Long> DATA_POSITION = DATA.u64(16, "file offset", "Where the page belongs.");
    static final Field<Long> DATA_SEQUENCE = DATA.u64(24, "sequence number", "That of the entry.");

    static final StructLayout ZERO = StructLayout.littleEndian("VHDX log zero descriptor", DESCRIPTOR_SIZE);
    static final Field<String> ZERO_SIGNATURE = ZERO.ascii(0, 4, "signature", "Always `zero`.").mustBe("zero");
    static final Field<Long> ZERO_LENGTH = ZERO.u64(8, "zero length", "In bytes, a multiple of 4096.");
    static final Field<Long> ZERO_POSITION = ZERO.u64(16, "file offset", "Where the zeros belong.");
    static final Field<Long> ZERO_SEQUENCE = ZERO.u64(24, "sequence number", "That of the entry.");

    static {
        ZERO.reserved(4, 4);
    }

    static final StructLayout PAGE = StructLayout.littleEndian("VHDX log data sector", SECTOR);
    static final Field<String> PAGE_SIGNATURE = PAGE.ascii(0, 4, "signature", "Always `data`.").mustBe("data");
    static final Field<Long> SEQUENCE_HIGH = PAGE.u32(4, "sequence high", "Upper half of the entry's sequence number.");
    static final Field<Bytes> PAGE_BYTES = PAGE.bytes(8, SECTOR - 12, "data", "The page without its first 8 and last 4 bytes.");
    static final Field<Long> SEQUENCE_LOW = PAGE.u32(SECTOR - 4, "sequence low", "Lower half of the entry's sequence number.");

    /**
     * An entry that holds {@code pages} of 4 KiB, and needs none of those before it.
     *
     * @param offset where in the log it goes
     * @param fileSize what the file has, all of it safe on the medium
     */
    static byte[] toBytes(UUID guid, long sequence, long offset, long fileSize, SortedMap<Long, byte[]> pages) {
        int head = (LAYOUT.size() + pages.size() * DESCRIPTOR_SIZE + SECTOR - 1) / SECTOR * SECTOR;
        byte[] entry = new byte[head + pages.size() * SECTOR];
        put(
                entry,
                0,
                LAYOUT.blank()
                        .with(LENGTH, (long) entry.length)
                        .with(TAIL, offset)
                        .with(SEQUENCE, sequence)
                        .with(COUNT, (long) pages.size())
                        .with(LOG_GUID, guid)
                        .with(FLUSHED, fileSize)
                        .with(LAST, fileSize));
        int at = LAYOUT.size();
        int sector = head;
        for (Map.Entry<Long, byte[]> page : pages.entrySet()) {
            byte[] bytes = page.getValue();
            put(
                    entry,
                    at,
                    DATA.blank()
                            .with(TRAILING, LittleEndian.u32(bytes, SECTOR - 4))
                            .with(LEADING, LittleEndian.u64(bytes, 0))
                            .with(DATA_POSITION, page.getKey())
                            .with(DATA_SEQUENCE, sequence));
            StructImage data = PAGE.blank().with(SEQUENCE_HIGH, sequence >>> 32).with(PAGE_BYTES, Bytes.of(bytes, 8, SECTOR - 12));
            put(entry, sector, data.with(SEQUENCE_LOW, sequence & 0xffffffffL));
            at += DESCRIPTOR_SIZE;
            sector += SECTOR;
        }
        LittleEndian.putU32(entry, CHECKSUM.offset(), Checksums.CRC_32C.of(entry));
        return entry;
    }

    private static void put(byte[] entry, int at, StructImage part) {
        byte[] bytes = part.toArray();
        System.arraycopy(bytes, 0, entry, at, bytes.length);
    }

    /** The entry at {@code offset} of the log; empty when there is no valid one. */
    static Optional<LogEntry> read(Storage log, long offset, UUID guid, Region region) throws IOException {
        if (!startsEntry(log, offset)) {
            return Optional.empty(); // what is left of older rounds: most of the log
        }
        try {
            StructImage head = LAYOUT.read(log.name(), offset, log.read(offset, LAYOUT.size()));
            long length = head.get(LENGTH);
            long tail = head.get(TAIL);
            boolean fits = length >= SECTOR && length % SECTOR == 0 && length < log.size() && tail % SECTOR == 0 && tail < log.size();
            if (!fits || !head.get(LOG_GUID).equals(guid) || head.get(SEQUENCE) == 0 || anotherStartsInside(log, offset, length)) {
                return Optional.empty();
            }
            byte[] bytes = circular(log, offset, (int) length);
            if (!hasRightChecksum(bytes, head.get(CHECKSUM))) {
                return Optional.empty();
            }
            Optional<List<Change>> changes = changes(log.name(), bytes, head, region);
            return changes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new LogEntry(offset, length, head.get(SEQUENCE), tail, head.get(FLUSHED), head.get(LAST), changes.get()));
        } catch (MalformedException e) {
            return Optional.empty(); // not written to the end
        }
    }

    private static boolean startsEntry(Storage log, long offset) throws IOException {
        return new String(log.read(offset, SIGNATURE.length()), StandardCharsets.ISO_8859_1).equals("loge");
    }

    /** So that however many entries a damaged log pretends to have, it is read but once: later sectors of an entry start in other ways. */
    private static boolean anotherStartsInside(Storage log, long offset, long length) throws IOException {
        for (long at = SECTOR; at < length; at += SECTOR) {
            if (startsEntry(log, (offset + at) % log.size())) {
                return true;
            }
        }
        return false;
    }

    private static byte[] circular(Storage log, long offset, int length) throws IOException {
        int straight = (int) Math.min(length, log.size() - offset);
        byte[] bytes = new byte[length];
        System.arraycopy(log.read(offset, straight), 0, bytes, 0, straight);
        System.arraycopy(log.read(0, length - straight), 0, bytes, straight, length - straight);
        return bytes;
    }

    private static boolean hasRightChecksum(byte[] bytes, long stored) {
        byte[] zeroed = bytes.clone();
        LittleEndian.putU32(zeroed, CHECKSUM.offset(), 0);
        return Checksums.CRC_32C.of(zeroed) == stored;
    }

    private static Optional<List<Change>> changes(String source, byte[] bytes, StructImage head, Region region) throws MalformedException {
        long count = head.get(COUNT);
        long sequence = head.get(SEQUENCE);
        long descriptors = (LAYOUT.size() + count * DESCRIPTOR_SIZE + SECTOR - 1) / SECTOR * SECTOR;
        if (descriptors > bytes.length) {
            return Optional.empty();
        }
        List<Change> changes = new ArrayList<>();
        int page = (int) descriptors;
        for (int i = 0; i < count; i++) {
            int at = LAYOUT.size() + i * DESCRIPTOR_SIZE;
            Change change;
            if (bytes[at] == 'z') {
                StructImage zero = ZERO.view(source, at, bytes, at);
                change = new Change(zero.get(ZERO_POSITION), zero.get(ZERO_LENGTH), Optional.empty());
                if (zero.get(ZERO_SEQUENCE) != sequence) {
                    return Optional.empty();
                }
            } else {
                StructImage data = DATA.view(source, at, bytes, at);
                change = new Change(data.get(DATA_POSITION), SECTOR, Optional.of(page(source, bytes, page, data, sequence)));
                page += SECTOR;
            }
            if (!mayBeLogged(change, region)) {
                return Optional.empty();
            }
            changes.add(change);
        }
        return page == bytes.length ? Optional.of(changes) : Optional.empty();
    }

    private static byte[] page(String source, byte[] bytes, int at, StructImage descriptor, long sequence) throws MalformedException {
        StructImage sector = PAGE.view(source, at, bytes, at);
        if (descriptor.get(DATA_SEQUENCE) != sequence || sector.get(SEQUENCE_HIGH) != sequence >>> 32 || sector.get(SEQUENCE_LOW) != (sequence & 0xffffffffL)) {
            throw new MalformedException(source, PAGE.name(), at, "its sequence number is not that of its entry: it was not written to the end");
        }
        byte[] page = new byte[SECTOR];
        LittleEndian.putU64(page, 0, descriptor.get(LEADING));
        System.arraycopy(bytes, at + 8, page, 8, SECTOR - 12);
        LittleEndian.putU32(page, SECTOR - 4, descriptor.get(TRAILING));
        return page;
    }

    private static boolean mayBeLogged(Change change, Region log) {
        return change.position() >= FIRST_LOGGED
                && change.length() >= 0
                && change.position() % SECTOR == 0
                && change.length() % SECTOR == 0
                && change.position() <= Long.MAX_VALUE - change.length()
                && (change.position() >= log.end() || change.position() + change.length() <= log.offset());
    }
}
