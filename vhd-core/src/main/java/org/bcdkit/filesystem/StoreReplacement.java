package org.bcdkit.filesystem;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.disk.WritableDisk;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.fat.FatChange;
import org.bcdkit.fat.FatPlan;
import org.bcdkit.fat.FatStep;
import org.bcdkit.fat.FatVolume;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.storage.StalePlanException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.WritableStorage;

/**
 * New bytes for a boot store on a FAT volume. The copy of the old ones is safe before the new ones take their place, and older copies are removed behind
 * that.
 *
 * @param store what to call it in messages
 * @param path of the store on the volume
 * @param expected what it has to hold
 * @param next what it will hold
 * @param back the copy that {@code next} comes from, when old bytes are put back: it is removed
 * @param clock for the time in the name of the copy, and for those of the files
 */
record StoreReplacement(String store, FilePath path, Fingerprint expected, Bytes next, Optional<KeptCopy> back, Clock clock) {

    /**
     * What has to be written.
     *
     * @param copy of the store, that is kept
     * @param written the step behind which the store holds the new bytes
     * @param volume as it was found
     */
    record Prepared(FilePath copy, FatStep written, FatVolume volume, FatPlan plan) {}

    /** @throws StalePlanException when the store does not hold the expected bytes */
    Prepared prepare(Storage volume) throws IOException {
        StoredStore found = StoredStore.find(store, FileSystems.open(volume), path);
        Bytes old = found.content();
        if (!Fingerprint.of(old).equals(expected)) {
            throw StalePlanException.changed(store);
        }
        List<String> siblings = found.siblings();
        String name = KeptCopy.next(found.fileName(), KeptCopy.among(found.fileName(), siblings), clock.instant(), Fingerprint.of(next), back.isPresent());
        FilePath copy = path.parent().resolve(name);
        FatChange keep = new FatChange.WriteFile(copy, MemoryStorage.of(store, old), clock.instant(), Set.of());
        FatStep written = new FatStep(
                "write the store", List.of(new FatChange.ReplaceContent(path, MemoryStorage.of(store, next), clock.instant())));
        List<FatStep> steps = new ArrayList<>(List.of(new FatStep("keep the old store", List.of(keep)), written));
        siblings.add(name);
        List<FatChange> removals = removals(KeptCopy.among(found.fileName(), siblings));
        if (!removals.isEmpty()) {
            steps.add(new FatStep("remove old copies", removals));
        }
        FatVolume sound = FatVolume.read(volume);
        return new Prepared(copy, written, sound, sound.plan(steps, clock));
    }

    private List<FatChange> removals(List<KeptCopy> copies) {
        List<KeptCopy> removed = new ArrayList<>(KeptCopy.superfluous(copies));
        if (back.isPresent() && !removed.contains(back.get())) {
            removed.add(back.get());
        }
        List<FatChange> removals = new ArrayList<>();
        for (KeptCopy copy : removed) {
            removals.add(new FatChange.Delete(path.parent().resolve(copy.file())));
        }
        return removals;
    }

    /** Where it is written. */
    interface Place {

        /** Opens the disk that the volume is on. */
        WritableDisk open() throws IOException;

        /** The volume of the store on a disk that was opened. */
        WritableStorage volume(WritableDisk disk) throws IOException;

        /** What the store holds now, read anew: a disk that could not be written to may not know any more what is on the medium. */
        Bytes content() throws IOException;
    }

    /**
     * Writes it.
     *
     * @return the path of the copy that was kept
     * @throws StalePlanException when the volume is not what it was; nothing was written then
     * @throws PartlyAppliedException when the store holds the new bytes, or may hold them, and something failed then, if only that the disk was closed
     */
    FilePath apply(Place place) throws IOException {
        Application application = new Application();
        try (WritableDisk disk = place.open()) {
            application.apply(place.volume(disk));
        } catch (IOException e) {
            throw application.failure(place, e);
        }
        return application.copy();
    }

    /** Knows how far it came. */
    private final class Application implements FatPlan.Progress {
        private String volume = "";
        private Optional<Prepared> prepared = Optional.empty();
        private boolean isBegun;
        private boolean isDone;

        void apply(WritableStorage storage) throws IOException {
            volume = storage.name();
            prepared = Optional.of(prepare(storage));
            if (!prepared.get().plan().isPossible()) {
                throw StalePlanException.changed(volume);
            }
            prepared.get().plan().apply(storage, this);
        }

        FilePath copy() {
            return prepared.orElseThrow().copy();
        }

        @Override
        public void begun(FatStep step) {
            isBegun |= step.equals(prepared.orElseThrow().written());
        }

        @Override
        public void done(FatStep step) {
            isDone |= step.equals(prepared.orElseThrow().written());
        }

        IOException failure(Place place, IOException cause) {
            if (isDone) {
                return partly(" was changed", cause);
            }
            if (!isBegun) {
                return cause;
            }
            try {
                return place.content().equals(next) ? partly(" was changed", cause) : cause;
            } catch (IOException e) {
                cause.addSuppressed(e);
                return partly(" may have been changed", cause);
            }
        }

        private PartlyAppliedException partly(String what, IOException cause) {
            String kept = VolumeFile.name(volume, copy());
            return new PartlyAppliedException(
                    store + what + ", and the old store is kept as " + kept + ", but then: " + cause.getMessage() + "\nCheck the volume with fsck.fat or chkdsk.",
                    cause);
        }
    }
}
