package org.bcdkit.install;

import java.io.IOException;
import java.util.List;
import org.bcdkit.storage.PartlyAppliedException;

/** Some steps were taken, and then one failed: which, and what follows from that. */
final class PartialInitialisation {

    private PartialInitialisation() {}

    static PartlyAppliedException failure(String volume, List<VolumeStep> done, VolumeStep failed, List<VolumeStep> left, IOException cause) {
        return new PartlyAppliedException(text(volume, done, failed, left, cause), cause);
    }

    private static String text(String volume, List<VolumeStep> done, VolumeStep failed, List<VolumeStep> left, IOException cause) {
        StringBuilder text = new StringBuilder(volume).append(" was initialised in part: ").append(cause.getMessage()).append("\nDone:");
        if (done.isEmpty()) {
            text.append(" no step as a whole.");
        }
        for (VolumeStep step : done) {
            text.append("\n  ").append(step.title());
        }
        text.append("\nFailed, each file of it being old or new as a whole:\n  ").append(failed.title());
        if (!left.isEmpty()) {
            text.append("\nNot begun:");
        }
        for (VolumeStep step : left) {
            text.append("\n  ").append(step.title());
        }
        return text.append("\nWhat started before still starts. The same command carries on when the reason is gone.").toString();
    }
}
