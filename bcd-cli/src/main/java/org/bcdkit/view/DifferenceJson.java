package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.edit.Difference;
import org.bcdkit.edit.ValueDifference;
import org.bcdkit.hive.Value;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/**
 * The differences between two stores as JSON, each with what happened on the way from the first to the second: of an element what it means and its
 * registry data, of a whole object its type, of a value its type and data.
 */
public final class DifferenceJson {

    private DifferenceJson() {}

    /** Writes the field {@code changes}. */
    public static void write(
            JsonGenerator json, List<Difference> differences, List<ValueDifference> values, BcdStore before, BcdStore after) throws IOException {
        json.writeArrayFieldStart("changes");
        for (Difference difference : differences) {
            json.writeStartObject();
            json.writeStringField("action", difference.action().word());
            ObjectId object = difference.object().id();
            json.writeStringField("object", object.toString());
            if (difference.element().isPresent()) {
                json.writeStringField("element", difference.element().get().toString());
                json.writeStringField("name", ElementCatalog.name(difference.element().get(), difference.object().type()));
                element(json, "before", difference.before());
                element(json, "after", difference.after());
            } else {
                object(json, "before", before.find(object));
                object(json, "after", after.find(object));
            }
            json.writeEndObject();
        }
        for (ValueDifference difference : values) {
            json.writeStartObject();
            json.writeStringField("action", difference.action().word());
            if (difference.object().isPresent()) {
                json.writeStringField("object", difference.object().get().id().toString());
            }
            json.writeStringField("value", JsonDocument.text(difference.name()));
            value(json, "before", difference.before());
            value(json, "after", difference.after());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void value(JsonGenerator json, String field, Optional<Value> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(field, value.get().type().toString());
            json.writeStringField(field + "Raw", value.get().data().toHex());
        }
    }

    private static void element(JsonGenerator json, String field, Optional<Element> element) throws IOException {
        if (element.isPresent()) {
            ElementJson.writeValue(json, field, element.get());
            json.writeStringField(field + "Raw", element.get().data().toHex());
            if (!element.get().registryType().equals(element.get().type().format().registryType())) {
                json.writeNumberField(field + "RegistryType", Integer.toUnsignedLong(element.get().registryType().code()));
            }
        }
    }

    private static void object(JsonGenerator json, String field, Optional<BcdObject> object) throws IOException {
        if (object.isPresent()) {
            Optional<ObjectType> type = object.get().type();
            json.writeStringField(field, type.isPresent() ? type.get().toString() : "none");
        }
    }
}
