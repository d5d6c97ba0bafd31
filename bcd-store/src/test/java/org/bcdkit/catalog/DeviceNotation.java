package org.bcdkit.catalog;

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
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ObjectId;

/** Reads what {@link DeviceText} writes, from left to right and never looking back: proof that it can be done. */
final class DeviceNotation {

    private final String text;
    private final int usualLocateElement;
    private int at;

    private DeviceNotation(String text, int usualLocateElement) {
        this.text = text;
        this.usualLocateElement = usualLocateElement;
    }

    static DeviceValue read(String text, int usualLocateElement) {
        DeviceNotation notation = new DeviceNotation(text, usualLocateElement);
        DeviceDescriptor device = notation.device(false);
        Optional<ObjectId> options = Optional.empty();
        if (notation.takes(",{")) {
            String alias = "{" + notation.until("}") + "}";
            options = Optional.of(ObjectCatalog.wellKnown(alias).orElseGet(() -> ObjectId.of(alias)));
        }
        if (notation.at != text.length()) {
            throw new AssertionError("not read: " + text.substring(notation.at) + " of " + text);
        }
        return new DeviceValue(device, options);
    }

    private DeviceDescriptor device(boolean inBrackets) {
        if (takes("boot")) {
            return new BootDevice();
        }
        if (takes("partition=")) {
            PartitionId partition = partition();
            return new PartitionDevice(partition, takes(",vhd=") ? Optional.of(file(inBrackets)) : Optional.empty());
        }
        if (takes("file=")) {
            return file(inBrackets);
        }
        if (takes("ramdisk=")) {
            FileDevice file = (FileDevice) file(inBrackets);
            return new RamdiskDevice(file.parent(), file.path(), RamdiskDevice.NO_IMAGE);
        }
        if (takes("virtualdisk=")) {
            return new VirtualDiskDevice(file(inBrackets));
        }
        if (takes("vhd=")) {
            FileDevice file = (FileDevice) file(inBrackets);
            return DeviceDescriptor.vhd(file.parent(), file.path(), takes(",locate=custom:") ? number() : usualLocateElement);
        }
        if (takes("locate=")) {
            Optional<DeviceDescriptor> parent = Optional.empty();
            if (takes("[")) {
                parent = Optional.of(parent());
                take("]");
            }
            return new LocateDevice(takes("custom:") ? new LocateTarget.ByElement(number()) : new LocateTarget.ByPath(path(inBrackets)), parent);
        }
        if (takes("vmbus=")) {
            UUID type = guid();
            take(",");
            return new VmbusDevice(type, guid());
        }
        take("unknown:");
        int start = at;
        while (at < text.length() && ",]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return unknown(text.substring(start, at));
    }

    static UnknownDevice unknown(String hex) {
        Bytes descriptor = Bytes.ofHex(hex);
        return new UnknownDevice(descriptor.littleEndian().getInt(), descriptor);
    }

    private DeviceDescriptor file(boolean inBrackets) {
        take("[");
        if (takes("locate]")) {
            String path = path(inBrackets);
            return new FileDevice(new LocateDevice(new LocateTarget.ByPath(path)), path);
        }
        DeviceDescriptor parent = parent();
        take("]");
        boolean path = at < text.length() && (text.charAt(at) == '\\' || text.startsWith("<>", at));
        return path ? new FileDevice(parent, path(inBrackets)) : parent;
    }

    private DeviceDescriptor parent() {
        return text.startsWith("gpt:", at) || text.startsWith("mbr:", at) ? new PartitionDevice(partition()) : device(true);
    }

    private PartitionId partition() {
        if (takes("gpt:")) {
            UUID disk = guid();
            take(",");
            return new PartitionId.Gpt(disk, guid());
        }
        take("mbr:0x");
        int signature = number();
        take(",");
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return new PartitionId.Mbr(signature, Long.parseUnsignedLong(text.substring(start, at)));
    }

    private String path(boolean inBrackets) {
        StringBuilder path = new StringBuilder();
        takes("<>");
        while (at < text.length() && !(inBrackets && text.charAt(at) == ']') && !text.startsWith(",{", at) && !text.startsWith(",locate=", at)) {
            path.append(takes("<") ? (char) Integer.parseInt(until(">"), 16) : text.charAt(at++));
        }
        return path.toString();
    }

    private UUID guid() {
        take("{");
        return UUID.fromString(until("}"));
    }

    private int number() {
        at += 8;
        return Integer.parseUnsignedInt(text.substring(at - 8, at), 16);
    }

    private String until(String end) {
        int start = at;
        at = text.indexOf(end, start) + end.length();
        return text.substring(start, at - end.length());
    }

    private boolean takes(String word) {
        boolean there = text.startsWith(word, at);
        at += there ? word.length() : 0;
        return there;
    }

    private void take(String word) {
        if (!takes(word)) {
            throw new AssertionError("no " + word + " at " + at + " of " + text);
        }
    }
}
