package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;

/** A partition table and what the partitions hold, as JSON. */
final class TableJson {

    private TableJson() {}

    /** Writes the fields {@code table} and {@code partitions}. */
    static void write(JsonGenerator json, PartitionTable table, List<VolumeFacts> volumes) throws IOException {
        json.writeObjectFieldStart("table");
        json.writeStringField("kind", table.kind().word());
        if (table instanceof PartitionTable.Gpt gpt) {
            json.writeStringField("disk", "{" + gpt.disk() + "}");
        } else if (table instanceof PartitionTable.Mbr mbr) {
            json.writeStringField("signature", DeviceJson.hex(mbr.signature()));
        }
        json.writeEndObject();
        json.writeArrayFieldStart("partitions");
        for (VolumeFacts volume : volumes) {
            volume(json, volume);
        }
        json.writeEndArray();
    }

    private static void volume(JsonGenerator json, VolumeFacts volume) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", volume.number());
        json.writeNumberField("start", volume.start());
        json.writeNumberField("length", volume.length());
        if (volume.partition().isPresent()) {
            Partition partition = volume.partition().get();
            json.writeStringField("type", partition.type().text());
            if (partition.uniqueId().isPresent()) {
                json.writeStringField("uniqueId", "{" + partition.uniqueId().get() + "}");
            }
            if (!partition.label().isEmpty()) {
                json.writeStringField("name", JsonDocument.text(partition.label()));
            }
        }
        if (volume.kind().isPresent()) {
            json.writeStringField("fileSystem", volume.kind().get().word());
        }
        if (volume.label().isPresent()) {
            json.writeStringField("label", JsonDocument.text(volume.label().get()));
        }
        json.writeEndObject();
    }
}
