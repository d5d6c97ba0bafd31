package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import org.bcdkit.check.ImageCheckReport;
import org.bcdkit.check.ImageFinding;

/** What a check of an image found, as JSON. */
public final class ImageCheckJson {

    private ImageCheckJson() {}

    /** Writes the fields of the document. */
    public static void write(JsonGenerator json, ImageCheckReport report) throws IOException {
        json.writeStringField("image", JsonDocument.text(report.image()));
        json.writeStringField("format", report.format().name().toLowerCase(Locale.ROOT));
        json.writeStringField("level", report.level().word());
        json.writeNumberField("files", report.files());
        json.writeStringField("verdict", report.verdict().word());
        json.writeArrayFieldStart("findings");
        for (ImageFinding finding : report.findings()) {
            write(json, finding);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, ImageFinding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", finding.rule().id());
        json.writeStringField("severity", finding.severity().word());
        json.writeStringField("file", JsonDocument.text(finding.file()));
        json.writeStringField("structure", finding.structure());
        if (finding.position().isPresent()) {
            json.writeNumberField("offset", finding.position().getAsLong());
        }
        json.writeStringField("message", JsonDocument.text(finding.problem()));
        if (finding.remedy().isPresent()) {
            json.writeStringField("remedy", finding.remedy().get());
        }
        if (finding.status().isPresent()) {
            json.writeStringField("status", finding.status().get().toHex());
        }
        json.writeEndObject();
    }
}
