package org.bcdkit.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.storage.FileReplacement;
import org.bcdkit.storage.HostException;

/**
 * The file that what comes is written to, {@code NAME.part}, with its record, {@code NAME.part.from}. Both stay when fetching ends before it is
 * done, however it ends.
 */
final class PartFile implements Closeable {

    private static final String SUFFIX = ".part";
    private static final String RECORD_SUFFIX = ".from";
    /** How much may come before the record tells of it: what a run that is killed loses. */
    private static final long BETWEEN_RECORDS = 16 << 20;
    private static final int PIECE = 1 << 16;

    private final Path part;
    private final Path record;
    private final String source;
    private final FileChannel channel;
    private final Thread atShutdown = new Thread() {
        @Override
        public void run() {
            // A signal ends the program in the middle of this: what was written by now counts.
            recordQuietly();
        }
    };

    private Validator validator = Validator.NONE;
    private OptionalLong size = OptionalLong.empty();
    private RunningChecksum checksum = new RunningChecksum();
    private long position;
    private long recorded;
    private boolean done;

    private PartFile(Path target, String source, FileChannel channel) {
        this.part = part(target);
        this.record = record(target);
        this.source = source;
        this.channel = channel;
    }

    static Path part(Path target) {
        return target.resolveSibling(target.getFileName() + SUFFIX);
    }

    static Path record(Path target) {
        return target.resolveSibling(target.getFileName() + SUFFIX + RECORD_SUFFIX);
    }

    /** What an earlier run left of {@code target} from this source; empty when there is nothing of use. */
    static Optional<PartRecord> left(Path target, String source) throws IOException {
        Path record = record(target);
        if (!Files.exists(record) || !Files.exists(part(target))) {
            return Optional.empty();
        }
        Optional<PartRecord> left = PartRecord.read(record);
        boolean usable = left.isPresent() && left.get().source().equals(source) && left.get().received() <= Files.size(part(target));
        return usable ? left : Optional.empty();
    }

    /** The file among the two that is not one of ours, and so must not be written over. */
    static Optional<Path> foreign(Path target) throws IOException {
        Path record = record(target);
        if (Files.exists(record)) {
            return PartRecord.isRecord(record) ? Optional.empty() : Optional.of(record);
        }
        return Files.exists(part(target)) ? Optional.of(part(target)) : Optional.empty();
    }

    /**
     * Opens the part of {@code target}, and reads what an earlier run left of it.
     *
     * @param keep whether bytes without a validator may be gone on with, because a checksum will tell
     */
    static PartFile open(Path target, String source, boolean keep) throws IOException {
        Optional<PartRecord> left = left(target, source);
        Path path = part(target);
        if (!Files.exists(record(target))) {
            // First the record, so that there is never a part that nobody knows.
            Files.write(record(target), new PartRecord(source, Validator.NONE, OptionalLong.empty(), 0, new RunningChecksum().soFar()).toBytes());
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        PartFile part = new PartFile(target, source, channel);
        try {
            part.lock();
            if (left.isPresent() && (keep || left.get().validator().isKnown())) {
                part.goOn(left.get());
            }
            Runtime.getRuntime().addShutdownHook(part.atShutdown);
            return part;
        } catch (IllegalStateException e) {
            channel.close();
            throw new HostException("Nothing was fetched: the program is being ended", "");
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // The same answer as for a lock that another process holds.
        } catch (IOException e) {
            // Some shares know no locks; then it is up to the user not to start this twice.
            return;
        }
        throw new HostException(part + " is being written by another program", "Wait until the other program is done, and try again.");
    }

    /** Takes the bytes that are there, when they are those of the record. */
    private void goOn(PartRecord left) throws IOException {
        // A server gives no range without a byte in it, so the last byte of a whole part is asked for again.
        boolean whole = left.size().isPresent() && left.received() >= left.size().getAsLong();
        long counted = whole ? Math.max(0, left.size().getAsLong() - 1) : left.received();
        RunningChecksum sums = new RunningChecksum();
        RunningChecksum all = new RunningChecksum();
        byte[] piece = new byte[PIECE];
        long at = 0;
        while (at < left.received()) {
            int wanted = (int) Math.min(piece.length, left.received() - at);
            int read = channel.read(ByteBuffer.wrap(piece, 0, wanted), at);
            if (read < 0) {
                return;
            }
            all.add(piece, read);
            sums.add(piece, (int) Math.max(0, Math.min(read, counted - at)));
            at += read;
        }
        if (all.soFar().equals(left.checksum())) {
            validator = left.validator();
            size = left.size();
            checksum = sums;
            position = counted;
            recorded = counted;
        }
    }

    /** How many bytes are there: where to go on. */
    long position() {
        return position;
    }

    Validator validator() {
        return validator;
    }

    OptionalLong size() {
        return size;
    }

    Sha256 checksum() {
        return checksum.soFar();
    }

    /** Throws away what is there and begins anew, with a file that the source says these things of. */
    synchronized void begin(Validator newValidator, OptionalLong newSize) throws IOException {
        validator = newValidator;
        size = newSize;
        checksum = new RunningChecksum();
        position = 0;
        record();
        channel.truncate(0);
    }

    /** Writes what came next. */
    synchronized void write(byte[] bytes, int length) throws IOException {
        ByteBuffer piece = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (piece.hasRemaining()) {
                channel.write(piece, position + piece.position());
            }
        } catch (IOException e) {
            throw new HostException(part + " cannot be written to: " + e.getMessage(), "Free some room, or look after the disk, and run this again.", e);
        }
        checksum.add(bytes, length);
        position += length;
        if (position - recorded >= BETWEEN_RECORDS) {
            record();
        }
    }

    private void record() throws IOException {
        Files.write(record, new PartRecord(source, validator, size, position, checksum.soFar()).toBytes());
        recorded = position;
    }

    private synchronized void recordQuietly() {
        try {
            if (!done) {
                record();
            }
        } catch (IOException e) {
            // The record that is there says less, and is as true.
        }
    }

    /** Makes it the file that was wanted: on the disk, and then under its name in one step. */
    synchronized void becomes(Path target) throws IOException {
        channel.truncate(position);
        channel.force(true);
        if (Files.exists(target)) {
            throw new HostException(target + " has come into being meanwhile, and was left alone", "Move it away, and run this again.");
        }
        done = true;
        channel.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(record);
        FileReplacement.forceFolder(target);
    }

    /** Leaves nothing behind. */
    synchronized void discard() throws IOException {
        done = true;
        channel.close();
        Files.deleteIfExists(part);
        Files.deleteIfExists(record);
    }

    /** What is left behind: a sentence with a space in front; empty when that is nothing. */
    String leftBehind() {
        return position == 0 ? "" : " " + ByteSize.format(position) + " of it stay in " + part + "; the same command goes on from there.";
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // It is running or has run.
        }
        if (!done && position == 0) {
            discard();
        }
        recordQuietly();
        channel.close();
    }
}
