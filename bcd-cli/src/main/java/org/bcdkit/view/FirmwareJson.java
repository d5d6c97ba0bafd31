package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.firmware.BootVariable;
import org.bcdkit.firmware.BootVariables;
import org.bcdkit.firmware.LoadOption;
import org.bcdkit.firmware.WindowsOptions;
import org.bcdkit.layout.Hex;
import org.bcdkit.plan.Finding;

/** The boot entries of firmware as JSON. */
public final class FirmwareJson {

    private FirmwareJson() {}

    /**
     * Writes the fields of a list of entries into a document.
     *
     * @param passed whether rules that passed are listed too
     */
    public static void write(JsonGenerator json, BootVariables variables, List<Finding> findings, boolean passed) throws IOException {
        json.writeStringField("variables", JsonDocument.text(variables.source()));
        json.writeArrayFieldStart("order");
        for (int number : variables.order()) {
            json.writeString(BootVariable.name(number));
        }
        json.writeEndArray();
        name(json, "next", variables.next());
        name(json, "current", variables.current());
        if (variables.timeout().isPresent()) {
            json.writeNumberField("timeout", variables.timeout().get());
        }
        Set<Integer> order = new HashSet<>(variables.order());
        json.writeArrayFieldStart("entries");
        for (BootVariable entry : variables.entries()) {
            entry(json, entry, order.contains(entry.number()));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("broken");
        for (BootVariables.Broken broken : variables.broken()) {
            json.writeStartObject();
            json.writeStringField("name", JsonDocument.text(broken.name()));
            json.writeStringField("problem", JsonDocument.text(broken.problem()));
            json.writeEndObject();
        }
        json.writeEndArray();
        FindingJson.write(json, findings, passed);
    }

    private static void name(JsonGenerator json, String field, Optional<Integer> number) throws IOException {
        if (number.isPresent()) {
            json.writeStringField(field, BootVariable.name(number.get()));
        }
    }

    private static void entry(JsonGenerator json, BootVariable entry, boolean inOrder) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", entry.name());
        if (entry.option().isPresent()) {
            LoadOption option = entry.option().get();
            json.writeStringField("description", JsonDocument.text(option.description()));
            json.writeBooleanField("active", option.isActive());
            json.writeStringField("attributes", "0x" + Hex.eightDigits(option.attributes()));
            json.writeStringField("device", JsonDocument.text(option.path().toString()));
            if (option.path().file().isPresent()) {
                json.writeStringField("path", JsonDocument.text(option.path().file().get()));
            }
            Optional<WindowsOptions> windows = option.windows();
            if (windows.isPresent() && windows.get().object().isPresent()) {
                json.writeStringField("object", windows.get().object().get().toString());
            }
            if (option.optionalData().size() > 0) {
                json.writeStringField("optionalData", option.optionalData().toHex());
            }
        }
        json.writeBooleanField("inOrder", inOrder);
        json.writeStringField("raw", entry.variable().data().toHex());
        json.writeEndObject();
    }
}
