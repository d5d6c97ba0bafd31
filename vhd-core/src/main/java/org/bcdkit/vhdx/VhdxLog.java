package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Overlay;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableStorage;

/** Finds the entries of the log that have to be replayed, and replays them in memory. MS-VHDX 2.3. */
final class VhdxLog {

    static final String STRUCTURE = "VHDX log";
    static final String NO_ENTRY = "it holds no valid entry";
    /** Windows makes logs of 1 MiB. All of a log may have to be held in memory. */
    private static final long MAX_REPLAYED = 64 << 20;
    private static final long MAX_GROWTH = 1 << 30;
    private static final int PIECE = 1 << 20;

    private VhdxLog() {}

    /**
     * {@code file} as it will be when its log is replayed. The file itself is not touched.
     *
     * @throws UnsupportedException when the log is larger than any that Windows makes
     * @throws MalformedException when the log holds nothing valid, or the file is shorter than when the log was written
     */
    static Storage replayed(Storage file, VhdxHeader header) throws IOException {
        List<LogEntry> entries = pending(file, header);
        Overlay overlay = new Overlay(file);
        for (LogEntry entry : entries) {
            for (LogEntry.Change change : entry.changes()) {
                if (change.page().isPresent()) {
                    overlay.write(change.position(), ByteBuffer.wrap(change.page().get()));
                } else {
                    overlay.clear(change.position(), change.length());
                }
            }
        }
        overlay.extendTo(last(entries).lastSize());
        return overlay;
    }

    /**
     * Looks at what {@link #replay} would write.
     *
     * @throws UnsupportedException when the file would grow by more, or more of it would become zero, than any log of Windows makes it
     */
    static void checkReplay(Storage file, VhdxHeader header) throws IOException {
        List<LogEntry> entries = pending(file, header);
        long end = end(file, entries);
        long zeros = 0;
        for (LogEntry entry : entries) {
            for (LogEntry.Change change : entry.changes()) {
                zeros += change.page().isPresent() ? 0 : Math.min(change.length(), MAX_GROWTH + 1);
            }
        }
        if (end - file.size() > MAX_GROWTH) {
            throw unsupported(file, header, "make the file grow from 0x" + Long.toHexString(file.size()) + " to 0x" + Long.toHexString(end)
                    + " bytes; supported is growth of up to 1 GiB");
        }
        if (zeros > MAX_GROWTH) {
            throw unsupported(file, header, "write more than 1 GiB of zeros, which is what is supported");
        }
    }

    private static UnsupportedException unsupported(Storage file, VhdxHeader header, String what) {
        return new UnsupportedException(file.name(), STRUCTURE, header.log().offset(), "replaying it would " + what);
    }

    /** Puts all that the log holds into its place in the file, where it is not safe yet. Comes behind {@link #checkReplay}. */
    static void replay(WritableStorage file, VhdxHeader header) throws IOException {
        List<LogEntry> entries = pending(file, header);
        clear(file, file.size(), end(file, entries));
        for (LogEntry entry : entries) {
            for (LogEntry.Change change : entry.changes()) {
                if (change.page().isPresent()) {
                    file.write(change.position(), ByteBuffer.wrap(change.page().get()));
                } else {
                    clear(file, change.position(), change.position() + change.length());
                }
            }
        }
    }

    /** Where the file ends when all that the log holds is in its place. */
    private static long end(Storage file, List<LogEntry> entries) {
        long end = Math.max(file.size(), last(entries).lastSize());
        for (LogEntry entry : entries) {
            for (LogEntry.Change change : entry.changes()) {
                end = Math.max(end, change.position() + change.length());
            }
        }
        return end;
    }

    /** Makes zeros of what is from {@code start} up to {@code end}; nothing when that is not behind it. */
    static void clear(WritableStorage file, long start, long end) throws IOException {
        for (long at = start; at < end; at += PIECE) {
            file.write(at, ByteBuffer.allocate((int) Math.min(PIECE, end - at)));
        }
    }

    /**
     * The entries that have to be replayed, oldest first; there is at least one.
     *
     * @throws FormatException as {@link #replayed}
     */
    static List<LogEntry> pending(Storage file, VhdxHeader header) throws IOException {
        Region region = header.log();
        if (region.length() > MAX_REPLAYED) {
            throw new UnsupportedException(
                    file.name(), STRUCTURE, region.offset(), "it is in use and has " + region.length() + " bytes; replaying is supported up to 64 MiB");
        }
        Storage log = file.slice(file.name(), region.offset(), region.length());
        List<LogEntry> entries = active(log, header, region);
        if (entries.isEmpty()) {
            throw new MalformedException(
                    file.name(), STRUCTURE, region.offset(), "the header says that it is in use, but " + NO_ENTRY);
        }
        LogEntry head = last(entries);
        if (Long.compareUnsigned(file.size(), head.flushedSize()) < 0) {
            throw new MalformedException(
                    file.name(), STRUCTURE, region.offset() + head.offset(), "the file had 0x" + Long.toHexString(head.flushedSize())
                            + " bytes when its last entry was written, now it has 0x" + Long.toHexString(file.size()) + " (truncated?)");
        }
        return entries;
    }

    /** What has to be replayed, oldest first: from the tail of the last entry of the chain whose last entry is the newest. */
    private static List<LogEntry> active(Storage log, VhdxHeader header, Region region) throws IOException {
        UUID guid = header.image().get(VhdxHeader.LOG_GUID);
        Map<Long, LogEntry> valid = new TreeMap<>();
        for (long offset = 0; offset < log.size(); offset += LogEntry.SECTOR) {
            Optional<LogEntry> entry = LogEntry.read(log, offset, guid, region);
            if (entry.isPresent()) {
                valid.put(offset, entry.get());
            }
        }
        Set<LogEntry> continuations = new HashSet<>();
        for (LogEntry entry : valid.values()) {
            Optional<LogEntry> next = next(entry, valid, log.size());
            if (next.isPresent()) {
                continuations.add(next.get());
            }
        }
        List<LogEntry> best = List.of();
        for (LogEntry start : valid.values()) {
            if (!continuations.contains(start)) {
                List<LogEntry> chain = fromTail(chain(start, valid, log.size()));
                if (!chain.isEmpty() && (best.isEmpty() || Long.compareUnsigned(last(chain).sequence(), last(best).sequence()) > 0)) {
                    best = chain;
                }
            }
        }
        return best;
    }

    private static Optional<LogEntry> next(LogEntry entry, Map<Long, LogEntry> valid, long logSize) {
        LogEntry next = valid.get((entry.offset() + entry.length()) % logSize);
        return next != null && next.sequence() == entry.sequence() + 1 ? Optional.of(next) : Optional.empty();
    }

    private static List<LogEntry> chain(LogEntry start, Map<Long, LogEntry> valid, long logSize) {
        List<LogEntry> chain = new ArrayList<>();
        long length = 0;
        Optional<LogEntry> entry = Optional.of(start);
        while (entry.isPresent() && length + entry.get().length() <= logSize) {
            chain.add(entry.get());
            length += entry.get().length();
            entry = next(entry.get(), valid, logSize);
        }
        return chain;
    }

    /** The part of the chain that its last entry still needs; nothing when that does not lie in the chain. */
    private static List<LogEntry> fromTail(List<LogEntry> chain) {
        for (int i = 0; i < chain.size(); i++) {
            if (chain.get(i).offset() == last(chain).tail()) {
                return chain.subList(i, chain.size());
            }
        }
        return List.of();
    }

    private static LogEntry last(List<LogEntry> chain) {
        return chain.get(chain.size() - 1);
    }
}
