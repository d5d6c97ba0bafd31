package org.bcdkit.catalog;

import java.util.Optional;
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
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectId;

/**
 * Devices in bcdedit's notation, made fit for reading back: identities of partitions that no drive letter stands for, words of our own for what
 * bcdedit cannot write, and no two devices with the same text. Specification: BCD format, section 3.12.
 *
 * <pre>
 * element   = device [ "," options ]                                      options: alias or {guid} of the object with more settings
 * device    = "boot"
 *           | "partition=" partition [ ",vhd=" file ]                     a partition, or one inside a virtual disk
 *           | "file=" file | "ramdisk=" file
 *           | "vhd=" file [ ",locate=custom:" xxxxxxxx ]                  that partition of a virtual disk which has the path in that element
 *           | "virtualdisk=" file                                         the virtual disk itself
 *           | "locate=" [ "[" parent "]" ] ( "custom:" xxxxxxxx | path )  where the path in that element is, or that path: in parent, or anywhere
 *           | "vmbus={" type "},{" instance "}"
 *           | "unknown:" hex                                              the whole descriptor
 * file      = "[" parent "]" [ path ]                                     without path where a device stands that is no file
 * parent    = "boot" | partition | device | "locate"                      locate: wherever the path is
 * partition = letter ":" | "gpt:{" disk "},{" partition "}" | "mbr:0x" signature "," offset
 * </pre>
 *
 * <p>Words are lower case here and read in any case.
 *
 * <p>A path begins with a backslash. What would be taken for something else in it is written as its number in angle brackets, which Windows does
 * not allow in file names: control characters, half surrogate pairs and the opening angle bracket; a closing bracket inside brackets; a comma
 * before an opening brace or {@code locate=} in any case. A path without a backslash at its start has {@code <>} before it. Leftovers in the image fields of a
 * RAM disk are not shown.
 */
final class DeviceText {

    private static final String LOCATE = "locate=";

    private final StringBuilder text = new StringBuilder();
    private final Optional<ElementType> in;
    private final Naming naming;

    private DeviceText(Optional<ElementType> in, Naming naming) {
        this.in = in;
        this.naming = naming;
    }

    /** A device by itself. Whether a virtual disk is located by path or systemroot is not said: it depends on the element it goes into. */
    static String of(DeviceDescriptor device) {
        DeviceText made = new DeviceText(Optional.empty(), Naming.IDENTITIES);
        made.device(device, false);
        return made.text.toString();
    }

    /** A device as it stands in an element of that type. */
    static String of(DeviceDescriptor device, Optional<ObjectId> options, ElementType in, Naming naming) {
        DeviceText made = new DeviceText(Optional.of(in), naming);
        made.device(device, false);
        if (options.isPresent()) {
            made.text.append(',').append(naming.of(options.get()));
        }
        return made.text.toString();
    }

    static String of(PartitionId partition) {
        if (partition instanceof PartitionId.Gpt gpt) {
            return "gpt:{" + gpt.disk() + "},{" + gpt.partition() + "}";
        }
        PartitionId.Mbr mbr = (PartitionId.Mbr) partition;
        return "mbr:0x" + Hex.eightDigits(mbr.diskSignature()) + "," + Long.toUnsignedString(mbr.byteOffset());
    }

    private void device(DeviceDescriptor device, boolean inBrackets) {
        if (device instanceof BootDevice) {
            text.append("boot");
        } else if (device instanceof PartitionDevice partition) {
            text.append("partition=");
            if (partition.vhd().isPresent()) {
                // A letter stands for a partition of a hard disk.
                text.append(of(partition.partition())).append(",vhd=");
                file(partition.vhd().get(), inBrackets);
            } else {
                text.append(naming.of(partition.partition()));
            }
        } else if (device instanceof FileDevice file) {
            text.append("file=");
            file(file, inBrackets);
        } else if (device instanceof RamdiskDevice ramdisk) {
            text.append("ramdisk=");
            file(ramdisk.parent(), ramdisk.path(), inBrackets);
        } else if (device instanceof VirtualDiskDevice disk) {
            text.append("virtualdisk=");
            file(disk.file(), inBrackets);
        } else if (device instanceof LocateDevice locate) {
            locate(locate, inBrackets);
        } else if (device instanceof VmbusDevice vmbus) {
            text.append("vmbus={").append(vmbus.interfaceType()).append("},{").append(vmbus.interfaceInstance()).append('}');
        } else {
            text.append("unknown:").append(((UnknownDevice) device).descriptor().toHex());
        }
    }

    private void file(DeviceDescriptor device, boolean inBrackets) {
        if (device instanceof FileDevice file) {
            file(file.parent(), file.path(), inBrackets);
        } else {
            text.append('[');
            parent(device);
            text.append(']');
        }
    }

    private void file(DeviceDescriptor parent, String path, boolean inBrackets) {
        text.append('[');
        if (isAnywhere(parent, path)) {
            text.append("locate");
        } else {
            parent(parent);
        }
        text.append(']');
        path(path, inBrackets);
    }

    private static boolean isAnywhere(DeviceDescriptor parent, String path) {
        return parent instanceof LocateDevice locate
                && locate.parent().isEmpty()
                && locate.target() instanceof LocateTarget.ByPath by
                && by.path().equals(path);
    }

    private void parent(DeviceDescriptor parent) {
        if (parent instanceof PartitionDevice partition && partition.vhd().isEmpty()) {
            text.append(naming.of(partition.partition()));
        } else {
            device(parent, true);
        }
    }

    private void locate(LocateDevice locate, boolean inBrackets) {
        Optional<DeviceDescriptor> parent = locate.parent();
        if (locate.target() instanceof LocateTarget.ByElement by) {
            if (parent.isPresent() && parent.get() instanceof VirtualDiskDevice disk && disk.file() instanceof FileDevice file) {
                text.append("vhd=");
                file(file, inBrackets);
                if (!goesWithoutSaying(new ElementType(by.elementType()))) {
                    text.append(",locate=").append(ElementCatalog.customName(new ElementType(by.elementType())));
                }
                return;
            }
            text.append(LOCATE);
            within(parent);
            text.append(ElementCatalog.customName(new ElementType(by.elementType())));
        } else {
            text.append(LOCATE);
            within(parent);
            path(((LocateTarget.ByPath) locate.target()).path(), inBrackets);
        }
    }

    private void within(Optional<DeviceDescriptor> parent) {
        if (parent.isPresent()) {
            text.append('[');
            parent(parent.get());
            text.append(']');
        }
    }

    private boolean goesWithoutSaying(ElementType locateElement) {
        if (naming.isFull()) {
            return false;
        }
        return in.isPresent()
                ? locateElement.equals(in.get().usualLocateElement())
                : locateElement.equals(ElementType.PATH) || locateElement.equals(ElementType.SYSTEM_ROOT);
    }

    private void path(String path, boolean inBrackets) {
        if (!path.startsWith("\\")) {
            text.append("<>");
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '<'
                    || Character.isISOControl(c)
                    || isHalfPair(path, i)
                    || c == ']' && inBrackets
                    || c == ',' && (path.startsWith("{", i + 1) || path.regionMatches(true, i + 1, LOCATE, 0, LOCATE.length()))) {
                text.append('<').append(Integer.toHexString(c)).append('>');
            } else {
                text.append(c);
            }
        }
    }

    private static boolean isHalfPair(String path, int at) {
        char c = path.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == path.length() || !Character.isLowSurrogate(path.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(path.charAt(at - 1)));
    }
}
