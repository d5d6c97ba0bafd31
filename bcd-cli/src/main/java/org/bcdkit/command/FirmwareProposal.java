package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.firmware.FirmwarePlan;
import org.bcdkit.firmware.FirmwareVariables;
import org.bcdkit.firmware.KeptVariables;
import org.bcdkit.firmware.VariableChange;
import org.bcdkit.firmware.VariableChanges;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.ShellWord;

/** A plan for the boot entries of firmware. */
class FirmwareProposal extends Proposal {

    private final FirmwarePlan plan;
    private final FirmwareVariables variables;
    private final Path kept;
    private final String undoCommand;
    private final String nothingToDo;

    /** @param nothingToDo why a plan that changes nothing does not: a sentence */
    FirmwareProposal(Invocation invocation, FirmwareSource source, FirmwarePlan plan, String nothingToDo) {
        this(invocation, source, invocation.global().force() ? plan.forced() : plan, source.nextKept(), nothingToDo);
    }

    private FirmwareProposal(Invocation invocation, FirmwareSource source, FirmwarePlan plan, Path kept, String nothingToDo) {
        super(plan.intent(), plan.findings(), plan.changes());
        this.plan = plan;
        this.variables = source.variables();
        this.kept = kept;
        this.undoCommand = undoCommand(invocation);
        this.nothingToDo = nothingToDo;
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

    @Override
    String nothingToDo() {
        return nothingToDo;
    }

    @Override
    Outcome apply() throws IOException {
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
        return new Outcome(Optional.of(kept), List.of("The old variables are kept in " + kept + ".", "To go back: " + undoCommand));
    }

    @Override
    void writeFields(JsonGenerator json) throws IOException {
        json.writeStringField("variables", JsonDocument.text(variables.name()));
    }
}
