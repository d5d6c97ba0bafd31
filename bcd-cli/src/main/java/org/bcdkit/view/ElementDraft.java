package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;

/**
 * What a JSON document says about an element: its data, what it means, or both, which then have to agree. Somebody who edits a dump changes what it
 * means, and would otherwise get what it was.
 */
final class ElementDraft {

    private static final List<String> FIELDS = List.of("type", "name", "format", "value", "registryType", "raw");

    private final JsonInput input;
    private final JsonInput.Place place;
    private Optional<ElementType> type = Optional.empty();
    private Optional<String> format = Optional.empty();
    private Optional<ValueType> registryType = Optional.empty();
    private Optional<Bytes> raw = Optional.empty();
    private Optional<Object> value = Optional.empty();
    private JsonInput.Place valuePlace;

    private ElementDraft(JsonInput input) {
        this.input = input;
        this.place = input.place();
        this.valuePlace = place;
    }

    static ElementDraft read(JsonInput input) throws IOException {
        ElementDraft draft = new ElementDraft(input);
        input.startObject();
        for (Optional<String> field = input.field(); field.isPresent(); field = input.field()) {
            draft.take(field.get());
        }
        return draft;
    }

    private void take(String field) throws IOException {
        switch (field) {
            case "type" -> type = Optional.of(new ElementType(input.code()));
            case "name" -> input.text();
            case "format" -> format = Optional.of(input.text());
            case "value" -> {
                valuePlace = input.place();
                value = Optional.of(input.value());
            }
            case "registryType" -> registryType = Optional.of(new ValueType(input.number()));
            case "raw" -> raw = Optional.of(input.bytes());
            default -> throw input.unknownField(field, FIELDS);
        }
    }

    JsonInput.Place place() {
        return place;
    }

    /** @param object whose element it is, for messages */
    Element element(ObjectId object) throws IOException {
        if (type.isEmpty()) {
            throw input.malformed(place, "this element of " + object + " has no field type");
        }
        String name = "element " + type.get() + " of " + object;
        String word = type.get().format().word();
        if (format.isPresent() && !format.get().equals(word)) {
            throw input.malformed(place, name + " has the format \"" + format.get() + "\", but its type says " + word);
        }
        if (raw.isEmpty()) {
            return encoded(name);
        }
        Element element = new Element(type.get(), registryType.orElse(type.get().format().registryType()), raw.get());
        if (value.isPresent() && !meaning(element).equals(value)) {
            throw input.malformed(valuePlace, name + " has a value that is not what its raw data means. To set the value, leave raw out");
        }
        return element;
    }

    /** What a dump gives as the value of {@code element}, in a form that can be compared. */
    private static Optional<Object> meaning(Element element) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            ElementJson.writeValue(json, "value", element);
            json.writeEndObject();
        }
        try (JsonInput written = JsonInput.of(text.toString())) {
            written.start();
            return written.field().isPresent() ? Optional.of(written.value()) : Optional.empty();
        }
    }

    private Element encoded(String name) throws MalformedException {
        if (value.isEmpty()) {
            throw input.malformed(place, name + " has neither value nor raw");
        }
        if (registryType.isPresent() && !registryType.get().equals(type.get().format().registryType())) {
            throw input.malformed(place, name + " has another registry type than its format, so its data is needed as raw");
        }
        try {
            return Element.of(type.get(), value(name));
        } catch (IllegalArgumentException e) {
            // The reasons that a value cannot be stored for are the encoder's.
            throw input.malformed(valuePlace, name + " cannot be set so: " + e.getMessage());
        }
    }

    private ElementValue value(String name) throws MalformedException {
        Object given = value.get();
        return switch (type.get().format()) {
            case STRING -> given instanceof String text ? new StringValue(text) : unexpected(name, "a string");
            case OBJECT -> new ObjectValue(id(name, given));
            case OBJECT_LIST -> {
                List<ObjectId> ids = new ArrayList<>();
                for (Object member : members(name, given, "GUIDs in braces")) {
                    ids.add(id(name, member));
                }
                yield new ObjectListValue(ids);
            }
            case INTEGER -> new IntegerValue(integer(name, given));
            case BOOLEAN -> given instanceof Boolean bool ? new BooleanValue(bool) : unexpected(name, "true or false");
            case INTEGER_LIST -> {
                List<Long> numbers = new ArrayList<>();
                for (Object member : members(name, given, "whole numbers")) {
                    numbers.add(integer(name, member));
                }
                yield new IntegerListValue(numbers);
            }
            case DEVICE, UNKNOWN -> throw input.malformed(place, name + " has no raw, which only simpler formats than " + type.get().format().word() + " can do without");
        };
    }

    private List<?> members(String name, Object given, String of) throws MalformedException {
        return given instanceof List<?> list ? list : unexpected(name, "an array of " + of);
    }

    private ObjectId id(String name, Object given) throws MalformedException {
        Optional<ObjectId> id = given instanceof String text && text.startsWith("{") ? ObjectId.parse(text) : Optional.empty();
        return id.isPresent() ? id.get() : unexpected(name, "a GUID in braces");
    }

    private long integer(String name, Object given) throws MalformedException {
        boolean fits = given instanceof BigInteger number && number.signum() >= 0 && number.bitLength() <= Long.SIZE;
        return fits ? ((BigInteger) given).longValue() : this.<Long>unexpected(name, "a whole number from 0 to 18446744073709551615");
    }

    private <T> T unexpected(String name, String expected) throws MalformedException {
        throw input.malformed(valuePlace, "the value of " + name + " was expected to be " + expected);
    }
}
