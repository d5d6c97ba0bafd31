package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.DiskMap;
import org.bcdkit.disk.DiskRange;
import org.bcdkit.disk.VirtualDisk;

/** How a disk is kept, as JSON: written range by range, however many there are. */
public final class MapJson {

    private MapJson() {}

    /** Writes the fields {@code image}, {@code virtualSize} and {@code ranges}. */
    public static void write(JsonGenerator json, VirtualDisk disk) throws IOException {
        json.writeStringField("image", JsonDocument.text(disk.name()));
        json.writeNumberField("virtualSize", disk.virtualSize());
        json.writeArrayFieldStart("ranges");
        List<String> names = MapText.names(disk);
        DiskMap map = DiskMap.of(disk);
        for (Optional<DiskRange> range = map.next(); range.isPresent(); range = map.next()) {
            json.writeStartObject();
            json.writeNumberField("start", range.get().start());
            json.writeNumberField("length", range.get().length());
            json.writeStringField("state", range.get().state().word());
            if (range.get().depth().isPresent()) {
                json.writeStringField("from", JsonDocument.text(names.get(range.get().depth().getAsInt())));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
