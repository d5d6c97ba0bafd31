package org.bcdkit.install;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.firmware.FirmwarePlan;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.store.ObjectId;

/**
 * How a system partition is to be initialised: steps in an order that leaves the way to start the machine intact at every moment.
 *
 * @param intent what was asked for, in a few words
 * @param findings what the rules say; with an error among them nothing is done
 * @param changes what the steps change, as a preview shows it
 * @param steps none when there is nothing to do
 * @param stores the boot stores that start the Windows afterwards
 * @param firmware what becomes of the boot variables when all steps are taken; absent when they are not touched
 */
public record BootFilesPlan(
        String intent, List<Finding> findings, List<Change> changes, List<VolumeStep> steps, List<Store> stores, Optional<FirmwarePlan> firmware) {

    public BootFilesPlan {
        // What is found once for each firmware or file is said once.
        findings = List.copyOf(new LinkedHashSet<>(findings));
        changes = List.copyOf(changes);
        steps = List.copyOf(steps);
        stores = List.copyOf(stores);
    }

    /**
     * A boot store.
     *
     * @param entry that starts the Windows
     * @param copy where the old bytes are kept; absent when the store is new or stays as it is
     */
    public record Store(FirmwareKind firmware, FilePath path, ObjectId entry, Optional<FilePath> copy) {}

    /** What becomes of the boot variables, in the words of a step; absent when nothing does. */
    public Optional<String> firmwareStep() {
        if (firmware.isEmpty() || firmware.get().steps().isEmpty()) {
            return Optional.empty();
        }
        StringBuilder title = new StringBuilder("write the firmware's ");
        for (int i = 0; i < firmware.get().steps().size(); i++) {
            title.append(i == 0 ? "" : " and ").append(firmware.get().steps().get(i).name());
        }
        return Optional.of(title.toString());
    }

    /** This plan with what stands against its steps on {@code volume}. */
    public BootFilesPlan checked(SystemVolume volume, PreparedSteps prepared) {
        List<Finding> all = new ArrayList<>(findings);
        for (String problem : prepared.problems()) {
            all.add(Finding.error(InstallRule.TARGET, problem, "Move it away."));
        }
        if (!prepared.room().suffices()) {
            String message = volume.name() + " has " + ByteSize.format(prepared.room().free()) + " free and " + ByteSize.formatNeeded(prepared.room().needed())
                    + " are needed";
            all.add(Finding.error(InstallRule.ROOM, message, "Free some, take fewer languages with --locales, or make a larger partition."));
        }
        return new BootFilesPlan(intent, all, changes, steps, stores, firmware);
    }
}
