package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.bcdkit.install.BootFilesPlan;
import org.bcdkit.install.VolumeStep;
import org.bcdkit.install.WindowsSource;

/** What the JSON document about a system partition has beside findings and changes. */
public final class InitJson {

    private InitJson() {}

    /** Fields of the object that is open: the Windows, the stores with the entry in each, and the steps in their order. */
    public static void write(JsonGenerator json, BootFilesPlan plan, WindowsSource source, String target) throws IOException {
        json.writeStringField("source", JsonDocument.text(source.name()));
        json.writeStringField("target", JsonDocument.text(target));
        json.writeStringField("title", JsonDocument.text(source.title()));
        if (!plan.stores().isEmpty()) {
            json.writeStringField("entry", plan.stores().get(0).entry().toString());
        }
        json.writeArrayFieldStart("stores");
        for (BootFilesPlan.Store store : plan.stores()) {
            json.writeStartObject();
            json.writeStringField("firmware", store.firmware().word());
            json.writeStringField("path", store.path().windowsText());
            json.writeStringField("entry", store.entry().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("steps");
        for (VolumeStep step : plan.steps()) {
            json.writeString(JsonDocument.text(step.title()));
        }
        if (plan.firmwareStep().isPresent()) {
            json.writeString(plan.firmwareStep().get());
        }
        json.writeEndArray();
    }
}
