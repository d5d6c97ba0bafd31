package org.bcdkit.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Puts new content in the place of a file's, so that after a crash at any moment the name leads to all of the old bytes or all of the new ones.
 * The new content is written to a temporary file in the same folder, forced to the disk, read back, and moved over the old file in one step. On
 * FAT that step is weaker than elsewhere; the copy that can be kept of the old bytes is on the disk before it.
 *
 * <p>Whatever fails before the move leaves the file as it was, and neither the temporary file nor the copy behind. A symbolic link is followed
 * and stays a link. POSIX permissions and owner and DOS attributes are carried over where the file system has them.
 */
public final class FileReplacement {

    /** The moments at which tests let something go wrong. */
    enum Step {
        LOCK,
        COPY,
        WRITE,
        FORCE,
        READ_BACK,
        MOVE
    }

    /** Told of each step before it is taken. */
    interface Observer {
        void before(Step step) throws IOException;
    }

    private static final Observer NOBODY = new Observer() {
        @Override
        public void before(Step step) {}
    };

    private static final String OTHER_USER = "Run this as a user who may write there; clear an immutable flag (chattr -i) or read-only attribute.";

    private final Path file;
    private final Fingerprint expected;
    private final NewContent content;
    private final Optional<Path> copy;
    private final Observer observer;

    private FileReplacement(Path file, Fingerprint expected, NewContent content, Optional<Path> copy, Observer observer) {
        this.file = file;
        this.expected = expected;
        this.content = content;
        this.copy = copy;
        this.observer = observer;
    }

    /**
     * @param expected what the file has to hold at the moment of replacing it: what the new content was made from
     * @param content what it will hold
     */
    public static FileReplacement of(Path file, Fingerprint expected, Bytes content) {
        return new FileReplacement(file, expected, new NewContent.OfBytes(content), Optional.empty(), NOBODY);
    }

    /** The same, with what {@code source} holds, which has to be {@code content}. */
    public static FileReplacement of(Path file, Fingerprint expected, Path source, Fingerprint content) {
        return new FileReplacement(file, expected, new NewContent.OfFile(source, Optional.empty(), content), Optional.empty(), NOBODY);
    }

    /** The same replacement, keeping the old bytes as {@code copy}. That file must not exist yet. */
    public FileReplacement keeping(Path copy) {
        return new FileReplacement(file, expected, content, Optional.of(copy), observer);
    }

    FileReplacement observedBy(Observer observer) {
        return new FileReplacement(file, expected, content, copy, observer);
    }

    /**
     * Fails when a file is protected from being replaced: better known before long work than after it.
     *
     * @throws HostException with what to do about it
     */
    public static void checkProtection(Path file) throws IOException {
        FileTraits.of(file.toRealPath()).refuseReadOnly(file);
    }

    /**
     * Replaces the file.
     *
     * @throws StalePlanException when the file does not hold the expected bytes
     * @throws HostException when the machine does not allow it, with what to do about it
     */
    public void apply() throws IOException {
        try {
            Path target = file.toRealPath();
            FileTraits traits = FileTraits.of(target);
            traits.refuseReadOnly(file);
            Optional<Object> identity = identity(target);
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                observer.before(Step.LOCK);
                lock(channel);
                // Through this channel: POSIX gives up the locks of a process on a file when it closes any other channel to it.
                if (!identity.equals(identity(target)) || !Fingerprint.of(channel).equals(expected)) {
                    throw StalePlanException.changed(file.toString());
                }
                replace(target, traits, channel);
            }
        } catch (HostException | StalePlanException e) {
            throw e;
        } catch (IOException e) {
            throw refusal("replaced", file, content.size(), e);
        }
    }

    /**
     * Makes a file that does not exist yet, with the same care: it appears whole or not at all.
     *
     * @throws HostException when there is a file of that name already, or the machine does not allow it
     */
    public static void create(Path file, Bytes content) throws IOException {
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            try (TemporaryFile temporary = TemporaryFile.beside(file.toAbsolutePath())) {
                NewContent wanted = new NewContent.OfBytes(content);
                wanted.writeTo(temporary);
                temporary.force();
                temporary.compare(wanted);
                temporary.moveTo(file.toAbsolutePath());
            }
            forceFolder(file);
        } catch (HostException e) {
            throw e;
        } catch (IOException e) {
            throw refusal("created", file, content.size(), e);
        }
    }

    /** Keeps a second run of this program out until the channel is closed. */
    private void lock(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // The same answer as for a lock that another process holds.
        }
        throw new HostException(file + " is being changed by another program", "Wait until the other program is done, and try again.");
    }

    /** What tells whether a name still leads to the same file; absent where a file that is open stays under its name. */
    private static Optional<Object> identity(Path target) throws IOException {
        return Optional.ofNullable(Files.readAttributes(target, BasicFileAttributes.class).fileKey());
    }

    private void replace(Path target, FileTraits traits, FileChannel locked) throws IOException {
        boolean copied = false;
        boolean moved = false;
        try (TemporaryFile temporary = TemporaryFile.beside(target)) {
            if (copy.isPresent()) {
                observer.before(Step.COPY);
                try (TemporaryFile kept = TemporaryFile.create(copy.get())) {
                    fill(kept, new NewContent.OfFile(target, Optional.of(locked), expected), traits);
                    kept.keep();
                }
                copied = true;
                forceFolder(copy.get());
            }
            observer.before(Step.WRITE);
            fill(temporary, content, traits);
            observer.before(Step.MOVE);
            if (!traits.isPosix()) {
                // Windows does not move anything over a file that is open.
                locked.close();
            }
            temporary.moveTo(target);
            moved = true;
        } finally {
            if (copied && !moved) {
                Files.deleteIfExists(copy.get());
            }
        }
        forceFolder(target);
    }

    private void fill(TemporaryFile temporary, NewContent wanted, FileTraits traits) throws IOException {
        // Before the bytes, so that nobody reads them who could not read the old ones.
        traits.applyTo(temporary.path());
        wanted.writeTo(temporary);
        observer.before(Step.FORCE);
        temporary.force();
        observer.before(Step.READ_BACK);
        temporary.compare(wanted);
    }

    /** Makes the names in the folder of {@code file} safe. Some systems do not open folders, or have nothing to force: then this is all there is. */
    public static void forceFolder(Path file) {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException | UnsupportedOperationException e) {
            // By now the new content is in place under its name, and reporting a failure would say that it is not.
        }
    }

    /** The machine's refusal in words, with the way out that fits it. */
    private static HostException refusal(String verb, Path file, long size, IOException cause) {
        String problem = file + " cannot be " + verb + ": ";
        if (cause instanceof NoSuchFileException) {
            Path folder = file.toAbsolutePath().getParent();
            String missing = Files.isDirectory(folder) ? "it does not exist" : "there is no folder " + folder;
            return new HostException(problem + missing, "Check the path.", cause);
        }
        if (cause instanceof FileAlreadyExistsException existing) {
            return new HostException(problem + existing.getFile() + " exists already", "Move it away first, or choose another name.", cause);
        }
        if (cause instanceof AtomicMoveNotSupportedException) {
            String remedy = "Copy the file to a local disk, change the copy, and copy it back.";
            return new HostException(problem + "this file system cannot replace a file in one step", remedy, cause);
        }
        if (cause instanceof AccessDeniedException denied) {
            return new HostException(problem + "permission denied for " + denied.getFile(), OTHER_USER, cause);
        }
        String reason = cause instanceof FileSystemException e && e.getReason() != null ? e.getReason() : String.valueOf(cause.getMessage());
        return new HostException(problem + reason, remedy(file, size), cause);
    }

    private static String remedy(Path file, long size) {
        try {
            var store = Files.getFileStore(file.toAbsolutePath().getParent());
            if (store.isReadOnly()) {
                return "Mount " + store + " for writing (mount -o remount,rw).";
            }
            if (store.getUsableSpace() < 3 * size) {
                return "Free " + 3 * size + " bytes on " + store + ".";
            }
        } catch (IOException e) {
            // The file system tells nothing; the likeliest reason that is left is protection.
        }
        return OTHER_USER;
    }
}
