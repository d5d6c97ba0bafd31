package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;

/** A boot menu as JSON. */
public final class MenuJson {

    private MenuJson() {}

    /** Writes the fields of a menu into a document. */
    public static void write(JsonGenerator json, BootMenu menu) throws IOException {
        if (menu.timeout().isPresent()) {
            json.writeFieldName("timeout");
            NumberJson.write(json, menu.timeout().get());
        }
        if (menu.defaultEntry().isPresent()) {
            json.writeStringField("default", menu.defaultEntry().get().toString());
        }
        json.writeArrayFieldStart("entries");
        for (BcdObject entry : menu.entries()) {
            json.writeStartObject();
            json.writeStringField("id", entry.id().toString());
            text(json, "description", entry.string(ElementType.DESCRIPTION));
            if (entry.type().isPresent()) {
                json.writeStringField("kind", ObjectCatalog.kind(entry.type().get()));
            }
            Optional<Element> device = entry.element(ElementType.DEVICE);
            if (device.isPresent()) {
                ElementJson.writeValue(json, "device", device.get());
            }
            text(json, "path", entry.string(ElementType.PATH));
            json.writeBooleanField("isDefault", menu.isDefault(entry));
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
