package org.bcdkit.edit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
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
    public String name(KeptCopy copy) {
        return path(copy).toString();
    }

    /** The file of a copy. */
    public Path path(KeptCopy copy) {
        return path.resolveSibling(copy.file());
    }

    @Override
    public Optional<String> unmountedVolume() {
        return Optional.empty();
    }

    @Override
    public StoreSnapshot read() throws IOException {
        return read(content());
    }

    @Override
    public StoreSnapshot read(Bytes content) throws IOException {
        try (HiveFiles.LogFiles logs = new HiveFiles.LogFiles(path)) {
            return StoreSnapshot.of(name(), content, logs);
        }
    }

    @Override
    public StoreSnapshot read(KeptCopy copy) throws IOException {
        return new StoreFile(path(copy), clock).read();
    }

    @Override
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

    @Override
    public StoreChange change(StorePlan plan) {
        if (plan.isRefused() || plan.changesNothing()) {
            throw new IllegalStateException("there is nothing to change by: " + plan.intent());
        }
        return new Replacement() {
            @Override
            public String apply() throws IOException {
                return replace(plan.before().content(), StoreContent.of(plan, clock));
            }
        };
    }

    @Override
    public StoreChange repair(StoreSnapshot snapshot) {
        if (snapshot.hive().info().state() != HiveState.RECOVERED) {
            throw new IllegalStateException("only a store that its logs completed can be repaired");
        }
        return new Replacement() {
            @Override
            public String apply() throws IOException {
                return replace(snapshot.content(), StoreContent.of(snapshot, clock));
            }
        };
    }

    /** What stands against replacing a file, trying it tells. */
    private abstract static class Replacement implements StoreChange {

        @Override
        public List<Finding> findings() {
            return List.of();
        }
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

    private String replace(Fingerprint expected, Bytes next) throws IOException {
        Path copy = newCopy(Fingerprint.of(next), false);
        FileReplacement.of(path, expected, next).keeping(copy).apply();
        removeOldCopies();
        return copy.toString();
    }

    private Path newCopy(Fingerprint next, boolean undone) throws IOException {
        return path.resolveSibling(KeptCopy.next(path.getFileName().toString(), copies(), clock.instant(), next, undone));
    }

    @Override
    public List<KeptCopy> copies() throws IOException {
        List<String> siblings = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path.toAbsolutePath().getParent())) {
            for (Path file : files) {
                siblings.add(file.getFileName().toString());
            }
        }
        return KeptCopy.among(path.getFileName().toString(), siblings);
    }

    @Override
    public StoreChange undo(KeptCopy copy, Fingerprint current, Fingerprint before) {
        return new Replacement() {
            @Override
            public String apply() throws IOException {
                Path takenBack = newCopy(before, true);
                FileReplacement.of(path, current, path(copy), before).keeping(takenBack).apply();
                removeOldCopies();
                remove(copy);
                return takenBack.toString();
            }
        };
    }

    private void removeOldCopies() throws IOException {
        for (KeptCopy copy : KeptCopy.superfluous(copies())) {
            remove(copy);
        }
    }

    private void remove(KeptCopy copy) {
        try {
            Files.deleteIfExists(path(copy));
        } catch (IOException e) {
            // The store is changed by now, and reporting a failure would say that it is not. One copy more does no harm.
        }
    }
}
