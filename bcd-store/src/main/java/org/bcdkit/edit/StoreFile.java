package org.bcdkit.edit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.HiveFiles;
import org.bcdkit.hive.HiveState;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FileReplacement;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.HiveExtras;

/** A boot store in a file: reading it, and the only place where one is written. */
public final class StoreFile implements StoreLocation {

    /** How many copies of a store are kept beside it; older ones are removed when a new one is made. A system partition is small. */
    public static final int KEPT_COPIES = 20;

    private static final Comparator<KeptCopy> NEWEST_FIRST = new Comparator<>() {
        @Override
        public int compare(KeptCopy a, KeptCopy b) {
            return b.time().compareTo(a.time());
        }
    };

    private static final int PIECE = 1 << 16;

    private final Path path;
    private final Clock clock;

    /**
     * @param path a symbolic link is followed, so that copies lie beside the file itself
     * @param clock for time stamps in the store and in the names of copies
     */
    public StoreFile(Path path, Clock clock) throws IOException {
        this.path = Files.isSymbolicLink(path) && Files.isRegularFile(path) ? path.toRealPath() : path;
        this.clock = clock;
    }

    /** The file itself, not a link to it. */
    public Path path() {
        return path;
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public StoreFile file() {
        return this;
    }

    @Override
    public StoreSnapshot read() throws IOException {
        return read(content());
    }

    /** The store that {@code content} is, which is what the file holds: what {@link #read()} gives, without reading the file again. */
    public StoreSnapshot read(Bytes content) throws IOException {
        try (HiveFiles.LogFiles logs = new HiveFiles.LogFiles(path)) {
            return StoreSnapshot.of(name(), content, logs);
        }
    }

    /** The bytes in the file, whether or not they are a store. */
    public Bytes content() throws IOException {
        long size = Files.size(path);
        if (size > StoreSnapshot.LARGEST) {
            throw StoreSnapshot.tooLarge(name(), size + " bytes");
        }
        // A device or a pipe has no size, and may have no end.
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = new byte[(int) size];
            int length = 0;
            // In pieces: the system takes as much memory beside the array as one reading asks for.
            for (int count = 0; count >= 0 && length < content.length; length += Math.max(0, count)) {
                count = in.read(content, length, Math.min(PIECE, content.length - length));
            }
            byte[] more = in.readNBytes(StoreSnapshot.LARGEST + 1 - length);
            if (length + more.length > StoreSnapshot.LARGEST) {
                throw StoreSnapshot.tooLarge(name(), "more than " + StoreSnapshot.LARGEST + " bytes");
            }
            if (more.length == 0) {
                return Bytes.giving(content, length);
            }
            byte[] all = Arrays.copyOf(content, length + more.length);
            System.arraycopy(more, 0, all, length, more.length);
            return Bytes.giving(all, all.length);
        }
    }

    /**
     * Makes the change that a plan describes: builds the whole hive anew, reads it back, compares, and only then swaps it for the file.
     *
     * @return the copy of the old store that was kept; absent when there was nothing to do
     * @throws org.bcdkit.storage.StalePlanException when the file is not what the plan was made from any more
     */
    public Optional<Path> apply(StorePlan plan) throws IOException {
        if (plan.isRefused()) {
            throw new IllegalStateException("a refused plan was applied: " + plan.intent());
        }
        if (plan.changesNothing()) {
            return Optional.empty();
        }
        return Optional.of(replace(plan.before().content(), StoreContent.of(plan, clock)));
    }

    /** Writes a dirty store that its logs complete as a clean one. Same guarantees as {@link #apply}. */
    public Path repair(StoreSnapshot snapshot) throws IOException {
        if (snapshot.hive().info().state() != HiveState.RECOVERED) {
            throw new IllegalStateException("only a store that its logs completed can be repaired");
        }
        return replace(snapshot.content(), StoreContent.of(snapshot, clock));
    }

    /** Writes a new store to a file that does not exist yet. */
    public void create(BcdStore store) throws IOException {
        create(store, HiveExtras.NONE);
    }

    /** Writes a new store to a file that does not exist yet, with keys and values that have no place in a boot store. */
    public void create(BcdStore store, HiveExtras extras) throws IOException {
        FileReplacement.create(path, StoreContent.of(name(), store, extras, clock));
    }

    /**
     * Writes what was read from another store to a file that does not exist yet, as a clean hive: with the changes in its logs, and with the time
     * stamps, security descriptors and names that its keys have. What was deleted from it is not in the new file.
     */
    public void create(StoreExport export) throws IOException {
        if (Finding.refuse(export.findings())) {
            throw new IllegalStateException("a refused export was made: " + export.from().name());
        }
        FileReplacement.create(path, StoreContent.of(export.from(), clock));
    }

    private Path replace(Fingerprint expected, Bytes next) throws IOException {
        Path copy = nameOfNewCopy(Fingerprint.of(next), false);
        FileReplacement.of(path, expected, next).keeping(copy).apply();
        removeOldCopies();
        return copy;
    }

    private Path nameOfNewCopy(Fingerprint next, boolean undone) throws IOException {
        return KeptCopy.name(path, KeptCopy.timeStamp(KeptCopy.after(copies(), clock.instant())), next, undone);
    }

    /** The copies kept beside the store, newest first. */
    public List<KeptCopy> copies() throws IOException {
        List<KeptCopy> copies = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path.toAbsolutePath().getParent())) {
            for (Path file : files) {
                Optional<KeptCopy> copy = KeptCopy.of(path, file);
                if (copy.isPresent()) {
                    copies.add(copy.get());
                }
            }
        }
        copies.sort(NEWEST_FIRST);
        return copies;
    }

    /** The copy that {@link #undo} would go back to. */
    public Optional<KeptCopy> lastCopy() throws IOException {
        for (KeptCopy copy : copies()) {
            if (!copy.undone()) {
                return Optional.of(copy);
            }
        }
        return Optional.empty();
    }

    /**
     * Puts the bytes of {@code copy} back, and keeps what they replace as a copy of its own.
     *
     * @param current what the store holds, and still has to hold now
     * @param before what {@code copy} has to hold
     * @return the copy of what was taken back
     * @throws org.bcdkit.storage.StalePlanException when the store does not hold {@code current} any more, or the copy not {@code before}
     */
    public Path undo(KeptCopy copy, Fingerprint current, Fingerprint before) throws IOException {
        Path takenBack = nameOfNewCopy(before, true);
        FileReplacement.of(path, current, copy.file(), before).keeping(takenBack).apply();
        removeOldCopies();
        remove(copy);
        return takenBack;
    }

    private void removeOldCopies() throws IOException {
        List<KeptCopy> copies = copies();
        for (int i = KEPT_COPIES; i < copies.size(); i++) {
            remove(copies.get(i));
        }
    }

    private static void remove(KeptCopy copy) {
        try {
            Files.deleteIfExists(copy.file());
        } catch (IOException e) {
            // The store is changed by now, and reporting a failure would say that it is not. One copy more does no harm.
        }
    }
}
