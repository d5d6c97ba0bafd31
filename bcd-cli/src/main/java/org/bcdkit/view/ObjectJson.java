package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.edit.InheritedElement;
import org.bcdkit.hive.Value;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.bcdkit.store.Element;

/** An object as JSON, with everything that is stored of it. */
public final class ObjectJson {

    private ObjectJson() {}

    /** Writes the fields of an object into a JSON object that has been started. */
    public static void writeFields(JsonGenerator json, BcdObject object) throws IOException {
        json.writeStringField("id", object.id().toString());
        Optional<String> alias = ObjectCatalog.alias(object.id());
        if (alias.isPresent()) {
            json.writeStringField("alias", alias.get());
        }
        if (object.type().isPresent()) {
            json.writeStringField("type", object.type().get().toString());
            json.writeStringField("kind", ObjectCatalog.kind(object.type().get()));
        }
        json.writeArrayFieldStart("elements");
        for (Element element : object.elements()) {
            ElementJson.write(json, element, object.type());
        }
        json.writeEndArray();
        if (!object.values().isEmpty()) {
            json.writeArrayFieldStart("values");
            for (ExtraValue value : object.values()) {
                write(json, value.key(), value.value());
            }
            json.writeEndArray();
        }
    }

    /** Writes the field {@code inherited}: elements, each with the object that has it. */
    public static void writeInherited(JsonGenerator json, BcdObject heir, List<InheritedElement> inherited) throws IOException {
        json.writeArrayFieldStart("inherited");
        for (InheritedElement element : inherited) {
            json.writeStartObject();
            ElementJson.writeFields(json, element.element(), heir.type());
            json.writeStringField("from", element.from().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A registry value that has no place in the object model. */
    static void write(JsonGenerator json, String key, Value value) throws IOException {
        json.writeStartObject();
        json.writeFieldName("key");
        JsonDocument.writeExactly(json, key);
        json.writeFieldName("name");
        JsonDocument.writeExactly(json, value.name());
        json.writeNumberField("registryType", Integer.toUnsignedLong(value.type().code()));
        json.writeStringField("raw", value.data().toHex());
        json.writeEndObject();
    }
}
