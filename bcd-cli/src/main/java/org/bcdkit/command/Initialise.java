package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.install.BootFilesPlan;
import org.bcdkit.install.Initialisation;
import org.bcdkit.install.PreparedSteps;
import org.bcdkit.install.VolumeStep;
import org.bcdkit.install.WindowsSource;
import org.bcdkit.storage.HostException;
import org.bcdkit.view.InitJson;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.ProgressText;
import org.bcdkit.view.ShellWord;

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
        if (target.isUnmounted() && !plan.steps().isEmpty() && !invocation.global().yes()) {
            throw new RequestException(target.volume().name() + " is in a disk that is written to directly, and bcd undo does not go back there. Confirm it with"
                    + " --yes. Nothing was written.");
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
        List<Path> kept = new ArrayList<>();
        try {
            new Initialisation(target.volume(), plan).apply(prepared, new PreparedSteps.Progress() {
                @Override
                public void done(VolumeStep step) {
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
        } finally {
            progress.end();
        }
        addRemarks(remarks);
        Optional<Path> copy = backup();
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

    private Optional<Path> backup() {
        for (BootFilesPlan.Store store : plan.stores()) {
            if (store.copy().isPresent()) {
                return Optional.of(Path.of(target.volume().name(store.copy().get())));
            }
        }
        return Optional.empty();
    }

    private void addRemarks(List<String> remarks) {
        for (BootFilesPlan.Store store : plan.stores()) {
            if (store.copy().isPresent()) {
                remarks.add("The old store is kept as " + target.volume().name(store.copy().get()) + ".");
                if (!target.isUnmounted()) {
                    List<String> words = List.of("undo", GlobalOptions.STORE, target.volume().name(store.path()));
                    remarks.add("To go back: " + ShellWord.line(invocation.surroundings().program(), words));
                }
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
