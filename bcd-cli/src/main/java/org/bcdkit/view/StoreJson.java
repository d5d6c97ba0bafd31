package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.hive.HiveInfo;
import org.bcdkit.hive.HiveState;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.HiveExtras;
import org.bcdkit.store.HiveExtras.OtherValue;

/** A whole store as JSON, without loss. {@link StoreJsonReader} is the way back. */
public final class StoreJson {

    /** The path of the key that the field {@code description} stands for. */
    static final String DESCRIPTION = "Description";
    private static final int DWORD = 4;

    private StoreJson() {}

    /** Writes the fields of a store into a document. */
    public static void write(JsonDocument document, StoreSnapshot snapshot) throws IOException {
        JsonGenerator json = document.json();
        document.store(snapshot.name());
        HiveInfo info = snapshot.hive().info();
        json.writeObjectFieldStart("hive");
        json.writeNumberField("minorVersion", info.minorVersion());
        json.writeNumberField("sequence", Integer.toUnsignedLong(info.sequence()));
        json.writeBooleanField("dirty", info.state() != HiveState.CLEAN);
        json.writeEndObject();
        HiveExtras extras = HiveExtras.of(snapshot.hive(), snapshot.store());
        values(json, description(json, snapshot.store().description()), extras.values());
        keys(json, "emptyKeys", extras.emptyKeys());
        keys(json, "missingKeys", extras.missingKeys());
        json.writeArrayFieldStart("objects");
        for (BcdObject object : snapshot.store().objects()) {
            json.writeStartObject();
            ObjectJson.writeFields(json, object);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes texts and numbers by their names; gives what JSON cannot say that way without loss. */
    private static List<Value> description(JsonGenerator json, List<Value> description) throws IOException {
        List<Value> others = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        json.writeObjectFieldStart("description");
        for (Value value : description) {
            Optional<String> text = value.type().equals(ValueType.SZ) ? text(value.data()) : Optional.empty();
            boolean number = value.type().equals(ValueType.DWORD) && value.data().size() == DWORD;
            boolean named = JsonDocument.text(value.name()).equals(value.name());
            if (!named || seen.contains(value.name()) || text.isEmpty() && !number) {
                others.add(value);
            } else if (number) {
                json.writeNumberField(value.name(), Integer.toUnsignedLong(value.data().littleEndian().getInt()));
            } else {
                json.writeStringField(value.name(), text.get());
            }
            seen.add(value.name());
        }
        json.writeEndObject();
        return others;
    }

    private static void values(JsonGenerator json, List<Value> description, List<OtherValue> others) throws IOException {
        if (description.isEmpty() && others.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("values");
        for (Value value : description) {
            ObjectJson.write(json, DESCRIPTION, value);
        }
        for (OtherValue other : others) {
            ObjectJson.write(json, other.key(), other.value());
        }
        json.writeEndArray();
    }

    private static void keys(JsonGenerator json, String field, List<String> paths) throws IOException {
        if (paths.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(field);
        for (String path : paths) {
            JsonDocument.writeExactly(json, path);
        }
        json.writeEndArray();
    }

    /** The text of a string value that consists of one and its NUL, and nothing else. */
    private static Optional<String> text(Bytes data) {
        String all = new String(data.toArray(), StandardCharsets.UTF_16LE);
        int end = all.length() - 1;
        boolean same = Bytes.of(all.getBytes(StandardCharsets.UTF_16LE)).equals(data);
        return same && end >= 0 && all.indexOf(0) == end ? Optional.of(all.substring(0, end)) : Optional.empty();
    }
}
