package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bcdkit.plan.Finding;
import org.bcdkit.plan.Severity;

/** Findings as JSON. */
public final class FindingJson {

    private FindingJson() {}

    /**
     * Writes the field {@code findings}.
     *
     * @param passed whether rules that passed are listed too
     */
    public static void write(JsonGenerator json, List<Finding> findings, boolean passed) throws IOException {
        json.writeArrayFieldStart("findings");
        for (Finding finding : findings) {
            if (passed || finding.severity() != Severity.OK) {
                write(json, finding);
            }
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", finding.rule());
        json.writeStringField("severity", finding.severity().word());
        json.writeStringField("message", JsonDocument.text(finding.message()));
        if (finding.remedy().isPresent()) {
            json.writeStringField("remedy", JsonDocument.text(finding.remedy().get()));
        }
        if (finding.forceable()) {
            json.writeBooleanField("forceable", true);
        }
        json.writeEndObject();
    }
}
