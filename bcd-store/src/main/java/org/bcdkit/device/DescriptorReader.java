package org.bcdkit.device;

import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.device.DeviceDescriptor.VirtualDiskDevice;
import org.bcdkit.device.DeviceDescriptor.VmbusDevice;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/**
 * Reads a device descriptor with those nested in it. Nothing is aligned: each starts where the field before it ends. What is read here is not
 * checked for fields that should be zero; that is done by writing it again.
 */
final class DescriptorReader {

    /** Descriptors in descriptors. Four are found in real stores: locate, virtual disk, file, partition. */
    static final int MAX_DEPTH = 16;

    private static final String SOURCE = "device element";
    private static final int HEADER = DescriptorHeader.LAYOUT.size();

    private final byte[] bytes;

    DescriptorReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The descriptor that fills all bytes. */
    DeviceDescriptor read() throws MalformedException {
        return descriptor(0, bytes.length, 1);
    }

    /** The descriptor at {@code at}, which ends at {@code end} or before. */
    private DeviceDescriptor descriptor(int at, int end, int depth) throws MalformedException {
        int descriptorEnd = at + size(at, end);
        if (depth > MAX_DEPTH) {
            throw malformed(DescriptorHeader.LAYOUT, at, "it is nested deeper than " + MAX_DEPTH + " levels");
        }
        int type = LittleEndian.i32(bytes, at + DescriptorHeader.TYPE.offset());
        int body = at + HEADER;
        return switch (type) {
            case DescriptorHeader.LOCAL -> local(at, body, descriptorEnd, depth);
            case DescriptorHeader.BOOT -> new BootDevice();
            case DescriptorHeader.QUALIFIED_PARTITION -> partition(at, body, descriptorEnd, depth);
            case DescriptorHeader.VMBUS -> vmbus(body, descriptorEnd);
            case DescriptorHeader.LOCATE -> locate(at, body, descriptorEnd, depth);
            default -> unknown(at, descriptorEnd);
        };
    }

    private int size(int at, int end) throws MalformedException {
        long size = structure(DescriptorHeader.LAYOUT, at, end).get(DescriptorHeader.SIZE);
        if (size < HEADER || size > end - at) {
            throw malformed(DescriptorHeader.LAYOUT, at, "size is " + size + ", expected " + HEADER + " to " + (end - at));
        }
        return (int) size;
    }

    /** A kind of device that is not understood, with all its bytes: what it is nested in can be understood nevertheless. */
    private UnknownDevice unknown(int at, int end) {
        return new UnknownDevice(LittleEndian.i32(bytes, at + DescriptorHeader.TYPE.offset()), Bytes.of(bytes, at, end - at));
    }

    private DeviceDescriptor partition(int at, int body, int end, int depth) throws MalformedException {
        need(GptPartition.LAYOUT, body, end);
        long style = LittleEndian.u32(bytes, body + GptPartition.STYLE.offset());
        long diskType = LittleEndian.u32(bytes, body + GptPartition.DISK_TYPE.offset());
        boolean virtual = diskType == LocalDevice.VIRTUAL_DISK;
        if (style != GptPartition.GPT && style != MbrPartition.MBR || !virtual && diskType != LocalDevice.HARD_DISK) {
            return unknown(at, end);
        }
        PartitionId id = style == GptPartition.GPT ? gpt(body, end) : mbr(body, end);
        int file = body + GptPartition.LAYOUT.size();
        return new PartitionDevice(id, virtual ? Optional.of(descriptor(file, end, depth + 1)) : Optional.empty());
    }

    private PartitionId gpt(int body, int end) throws MalformedException {
        StructImage fields = structure(GptPartition.LAYOUT, body, end);
        return new PartitionId.Gpt(fields.get(GptPartition.DISK), fields.get(GptPartition.PARTITION));
    }

    private PartitionId mbr(int body, int end) throws MalformedException {
        StructImage fields = structure(MbrPartition.LAYOUT, body, end);
        return new PartitionId.Mbr(fields.getInt(MbrPartition.SIGNATURE), fields.get(MbrPartition.OFFSET));
    }

    private DeviceDescriptor local(int at, int body, int end, int depth) throws MalformedException {
        long type = structure(LocalDevice.LAYOUT, body, end).get(LocalDevice.TYPE);
        int rest = body + LocalDevice.LAYOUT.size();
        if (type == LocalDevice.RAMDISK) {
            Bytes image = structure(RamdiskImage.LAYOUT, rest, end).get(RamdiskImage.PLACE);
            FileDevice file = file(rest + RamdiskImage.LAYOUT.size(), end, depth);
            return new RamdiskDevice(file.parent(), file.path(), image);
        }
        if (type == LocalDevice.FILE) {
            return file(rest, end, depth);
        }
        if (type == LocalDevice.VIRTUAL_DISK) {
            need(VirtualDiskIdentity.LAYOUT, rest, end);
            return new VirtualDiskDevice(descriptor(rest + VirtualDiskIdentity.LAYOUT.size(), end, depth + 1));
        }
        return unknown(at, end);
    }

    private FileDevice file(int at, int end, int depth) throws MalformedException {
        structure(PathHeader.LAYOUT, at, end);
        int parent = at + PathHeader.LAYOUT.size();
        DeviceDescriptor device = descriptor(parent, end, depth + 1);
        return new FileDevice(device, requiredPath(parent + size(parent, end), end));
    }

    private DeviceDescriptor locate(int at, int body, int end, int depth) throws MalformedException {
        StructImage fields = structure(LocateFields.LAYOUT, body, end);
        int path = body + LocateFields.LAYOUT.size();
        long kind = fields.get(LocateFields.KIND);
        if (kind != LocateFields.BY_ELEMENT && kind != LocateFields.BY_PATH) {
            return unknown(at, end);
        }
        LocateTarget target = kind == LocateFields.BY_PATH
                ? new LocateTarget.ByPath(requiredPath(path, end))
                : new LocateTarget.ByElement(fields.getInt(LocateFields.ELEMENT));
        long parent = fields.get(LocateFields.PARENT);
        if (parent == 0) {
            return new LocateDevice(target);
        }
        // Nested descriptors stand behind what points to them; anything else could run in circles.
        if (parent < path - at || parent > end - at) {
            throw malformed(LocateFields.LAYOUT, body, "parent offset is " + parent + ", expected " + (path - at) + " to " + (end - at));
        }
        return new LocateDevice(target, Optional.of(descriptor(at + (int) parent, end, depth + 1)));
    }

    private DeviceDescriptor vmbus(int body, int end) throws MalformedException {
        StructImage fields = structure(VmbusChannel.LAYOUT, body, end);
        UUID type = fields.get(VmbusChannel.INTERFACE_TYPE);
        return new VmbusDevice(type, fields.get(VmbusChannel.INTERFACE_INSTANCE));
    }

    /** UTF-16 up to the first NUL. Not through a charset: a name on NTFS may hold half a surrogate pair, and has to come out as it went in. */
    private String requiredPath(int at, int end) throws MalformedException {
        StringBuilder path = new StringBuilder();
        for (int i = at; i + 1 < end; i += 2) {
            char c = (char) LittleEndian.u16(bytes, i);
            if (c == 0) {
                if (path.length() == 0) {
                    break;
                }
                return path.toString();
            }
            path.append(c);
        }
        throw new MalformedException(SOURCE, "path", at, path.length() == 0 ? "it is empty" : "it has no NUL at its end");
    }

    private StructImage structure(StructLayout layout, int at, int end) throws MalformedException {
        need(layout, at, end);
        return layout.view(SOURCE, at, bytes, at);
    }

    private static void need(StructLayout layout, int at, int end) throws MalformedException {
        if (end - at < layout.size()) {
            throw malformed(layout, at, "it takes " + layout.size() + " bytes and only " + (end - at) + " are left");
        }
    }

    private static MalformedException malformed(StructLayout layout, int at, String problem) {
        return new MalformedException(SOURCE, layout.name(), at, problem);
    }
}
