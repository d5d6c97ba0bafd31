package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.firmware.FirmwarePlan;
import org.bcdkit.firmware.FirmwareVariables;
import org.bcdkit.firmware.KeptVariables;
import org.bcdkit.firmware.VariableChange;
import org.bcdkit.firmware.VariableChanges;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.view.ShellWord;

/** Makes what was planned for the boot entries of firmware, and keeps the variables as they were. */
final class FirmwareWrite {

    private final FirmwarePlan plan;
    private final FirmwareVariables variables;
    private final Path kept;
    private final String undoCommand;

    FirmwareWrite(Invocation invocation, FirmwareSource source, FirmwarePlan plan) {
        this.plan = plan;
        this.variables = source.variables();
        this.kept = source.nextKept();
        this.undoCommand = undoCommand(invocation);
    }

    private static String undoCommand(Invocation invocation) {
        List<String> words = new ArrayList<>(List.of("firmware", "undo"));
        for (String option : List.of(FirmwareSource.EFIVARS, FirmwareSource.BACKUP)) {
            if (invocation.has(option)) {
                words.add(option);
                words.add(invocation.requiredValue(option));
            }
        }
        return ShellWord.line(invocation.surroundings().program(), words);
    }

    /** What to call where the variables are. */
    String variables() {
        return variables.name();
    }

    /** Fails when the change cannot be made, as far as that can be told beforehand. */
    void check() throws IOException {
        variables.checkWritable(plan.steps());
        Path there = kept.toAbsolutePath().getParent();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isWritable(there)) {
            throw new HostException("The old variables cannot be kept in " + kept + ": permission denied", "Run this as root.");
        }
    }

    Proposal.Outcome apply() throws IOException {
        List<KeptVariables> made = new ArrayList<>();
        try {
            VariableChanges.apply(plan, variables, new VariableChanges.Keeper() {
                @Override
                public void keep(List<VariableChange> steps) throws IOException {
                    made.add(KeptVariables.keep(kept, steps));
                }
            });
        } catch (PartlyAppliedException e) {
            throw new PartlyAppliedException(e.getMessage() + "\nThe old variables are kept in " + kept + ".", e);
        } catch (IOException e) {
            for (KeptVariables unused : made) {
                unused.discard();
            }
            throw e;
        }
        return new Proposal.Outcome(Optional.of(kept), List.of("The old variables are kept in " + kept + ".", "To go back: " + undoCommand));
    }
}
