package org.bcdkit.hive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.PatchedStorage;
import org.bcdkit.storage.Storage;

/**
 * Makes a dirty hive whole from its transaction logs, in memory. REGF, "Dirty state of a hive".
 *
 * <p>Entries of the new format are applied from the one that the hive's secondary sequence number names, each the next of the one before,
 * whichever log has it; when the first is missing, nothing is. A hive whose base block does not match its checksum takes that of a log, and the
 * last unbroken run of entries.
 */
final class LogReplay {

    /** As much of the base block as logs have. */
    private static final int SECTOR = 512;

    /** Windows begins a log anew long before; what is larger is something else, and would take long to be summed up. */
    private static final long LARGEST = 256L << 20;

    private final Storage primary;
    private final BaseBlock base;
    private final List<Storage> logs;

    LogReplay(Storage primary, BaseBlock base, List<Storage> logs) {
        this.primary = primary;
        this.base = base;
        this.logs = logs;
    }

    /** The hive as it should be; empty when no log fits. */
    Optional<Storage> recover() throws IOException {
        TreeMap<Long, LogEntry> entries = new TreeMap<>();
        for (Storage log : logs) {
            Optional<BaseBlock> logBase = baseBlock(log, BaseBlock.NEW_LOG);
            try {
                if (logBase.isPresent()) {
                    for (LogEntry entry : LogEntry.readAll(log, logBase.get())) {
                        entries.putIfAbsent(entry.sequence(), entry);
                    }
                }
            } catch (MalformedException e) {
                // A log that its file system cannot read is no log.
            }
        }
        LogEntry first = base.hasGoodChecksum() ? entries.get(secondarySequence()) : startOfLastRun(entries);
        return first != null ? Optional.of(apply(first, entries)) : recoverFromOldLog();
    }

    private long secondarySequence() {
        return Integer.toUnsignedLong(base.secondarySequence());
    }

    /** Null when there is no run, or when it ends before what the hive itself had reached: such logs are older than the hive. */
    private LogEntry startOfLastRun(TreeMap<Long, LogEntry> entries) {
        if (entries.isEmpty() || entries.lastKey() + 1 < secondarySequence()) {
            return null;
        }
        long sequence = entries.lastKey();
        while (entries.containsKey(sequence - 1)) {
            sequence--;
        }
        return entries.get(sequence);
    }

    private Storage apply(LogEntry first, TreeMap<Long, LogEntry> entries) throws IOException {
        PatchedStorage hive = new PatchedStorage(primary);
        LogEntry last = first;
        for (LogEntry entry = first; entry != null; entry = entries.get(entry.sequence() + 1)) {
            entry.applyTo(hive);
            last = entry;
        }
        BaseBlock whole = base.hasGoodChecksum() ? base : first.base();
        return withBaseBlock(hive, whole.complete((int) last.sequence(), last.binsSize()));
    }

    private Optional<Storage> recoverFromOldLog() throws IOException {
        for (Storage log : logs) {
            Optional<BaseBlock> logBase = baseBlock(log, BaseBlock.OLD_LOG);
            try {
                if (logBase.isPresent() && belongsToHive(logBase.get())) {
                    PatchedStorage hive = new PatchedStorage(primary);
                    DirtyVector.apply(log, logBase.get(), hive);
                    BaseBlock whole = base.hasGoodChecksum() ? base : logBase.get();
                    return Optional.of(withBaseBlock(hive, whole.complete(logBase.get().primarySequence(), logBase.get().binsSize())));
                }
            } catch (MalformedException e) {
                // A torn log is no log.
            }
        }
        return Optional.empty();
    }

    private boolean belongsToHive(BaseBlock log) throws IOException {
        if (base.hasGoodChecksum()) {
            return log.lastWritten() == base.lastWritten() && log.primarySequence() == base.primarySequence();
        }
        // The first bin repeats the time for this case.
        byte[] bin = primary.read(BaseBlock.SIZE, HiveBin.LAYOUT.size());
        return log.lastWritten() == HiveBin.LAYOUT.read(primary.name(), BaseBlock.SIZE, bin).get(HiveBin.TIMESTAMP);
    }

    /** The base block in a log of that type, unless the log is torn or something else. */
    private static Optional<BaseBlock> baseBlock(Storage log, int fileType) throws IOException {
        if (log.size() < 2 * SECTOR || log.size() > LARGEST) {
            // Windows leaves logs of length zero behind.
            return Optional.empty();
        }
        try {
            BaseBlock block = BaseBlock.readLogCopy(log);
            return block.fileType() == fileType && !block.isDirty() ? Optional.of(block) : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static Storage withBaseBlock(PatchedStorage hive, BaseBlock block) throws IOException {
        hive.patch(0, SECTOR, MemoryStorage.of(hive.name(), block.image().toBytes()), 0);
        return hive;
    }
}
