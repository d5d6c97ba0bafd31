package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.device.DeviceDescriptor.VirtualDiskDevice;
import org.bcdkit.device.DeviceDescriptor.VmbusDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.layout.Hex;

/**
 * Devices as JSON objects with a {@code kind}. What bcdedit writes as {@code vhd=[parent]\path} is one object of kind {@code vhd} with
 * {@code parent} and {@code path}, however many descriptors it is made of.
 */
public final class DeviceJson {

    private final JsonGenerator json;

    private DeviceJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes a device as a value. */
    public static void write(JsonGenerator json, DeviceDescriptor device) throws IOException {
        json.writeStartObject();
        writeFields(json, device);
        json.writeEndObject();
    }

    /** Writes the fields of a device into an object that has been started. */
    static void writeFields(JsonGenerator json, DeviceDescriptor device) throws IOException {
        new DeviceJson(json).fields(device);
    }

    private void fields(DeviceDescriptor device) throws IOException {
        if (device instanceof BootDevice) {
            kind("boot");
        } else if (device instanceof PartitionDevice partition) {
            kind("partition");
            partition(partition.partition());
            device("vhd", partition.vhd());
        } else if (device instanceof FileDevice file) {
            kind("file");
            file(file);
        } else if (device instanceof RamdiskDevice ramdisk) {
            kind("ramdisk");
            device("parent", Optional.of(ramdisk.parent()));
            text("path", ramdisk.path());
        } else if (device instanceof VirtualDiskDevice disk) {
            kind("vhd");
            virtualDisk(disk);
        } else if (device instanceof LocateDevice locate) {
            locate(locate);
        } else if (device instanceof VmbusDevice vmbus) {
            kind("vmbus");
            guid("type", vmbus.interfaceType());
            guid("instance", vmbus.interfaceInstance());
        } else {
            unknown((UnknownDevice) device);
        }
    }

    private void partition(PartitionId id) throws IOException {
        if (id instanceof PartitionId.Gpt gpt) {
            text("style", "gpt");
            guid("disk", gpt.disk());
            guid("partition", gpt.partition());
        } else {
            PartitionId.Mbr mbr = (PartitionId.Mbr) id;
            text("style", "mbr");
            text("signature", hex(mbr.diskSignature()));
            json.writeFieldName("offset");
            NumberJson.write(json, mbr.byteOffset());
        }
    }

    private void file(FileDevice file) throws IOException {
        device("parent", Optional.of(file.parent()));
        text("path", file.path());
    }

    private void virtualDisk(VirtualDiskDevice disk) throws IOException {
        if (disk.file() instanceof FileDevice file) {
            file(file);
        } else {
            device("file", Optional.of(disk.file()));
        }
    }

    private void locate(LocateDevice locate) throws IOException {
        if (locate.target() instanceof LocateTarget.ByElement element
                && locate.parent().isPresent()
                && locate.parent().get() instanceof VirtualDiskDevice disk) {
            kind("vhd");
            virtualDisk(disk);
            text("locate", hex(element.elementType()));
            return;
        }
        kind("locate");
        if (locate.target() instanceof LocateTarget.ByElement element) {
            text("element", hex(element.elementType()));
        } else {
            text("path", ((LocateTarget.ByPath) locate.target()).path());
        }
        device("parent", locate.parent());
    }

    private void unknown(UnknownDevice device) throws IOException {
        kind("unknown");
        text("type", hex(device.type()));
        text("raw", device.descriptor().toHex());
    }

    private void kind(String kind) throws IOException {
        text("kind", kind);
    }

    private void device(String field, Optional<DeviceDescriptor> device) throws IOException {
        if (device.isPresent()) {
            json.writeObjectFieldStart(field);
            fields(device.get());
            json.writeEndObject();
        }
    }

    private void guid(String field, UUID guid) throws IOException {
        text(field, "{" + guid + "}");
    }

    private void text(String field, String text) throws IOException {
        json.writeStringField(field, JsonDocument.text(text));
    }

    /** {@code 0x63f07796}. */
    static String hex(int number) {
        return "0x" + Hex.eightDigits(number);
    }
}
