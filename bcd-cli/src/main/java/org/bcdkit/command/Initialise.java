package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.install.BootFilesPlan;
import org.bcdkit.install.Initialisation;
import org.bcdkit.install.PreparedSteps;
import org.bcdkit.install.VolumeChange;
import org.bcdkit.install.VolumeStep;
import org.bcdkit.install.WindowsSource;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.view.InitJson;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.ProgressText;

/** A plan for the boot files and stores of a system partition. */
final class Initialise extends Proposal {

    private final Invocation invocation;
    private final InitTarget target;
    private final BootFilesPlan plan;
    private final PreparedSteps prepared;
    private final WindowsSource source;
    private final Optional<FirmwareWrite> firmware;

    /** @param firmware what makes the plan for the firmware, when there is one */
    Initialise(
            Invocation invocation, InitTarget target, BootFilesPlan plan, PreparedSteps prepared, WindowsSource source, Optional<FirmwareWrite> firmware) {
        super(plan.intent(), plan.findings(), plan.changes());
        this.invocation = invocation;
        this.target = target;
        this.plan = plan;
        this.prepared = prepared;
        this.source = source;
        this.firmware = firmware;
    }

    @Override
    Outcome apply() throws IOException {
        if (target.isUnmounted() && !plan.steps().isEmpty()) {
            Confirmation.ofWritingTo(target.volume().name(), invocation);
        }
        if (firmware.isPresent() && plan.firmwareStep().isPresent()) {
            checkFirmware(firmware.get());
        }
        ProgressText progress = new ProgressText(
                invocation.surroundings().err(),
                invocation.surroundings().isTerminal(),
                invocation.global().quiet() || !invocation.surroundings().isTerminal() && !invocation.global().verbose(),
                plan.steps().size() + (plan.firmwareStep().isPresent() ? 1 : 0));
        List<String> remarks = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        List<BootFilesPlan.Store> changed = new ArrayList<>();
        try {
            new Initialisation(target.volume(), plan).apply(prepared, new PreparedSteps.Progress() {
                @Override
                public void done(VolumeStep step) {
                    for (BootFilesPlan.Store store : plan.stores()) {
                        if (store.copy().isPresent() && writes(step, store.path())) {
                            changed.add(store);
                        }
                    }
                    progress.done(step.title());
                }
            }, new Initialisation.FirmwareStep() {
                @Override
                public void take() throws IOException {
                    Outcome written = firmware.orElseThrow().apply();
                    kept.add(written.backup().orElseThrow());
                    remarks.addAll(written.remarks());
                    progress.done(plan.firmwareStep().orElseThrow());
                }
            });
        } catch (PartlyAppliedException e) {
            List<String> back = new ArrayList<>();
            for (BootFilesPlan.Store store : changed) {
                addCopy(back, store);
            }
            throw back.isEmpty() ? e : new PartlyAppliedException(e.getMessage() + "\n" + String.join("\n", back), e);
        } finally {
            progress.end();
        }
        addRemarks(remarks);
        Optional<String> copy = backup();
        return new Outcome(copy.isPresent() || kept.isEmpty() ? copy : Optional.of(kept.get(0)), remarks);
    }

    /** The firmware is written last, when all else is done: what stands against that is found out before anything is. */
    private static void checkFirmware(FirmwareWrite firmware) throws IOException {
        try {
            firmware.check();
        } catch (HostException e) {
            String without = "Or make no firmware entry: " + InitFirmware.NO_FIRMWARE + " (/nofirmwaresync of bcdboot).";
            throw new HostException(e.getMessage() + ". Nothing was written.", e.remedy() + " " + without, e);
        }
    }

    private Optional<String> backup() {
        for (BootFilesPlan.Store store : plan.stores()) {
            if (store.copy().isPresent()) {
                return Optional.of(target.volume().name(store.copy().get()));
            }
        }
        return Optional.empty();
    }

    private static boolean writes(VolumeStep step, FilePath path) {
        for (VolumeChange change : step.changes()) {
            if (change instanceof VolumeChange.WriteFile && change.path().equals(path)) {
                return true;
            }
        }
        return false;
    }

    /** Where the old store is, and how to go back to it. */
    private void addCopy(List<String> remarks, BootFilesPlan.Store store) {
        remarks.add("The old store is kept as " + target.volume().name(store.copy().orElseThrow()) + ".");
        remarks.add("To go back: " + invocation.undoCommand(target.volume().name(store.path()), target.isUnmounted()));
    }

    private void addRemarks(List<String> remarks) {
        for (BootFilesPlan.Store store : plan.stores()) {
            if (store.copy().isPresent()) {
                addCopy(remarks, store);
            }
        }
        remarks.add(source.name() + " starts from " + target.volume().name() + " now.");
    }

    @Override
    String nothingToDo() {
        return source.name() + " starts from " + target.volume().name() + " already, and its boot files are there.";
    }

    @Override
    void writeFields(JsonGenerator json) throws IOException {
        if (!isRefused()) {
            InitJson.write(json, plan, source, target.volume().name());
            if (firmware.isPresent()) {
                json.writeStringField("variables", JsonDocument.text(firmware.get().variables()));
            }
        }
    }
}
