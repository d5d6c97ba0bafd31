package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.ParentPath;
import org.bcdkit.disk.VirtualDisk;

/** A disk image as JSON. */
public final class DiskJson {

    private DiskJson() {}

    /** Writes all about an image into a document. */
    public static void write(JsonGenerator json, DiskFacts facts) throws IOException {
        VirtualDisk disk = facts.disk();
        json.writeStringField("image", JsonDocument.text(disk.name()));
        json.writeStringField("format", disk.format().word());
        json.writeStringField("type", disk.kind().word());
        json.writeNumberField("virtualSize", disk.virtualSize());
        json.writeNumberField("sectorSize", disk.sectorSize());
        json.writeNumberField("fileSize", disk.fileSize());
        json.writeNumberField("bytesToGrow", disk.bytesToGrow());
        if (disk.blocks().isPresent()) {
            BlockUse blocks = disk.blocks().get();
            json.writeObjectFieldStart("blocks");
            json.writeNumberField("size", blocks.blockSize());
            json.writeNumberField("total", blocks.total());
            json.writeNumberField("allocated", blocks.allocated());
            json.writeEndObject();
        }
        parents(json, disk);
        if (facts.table().isPresent()) {
            TableJson.write(json, facts.table().get(), facts.volumes());
        }
        remarks(json, facts);
    }

    /** Writes what a disk holds, and of its image only what that is. */
    public static void writeContents(JsonGenerator json, DiskFacts facts) throws IOException {
        VirtualDisk disk = facts.disk();
        json.writeStringField("image", JsonDocument.text(disk.name()));
        json.writeStringField("format", disk.format().word());
        json.writeNumberField("virtualSize", disk.virtualSize());
        json.writeNumberField("sectorSize", disk.sectorSize());
        if (facts.table().isPresent()) {
            TableJson.write(json, facts.table().get(), facts.volumes());
        }
        remarks(json, facts);
    }

    private static void remarks(JsonGenerator json, DiskFacts facts) throws IOException {
        json.writeArrayFieldStart("remarks");
        for (String remark : facts.remarks()) {
            json.writeString(JsonDocument.text(remark));
        }
        json.writeEndArray();
    }

    /** The parents that were found, the nearest first; without any, where the nearest was expected. */
    private static void parents(JsonGenerator json, VirtualDisk disk) throws IOException {
        if (disk.parentLink().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("parents");
        for (Optional<VirtualDisk> parent = disk.parent(); parent.isPresent(); parent = parent.get().parent()) {
            json.writeString(JsonDocument.text(parent.get().name()));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("parentPaths");
        for (ParentPath path : disk.parentLink().get().paths()) {
            json.writeString(JsonDocument.text(path.text()));
        }
        json.writeEndArray();
    }
}
