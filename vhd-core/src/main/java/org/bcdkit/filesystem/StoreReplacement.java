package org.bcdkit.filesystem;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * Writes it.
     *
     * @return the path of the copy that was kept
     * @throws StalePlanException when the volume is not what it was; nothing was written then
     * @throws PartlyAppliedException when the store holds the new bytes, and something behind that failed
     */
    FilePath apply(WritableStorage volume) throws IOException {
        Prepared prepared = prepare(volume);
        if (!prepared.plan().isPossible()) {
            throw StalePlanException.changed(volume.name());
        }
        List<FatStep> done = new ArrayList<>();
        try {
            prepared.plan().apply(volume, new FatPlan.Progress() {
                @Override
                public void done(FatStep step) {
                    done.add(step);
                }
            });
        } catch (IOException e) {
            if (done.contains(prepared.written()) || isWritten(volume)) {
                throw new PartlyAppliedException(
                        store + " was changed, and the old store is kept as " + VolumeFile.name(volume.name(), prepared.copy()) + ", but then: " + e.getMessage()
                                + "\nCheck the volume with fsck.fat or chkdsk.",
                        e);
            }
            throw e;
        }
        return prepared.copy();
    }

    /** When that cannot be told it is not said. */
    private boolean isWritten(Storage volume) {
        try {
            return StoredStore.find(store, FileSystems.open(volume), path).content().equals(next);
        } catch (IOException e) {
            return false;
        }
    }
}
