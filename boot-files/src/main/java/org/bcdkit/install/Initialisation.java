package org.bcdkit.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.PartlyAppliedException;

/** Carries out a plan on a system partition, and knows how far it came. */
public final class Initialisation {

    private final SystemVolume volume;
    private final BootFilesPlan plan;
    private final List<VolumeStep> steps;
    private final List<VolumeStep> done = new ArrayList<>();
    private boolean isBegun;

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
                public void begun(VolumeStep step) {
                    isBegun = true;
                    progress.begun(step);
                }

                @Override
                public void done(VolumeStep step) {
                    done.add(step);
                    progress.done(step);
                }
            });
        } catch (IOException e) {
            if (done.isEmpty() && !isBegun) {
                throw e;
            }
            throw done.size() == steps.size()
                    ? PartialInitialisation.behindAll(volume.name(), steps, plan.firmwareStep(), e)
                    : PartialInitialisation.failure(
                            volume.name(), done, steps.get(done.size()), steps.subList(done.size() + 1, steps.size()), plan.firmwareStep(), e);
        }
    }
}
