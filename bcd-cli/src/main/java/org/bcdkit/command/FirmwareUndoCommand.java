package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.RequestException;
import org.bcdkit.firmware.BootVariables;
import org.bcdkit.firmware.FirmwarePlan;
import org.bcdkit.firmware.FirmwareVariables;
import org.bcdkit.firmware.KeptVariables;
import org.bcdkit.firmware.VariableChange;
import org.bcdkit.firmware.VariableChanges;

/** {@code bcd firmware undo}: the boot entries as they were before the last change that bcd made of them. */
public final class FirmwareUndoCommand extends ChangeCommand {

    @Override
    public void describe(Syntax syntax) {
        FirmwareSource.describe(syntax).withoutStore("the entries are those of the firmware; `bcd undo` goes back to an old store.");
        syntax.option(FirmwareSource.BACKUP, "DIR", "The folder that the change kept the old variables in; without it, that of the last change.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        try (FirmwareSource source = FirmwareSource.open(invocation)) {
            KeptVariables kept = kept(invocation, source);
            BootVariables now = source.read();
            List<String> changed = kept.changedSince(now);
            if (!changed.isEmpty() && !invocation.global().force()) {
                throw new RequestException("Something else has changed " + String.join(", ", changed) + " since the change that kept " + kept.folder()
                        + ". Going back would lose that as well. --force goes back all the same.");
            }
            return new Undo(source.variables(), kept, kept.undo(now));
        }
    }

    private static KeptVariables kept(Invocation invocation, FirmwareSource source) throws IOException {
        Optional<String> named = invocation.value(FirmwareSource.BACKUP);
        if (named.isPresent()) {
            Path folder = Path.of(named.get());
            if (!KeptVariables.isIn(folder)) {
                throw new RequestException(folder + (Files.isDirectory(folder) ? " holds no variables that a change kept." : " is no folder."));
            }
            return new KeptVariables(folder);
        }
        Optional<KeptVariables> last = source.lastKept();
        if (last.isEmpty()) {
            throw new RequestException("No kept variables of " + source.variables().name() + " are found, so there is nothing to go back to.");
        }
        return last.get();
    }

    private static final class Undo extends Proposal {
        private final FirmwareVariables variables;
        private final KeptVariables kept;
        private final FirmwarePlan plan;

        Undo(FirmwareVariables variables, KeptVariables kept, FirmwarePlan plan) {
            super(plan.intent(), plan.findings(), plan.changes());
            this.variables = variables;
            this.kept = kept;
            this.plan = plan;
        }

        @Override
        String nothingToDo() {
            return "the firmware entries are as they were before that change.";
        }

        @Override
        Outcome apply() throws IOException {
            VariableChanges.apply(plan, variables, new VariableChanges.Keeper() {
                @Override
                public void keep(List<VariableChange> steps) {
                    // What is taken back is in the same folder as what it replaced.
                }
            });
            Path undone = kept.markUndone();
            return new Outcome(Optional.of(undone.toString()), List.of("What was taken back is kept in " + undone + "."));
        }
    }
}
