package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.edit.StoreLocation;
import org.bcdkit.edit.VhdEntryPlan;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.view.DeviceJson;
import org.bcdkit.view.SpaceText;
import org.bcdkit.view.Verdict;

/** A plan for an entry that starts an image, together with the judgement of the image. */
abstract class ImageEntryProposal extends StoreProposal {

    private final VhdEntryPlan planned;
    private final NativeBootFacts facts;
    private final NativeBootReport report;

    ImageEntryProposal(Invocation invocation, StoreLocation location, VhdEntryPlan planned, NativeBootFacts facts, NativeBootReport report)
            throws IOException {
        super(invocation, location, planned.plan().withFindings(report.findings()));
        this.planned = planned;
        this.facts = facts;
        this.report = report;
    }

    /** The entry that the plan is about. */
    final VhdEntryPlan planned() {
        return planned;
    }

    /** There are many about any image; {@code bcd doctor} shows them in their order. */
    @Override
    final boolean tellsNotes() {
        return false;
    }

    @Override
    List<String> summary() {
        return report.space().isPresent()
                ? List.of(SpaceText.sentence(report.space().get()), Verdict.sentence(report, facts))
                : List.of(Verdict.sentence(report, facts));
    }

    @Override
    final ExitCode refusal() {
        return report.isReadable() ? ExitCode.REFUSED : ExitCode.INPUT;
    }

    @Override
    final void writeFields(JsonGenerator json) throws IOException {
        if (!isRefused()) {
            json.writeStringField("entry", planned.entry().toString());
            json.writeFieldName("device");
            DeviceJson.write(json, planned.device());
        }
    }
}
