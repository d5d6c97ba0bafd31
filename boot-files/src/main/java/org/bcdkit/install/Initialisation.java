package org.bcdkit.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.storage.Storage;

/** Carries out a plan on a system partition, and knows how far it came. */
public final class Initialisation {

    private final SystemVolume volume;
    private final BootFilesPlan plan;
    private final List<VolumeStep> steps;
    private final List<VolumeStep> done = new ArrayList<>();

    public Initialisation(SystemVolume volume, BootFilesPlan plan) {
        this.volume = volume;
        this.plan = plan;
        this.steps = plan.steps();
    }

    /** Writes the boot variables of the plan. */
    public interface FirmwareStep {

        /** When this fails, the variables are as they were, or the exception says that they are not. */
        void take() throws IOException;
    }

    /**
     * Takes all steps on the volume, and then that of the firmware.
     *
     * @param prepared the steps of the plan, as the volume prepared them
     * @param firmware taken when the plan changes boot variables
     * @throws PartlyAppliedException when something was changed before it failed
     * @throws IOException when it failed and nothing was changed
     */
    public void apply(PreparedSteps prepared, PreparedSteps.Progress progress, FirmwareStep firmware) throws IOException {
        if (!steps.isEmpty()) {
            apply(prepared, progress);
        }
        if (plan.firmwareStep().isEmpty()) {
            return;
        }
        try {
            firmware.take();
        } catch (IOException e) {
            throw steps.isEmpty() ? e : PartialInitialisation.withoutEntry(volume.name(), steps, plan.firmwareStep().get(), e);
        }
    }

    /**
     * Takes the steps on the volume.
     *
     * @param prepared the steps of the plan, as the volume prepared them
     * @throws PartlyAppliedException when something was changed before it failed
     * @throws IOException when it failed and nothing was changed
     */
    public void apply(PreparedSteps prepared, PreparedSteps.Progress progress) throws IOException {
        try {
            prepared.apply(new PreparedSteps.Progress() {
                @Override
                public void done(VolumeStep step) {
                    done.add(step);
                    progress.done(step);
                }
            });
        } catch (IOException e) {
            if (done.size() == steps.size() || done.isEmpty() && !isBegun(steps.get(0))) {
                throw e;
            }
            throw PartialInitialisation.failure(
                    volume.name(), done, steps.get(done.size()), steps.subList(done.size() + 1, steps.size()), plan.firmwareStep(), e);
        }
    }

    /** Whether the first change of a step was made; when that cannot be told, it may have been. */
    private boolean isBegun(VolumeStep step) {
        if (step.changes().isEmpty() || !(step.changes().get(0) instanceof VolumeChange.WriteFile write)) {
            return true;
        }
        try {
            Optional<FileEntry> entry = write.path().find(volume.files());
            if (entry.isEmpty() || write.replaced().isEmpty()) {
                return entry.isPresent();
            }
            try (Storage file = volume.files().open(entry.get())) {
                return file.size() != write.replaced().get().size() || !Fingerprint.of(file.bytes(0, (int) file.size())).equals(write.replaced().get());
            }
        } catch (IOException e) {
            return true;
        }
    }
}
