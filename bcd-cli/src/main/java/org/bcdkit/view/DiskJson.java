package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.ParentPath;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.nativeboot.ImageFacts;

/** A disk image as JSON. */
public final class DiskJson {

    private DiskJson() {}

    /** Writes all about an image into a document. */
    public static void write(JsonGenerator json, DiskFacts facts) throws IOException {
        VirtualDisk disk = facts.disk();
        json.writeStringField("image", JsonDocument.text(disk.name()));
        image(json, ImageFacts.of(disk, facts.table()));
        if (disk.parentLink().isPresent()) {
            parentPaths(json, disk.parentLink().get());
        }
        if (facts.table().isPresent()) {
            TableJson.write(json, facts.table().get(), facts.volumes());
        }
        remarks(json, facts);
    }

    /** Writes what there is to know about an image beside its name and its partitions: the parents that were found, the nearest first, as well. */
    static void image(JsonGenerator json, ImageFacts image) throws IOException {
        json.writeStringField("format", image.format().word());
        json.writeStringField("type", image.kind().word());
        json.writeNumberField("virtualSize", image.virtualSize());
        json.writeNumberField("sectorSize", image.sectorSize());
        json.writeNumberField("fileSize", image.fileSize());
        json.writeNumberField("bytesToGrow", image.bytesToGrow());
        if (image.blocks().isPresent()) {
            BlockUse blocks = image.blocks().get();
            json.writeObjectFieldStart("blocks");
            json.writeNumberField("size", blocks.blockSize());
            json.writeNumberField("total", blocks.total());
            json.writeNumberField("allocated", blocks.allocated());
            json.writeEndObject();
        }
        if (image.kind() == DiskKind.DIFFERENCING) {
            json.writeArrayFieldStart("parents");
            for (String parent : image.parents()) {
                json.writeString(JsonDocument.text(parent));
            }
            json.writeEndArray();
        }
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

    /** Where the nearest parent was expected. */
    private static void parentPaths(JsonGenerator json, ParentLink link) throws IOException {
        json.writeArrayFieldStart("parentPaths");
        for (ParentPath path : link.paths()) {
            json.writeString(JsonDocument.text(path.text()));
        }
        json.writeEndArray();
    }
}
