package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.plan.Change;

/** The changes of a plan as JSON. */
public final class ChangeJson {

    private ChangeJson() {}

    /** Writes the field {@code changes}. */
    public static void write(JsonGenerator json, List<Change> changes) throws IOException {
        json.writeArrayFieldStart("changes");
        for (Change change : changes) {
            json.writeStartObject();
            json.writeStringField("action", change.action().word());
            json.writeStringField("subject", JsonDocument.text(change.subject()));
            text(json, "before", change.before());
            text(json, "after", change.after());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String field, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(field, JsonDocument.text(text.get()));
        }
    }
}
