package org.bcdkit.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.RandomGuid;
import org.bcdkit.storage.WritableStorage;

/**
 * The headers and the log of a VHDX that is being changed. Pages of metadata come to their places through the log: those that are handed over together,
 * all or none. MS-VHDX 2.2.2, 2.3.
 */
final class VhdxJournal {

    /** Pages that an entry may hold: their descriptors fit into its first sector, and two entries into the smallest log. */
    static final int MOST_PAGES = 126;

    private final WritableStorage file;
    private VhdxHeader header;
    private boolean hasBegun;
    private UUID logGuid = VhdxHeader.NONE;
    private long next;
    private long sequence;
    private boolean hasFailed;
    /** The identifier that comes with the next headers; absent when they keep theirs. */
    private Optional<UUID> dataWrite = Optional.empty();

    /** @param header the one that counts */
    VhdxJournal(WritableStorage file, VhdxHeader header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Comes before the first change of the file; later calls do nothing. Replays the log when it is in use, and says in the headers that the file is
     * changed from now on.
     *
     * @param dataWrite what names the disk to its children from now on; absent when what the disk holds is not changed
     */
    void begin(Optional<UUID> dataWrite) throws IOException {
        if (hasBegun) {
            return;
        }
        if (header.hasLog()) {
            VhdxLog.checkReplay(file, header);
            update(header.image().with(VhdxHeader.FILE_WRITE_GUID, RandomGuid.next()));
            VhdxLog.replay(file, header);
            file.force();
        }
        this.dataWrite = dataWrite;
        update(header.image().with(VhdxHeader.FILE_WRITE_GUID, RandomGuid.next()).with(VhdxHeader.LOG_GUID, VhdxHeader.NONE));
        hasBegun = true;
    }

    /**
     * Names the disk anew to its children, which are not its children then. That comes into the headers together with the log that holds the first commit:
     * where nothing gets so far, they stay its children.
     */
    void renameWithFirstCommit() {
        dataWrite = Optional.of(RandomGuid.next());
    }

    boolean hasBegun() {
        return hasBegun;
    }

    /**
     * Puts pages of 4 KiB into their places; when this returns, that is certain. All that was written before is safe before that.
     *
     * @param pages at most {@link #MOST_PAGES}, by their positions, behind the headers and outside the log
     */
    void commit(SortedMap<Long, byte[]> pages) throws IOException {
        if (pages.size() > MOST_PAGES) {
            throw new IllegalArgumentException(pages.size() + " pages do not go into the log together");
        }
        if (hasFailed) {
            throw new HostException(file.name() + " cannot be written to any more, since writing to its log failed", "Open it again.");
        }
        hasFailed = true; // until all is done
        if (!pages.isEmpty()) {
            // Entries of the log name sizes of the file in whole MiB.
            VhdxLog.clear(file, file.size(), (file.size() + Region.MIB - 1) / Region.MIB * Region.MIB);
        }
        file.force();
        if (!pages.isEmpty()) {
            putIntoPlace(pages);
        }
        hasFailed = false;
    }

    private void putIntoPlace(SortedMap<Long, byte[]> pages) throws IOException {
        UUID guid = logGuid.equals(VhdxHeader.NONE) ? RandomGuid.next() : logGuid;
        byte[] entry = LogEntry.toBytes(guid, sequence + 1, next, file.size(), pages);
        writeToLog(entry);
        file.force();
        if (!guid.equals(logGuid)) {
            // Not before the log has an entry with this GUID: a log that is in use and holds nothing is damaged.
            update(header.image().with(VhdxHeader.LOG_GUID, guid));
            logGuid = guid;
        }
        sequence++;
        next = (next + entry.length) % header.log().length();
        for (Map.Entry<Long, byte[]> page : pages.entrySet()) {
            file.write(page.getKey(), ByteBuffer.wrap(page.getValue()));
        }
    }

    /** Writes an entry, the end of which may be at the start of the log. */
    private void writeToLog(byte[] entry) throws IOException {
        int straight = (int) Math.min(entry.length, header.log().length() - next);
        file.write(header.log().offset() + next, ByteBuffer.wrap(entry, 0, straight));
        if (straight < entry.length) {
            file.write(header.log().offset(), ByteBuffer.wrap(entry, straight, entry.length - straight));
        }
    }

    /** Says in the headers that the log is not in use any more, unless something in it may not have come to its place. */
    void end() throws IOException {
        if (!logGuid.equals(VhdxHeader.NONE) && !hasFailed) {
            file.force();
            update(header.image().with(VhdxHeader.LOG_GUID, VhdxHeader.NONE));
            logGuid = VhdxHeader.NONE;
            sequence = 0;
            next = 0;
        }
    }

    /** Writes both headers, first the one that does not count. */
    private void update(StructImage image) throws IOException {
        StructImage named = dataWrite.isPresent() ? image.with(VhdxHeader.DATA_WRITE_GUID, dataWrite.get()) : image;
        dataWrite = Optional.empty();
        for (int i = 0; i < 2; i++) {
            long position = header.position() == VhdxHeader.FIRST ? VhdxHeader.SECOND : VhdxHeader.FIRST;
            StructImage sealed = named.with(VhdxHeader.SEQUENCE, header.sequence() + 1).sealed();
            file.write(position, ByteBuffer.wrap(sealed.toArray()));
            file.force();
            header = new VhdxHeader(sealed, position);
        }
    }
}
