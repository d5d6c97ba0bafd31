package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.bcdkit.firmware.FirmwarePlan;
import org.bcdkit.view.JsonDocument;

/** A plan for the boot entries of firmware. */
class FirmwareProposal extends Proposal {

    private final FirmwareWrite write;
    private final String nothingToDo;

    /** @param nothingToDo why a plan that changes nothing does not: a sentence */
    FirmwareProposal(Invocation invocation, FirmwareSource source, FirmwarePlan plan, String nothingToDo) {
        this(invocation.global().force() ? plan.forced() : plan, invocation, source, nothingToDo);
    }

    private FirmwareProposal(FirmwarePlan plan, Invocation invocation, FirmwareSource source, String nothingToDo) {
        super(plan.intent(), plan.findings(), plan.changes());
        this.write = new FirmwareWrite(invocation, source, plan);
        this.nothingToDo = nothingToDo;
    }

    @Override
    String nothingToDo() {
        return nothingToDo;
    }

    @Override
    Outcome apply() throws IOException {
        return write.apply();
    }

    @Override
    void writeFields(JsonGenerator json) throws IOException {
        json.writeStringField("variables", JsonDocument.text(write.variables()));
    }
}
