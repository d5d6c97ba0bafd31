package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.bcdkit.filesystem.FileEntry;

/** What is in a folder of a volume, as JSON. */
public final class DirectoryJson {

    private DirectoryJson() {}

    /** Writes the field {@code entries}. */
    public static void write(JsonGenerator json, List<FileEntry> entries) throws IOException {
        json.writeArrayFieldStart("entries");
        for (FileEntry entry : entries) {
            json.writeStartObject();
            json.writeFieldName("name");
            JsonDocument.writeExactly(json, entry.name());
            json.writeStringField("kind", entry.kind().word());
            json.writeNumberField("size", entry.size());
            if (!entry.modified().equals(Instant.EPOCH)) {
                json.writeStringField("modified", entry.modified().toString());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
