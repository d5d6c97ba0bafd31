package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bcdkit.edit.KeptCopy;
import org.bcdkit.edit.StoreLocation;

/** The kept copies of a store as JSON. */
public final class HistoryJson {

    private HistoryJson() {}

    /** Writes the field {@code copies}, newest first. */
    public static void write(JsonGenerator json, StoreLocation store, List<KeptCopy> copies) throws IOException {
        json.writeArrayFieldStart("copies");
        for (KeptCopy copy : copies) {
            json.writeStartObject();
            json.writeStringField("file", JsonDocument.text(store.name(copy)));
            json.writeStringField("time", HistoryText.date(copy) + "T" + HistoryText.timeOfDay(copy) + "." + HistoryText.milliseconds(copy) + "Z");
            json.writeBooleanField("undone", copy.undone());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
