package org.bcdkit.install;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.PartlyAppliedException;

/** Some steps were taken, and then one failed: which, and what follows from that. */
final class PartialInitialisation {

    private static final String STARTS = "\nWhat started before still starts. ";
    private static final String AGAIN = "The same command carries on when the reason is gone.";

    private PartialInitialisation() {}

    static PartlyAppliedException failure(
            String volume, List<VolumeStep> done, VolumeStep failed, List<VolumeStep> left, Optional<String> firmware, IOException cause) {
        StringBuilder text = new StringBuilder(volume).append(" was initialised in part: ").append(cause.getMessage()).append("\nDone:");
        text.append(done.isEmpty() ? " no step as a whole." : "");
        addTitles(text, done);
        text.append("\nFailed, each file of it being old or new as a whole:\n  ").append(failed.title());
        if (!left.isEmpty() || firmware.isPresent()) {
            text.append("\nNot begun:");
        }
        addTitles(text, left);
        text.append(firmware.isPresent() ? "\n  " + firmware.get() : "");
        return new PartlyAppliedException(text.append(STARTS).append(AGAIN).toString(), cause);
    }

    /** All steps on the volume were taken, and what comes behind them failed: if only that its disk was closed. */
    static PartlyAppliedException behindAll(String volume, List<VolumeStep> done, Optional<String> firmware, IOException cause) {
        StringBuilder text = new StringBuilder(volume).append(" was initialised, but then: ").append(cause.getMessage()).append("\nDone:");
        addTitles(text, done);
        text.append(firmware.isPresent() ? "\nNot begun:\n  " + firmware.get() : "");
        return new PartlyAppliedException(text.append(STARTS).append(AGAIN).toString(), cause);
    }

    /** The volume is as it should be, and the last step failed. */
    static PartlyAppliedException withoutEntry(String volume, List<VolumeStep> done, String failed, IOException cause) {
        StringBuilder text = new StringBuilder(volume).append(" was initialised, but its firmware entry was not made. Of the boot variables: ");
        text.append(cause.getMessage()).append("\nDone:");
        addTitles(text, done);
        text.append("\nFailed:\n  ").append(failed);
        String remedy = cause instanceof HostException host && !host.remedy().isEmpty() ? "\n" + host.remedy() : "";
        text.append("\nFirmware still starts what it started before. ").append(AGAIN).append(remedy);
        return new PartlyAppliedException(text.toString(), cause);
    }

    private static void addTitles(StringBuilder text, List<VolumeStep> steps) {
        for (VolumeStep step : steps) {
            text.append("\n  ").append(step.title());
        }
    }
}
