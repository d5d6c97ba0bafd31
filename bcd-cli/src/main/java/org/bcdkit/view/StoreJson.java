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

/** A whole store as JSON, without loss. */
public final class StoreJson {

    private static final String DESCRIPTION = "Description";
    private static final int DWORD = 4;

    private StoreJson() {}

    /** Writes the fields of a store into a document. */
    public static void write(JsonDocument document, StoreSnapshot snapshot) throws IOException {
        JsonGenerator json = document.json();
        document.store(snapshot.path());
        HiveInfo info = snapshot.hive().info();
        json.writeObjectFieldStart("hive");
        json.writeNumberField("minorVersion", info.minorVersion());
        json.writeNumberField("sequence", Integer.toUnsignedLong(info.sequence()));
        json.writeBooleanField("dirty", info.state() != HiveState.CLEAN);
        json.writeEndObject();
        description(json, snapshot.store().description());
        json.writeArrayFieldStart("objects");
        for (BcdObject object : snapshot.store().objects()) {
            json.writeStartObject();
            ObjectJson.writeFields(json, object);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Texts and numbers by their names; whatever JSON cannot say that way without loss as registry values. */
    private static void description(JsonGenerator json, List<Value> description) throws IOException {
        List<Value> others = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        json.writeObjectFieldStart("description");
        for (Value value : description) {
            Optional<String> text = value.type().equals(ValueType.SZ) ? text(value.data()) : Optional.empty();
            boolean number = value.type().equals(ValueType.DWORD) && value.data().size() == DWORD;
            if (seen.contains(value.name()) || text.isEmpty() && !number) {
                others.add(value);
            } else if (number) {
                json.writeNumberField(value.name(), Integer.toUnsignedLong(value.data().littleEndian().getInt()));
            } else {
                json.writeStringField(value.name(), text.get());
            }
            seen.add(value.name());
        }
        json.writeEndObject();
        if (!others.isEmpty()) {
            json.writeArrayFieldStart("values");
            for (Value value : others) {
                ObjectJson.write(json, DESCRIPTION, value);
            }
            json.writeEndArray();
        }
    }

    /** The text of a string value that consists of one and its NUL, and nothing else. */
    private static Optional<String> text(Bytes data) {
        String all = new String(data.toArray(), StandardCharsets.UTF_16LE);
        int end = all.length() - 1;
        boolean same = Bytes.of(all.getBytes(StandardCharsets.UTF_16LE)).equals(data);
        return same && end >= 0 && all.indexOf(0) == end ? Optional.of(all.substring(0, end)) : Optional.empty();
    }
}
