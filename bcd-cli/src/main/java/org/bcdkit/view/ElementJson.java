package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ElementValue.UnknownValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;

/** An element as JSON: its number and name, what it means, and its registry data as stored. */
final class ElementJson {

    private ElementJson() {}

    /** @param in the type of the object it stands in, which decides on its name */
    static void write(JsonGenerator json, Element element, Optional<ObjectType> in) throws IOException {
        json.writeStartObject();
        writeFields(json, element, in);
        json.writeEndObject();
    }

    /** Writes the fields of an element into a JSON object that has been started. */
    static void writeFields(JsonGenerator json, Element element, Optional<ObjectType> in) throws IOException {
        json.writeStringField("type", element.type().toString());
        json.writeStringField("name", ElementCatalog.name(element.type(), in));
        json.writeStringField("format", element.type().format().word());
        writeValue(json, "value", element);
        if (!element.registryType().equals(element.type().format().registryType())) {
            json.writeNumberField("registryType", Integer.toUnsignedLong(element.registryType().code()));
        }
        json.writeStringField("raw", element.data().toHex());
    }

    /** Writes the field with what the element means; none when its data does not fit its format. */
    static void writeValue(JsonGenerator json, String field, Element element) throws IOException {
        ElementValue value = element.value();
        if (!(value instanceof UnknownValue)) {
            json.writeFieldName(field);
            write(json, value);
        }
    }

    private static void write(JsonGenerator json, ElementValue value) throws IOException {
        switch (value.format()) {
            case DEVICE -> device(json, (DeviceValue) value);
            case STRING -> json.writeString(JsonDocument.text(((StringValue) value).text()));
            case OBJECT -> json.writeString(((ObjectValue) value).id().toString());
            case OBJECT_LIST -> objects(json, (ObjectListValue) value);
            case INTEGER -> NumberJson.write(json, ((IntegerValue) value).value());
            case BOOLEAN -> json.writeBoolean(((BooleanValue) value).value());
            case INTEGER_LIST -> integers(json, (IntegerListValue) value);
            case UNKNOWN -> throw new IllegalArgumentException("a value that is not known has no meaning to write");
        }
    }

    private static void device(JsonGenerator json, DeviceValue value) throws IOException {
        json.writeStartObject();
        DeviceJson.writeFields(json, value.device());
        if (value.additionalOptions().isPresent()) {
            json.writeStringField("additionalOptions", value.additionalOptions().get().toString());
        }
        json.writeEndObject();
    }

    private static void objects(JsonGenerator json, ObjectListValue value) throws IOException {
        json.writeStartArray();
        for (ObjectId id : value.ids()) {
            json.writeString(id.toString());
        }
        json.writeEndArray();
    }

    private static void integers(JsonGenerator json, IntegerListValue value) throws IOException {
        json.writeStartArray();
        for (Long number : value.values()) {
            NumberJson.write(json, number);
        }
        json.writeEndArray();
    }
}
