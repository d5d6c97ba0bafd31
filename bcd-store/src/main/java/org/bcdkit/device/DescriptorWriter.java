package org.bcdkit.device;

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

/** Writes a device descriptor with those nested in it, without any alignment, as Windows does. */
final class DescriptorWriter {

    /** Flag of a descriptor whose element names an object with additional options. */
    static final long HAS_OPTIONS = 1;

    /** Devices of fixed size fill what the largest of them needs. */
    private static final int FIXED_SIZE = 0x48;

    private static final byte[] EMPTY_PATH = new byte[2];

    private DescriptorWriter() {}

    static byte[] write(DeviceDescriptor device, long flags) {
        if (device instanceof BootDevice) {
            return fixed(DescriptorHeader.BOOT, flags);
        }
        if (device instanceof PartitionDevice partition) {
            return partition(partition, flags);
        }
        if (device instanceof RamdiskDevice ramdisk) {
            StructImage image = RamdiskImage.LAYOUT.blank().with(RamdiskImage.PLACE, ramdisk.image());
            return local(LocalDevice.RAMDISK, flags, image.toArray(), filePath(ramdisk.parent(), ramdisk.path()));
        }
        if (device instanceof FileDevice file) {
            return local(LocalDevice.FILE, flags, filePath(file.parent(), file.path()));
        }
        if (device instanceof VirtualDiskDevice disk) {
            return local(LocalDevice.VIRTUAL_DISK, flags, VirtualDiskIdentity.LAYOUT.blank().toArray(), write(disk.file(), 0));
        }
        if (device instanceof LocateDevice locate) {
            return locate(locate, flags);
        }
        if (device instanceof VmbusDevice vmbus) {
            StructImage channel = VmbusChannel.LAYOUT
                    .blank()
                    .with(VmbusChannel.INTERFACE_TYPE, vmbus.interfaceType())
                    .with(VmbusChannel.INTERFACE_INSTANCE, vmbus.interfaceInstance());
            return fixed(DescriptorHeader.VMBUS, flags, channel.toArray());
        }
        return ((UnknownDevice) device).descriptor().toArray();
    }

    private static byte[] partition(PartitionDevice partition, long flags) {
        long diskType = partition.vhd().isPresent() ? LocalDevice.VIRTUAL_DISK : LocalDevice.HARD_DISK;
        byte[] body = partition.partition() instanceof PartitionId.Gpt gpt ? gpt(gpt, diskType) : mbr((PartitionId.Mbr) partition.partition(), diskType);
        return partition.vhd().isPresent()
                ? descriptor(DescriptorHeader.QUALIFIED_PARTITION, flags, body, write(partition.vhd().get(), 0))
                : fixed(DescriptorHeader.QUALIFIED_PARTITION, flags, body);
    }

    private static byte[] gpt(PartitionId.Gpt id, long diskType) {
        return GptPartition.LAYOUT
                .blank()
                .with(GptPartition.PARTITION, id.partition())
                .with(GptPartition.DISK_TYPE, diskType)
                .with(GptPartition.DISK, id.disk())
                .toArray();
    }

    private static byte[] mbr(PartitionId.Mbr id, long diskType) {
        return MbrPartition.LAYOUT
                .blank()
                .with(MbrPartition.OFFSET, id.byteOffset())
                .with(MbrPartition.DISK_TYPE, diskType)
                .with(MbrPartition.SIGNATURE, (long) id.diskSignature())
                .toArray();
    }

    private static byte[] locate(LocateDevice locate, long flags) {
        StructImage fields = LocateFields.LAYOUT.blank();
        byte[] path = EMPTY_PATH;
        if (locate.target() instanceof LocateTarget.ByPath byPath) {
            fields = fields.with(LocateFields.KIND, LocateFields.BY_PATH);
            path = path(byPath.path());
        } else {
            fields = fields.with(LocateFields.ELEMENT, (long) ((LocateTarget.ByElement) locate.target()).elementType());
        }
        if (locate.parent().isEmpty()) {
            return descriptor(DescriptorHeader.LOCATE, flags, fields.toArray(), path);
        }
        long parentOffset = DescriptorHeader.LAYOUT.size() + LocateFields.LAYOUT.size() + path.length;
        fields = fields.with(LocateFields.PARENT, parentOffset);
        return descriptor(DescriptorHeader.LOCATE, flags, fields.toArray(), path, write(locate.parent().get(), 0));
    }

    private static byte[] local(long type, long flags, byte[]... rest) {
        return descriptor(DescriptorHeader.LOCAL, flags, LocalDevice.LAYOUT.blank().with(LocalDevice.TYPE, type).toArray(), joined(rest));
    }

    private static byte[] filePath(DeviceDescriptor parent, String path) {
        byte[] device = write(parent, 0);
        byte[] text = path(path);
        long length = PathHeader.LAYOUT.size() + device.length + text.length;
        return joined(PathHeader.LAYOUT.blank().with(PathHeader.LENGTH, length).toArray(), device, text);
    }

    private static byte[] fixed(int type, long flags, byte[]... body) {
        byte[] filled = new byte[FIXED_SIZE - DescriptorHeader.LAYOUT.size()];
        byte[] start = joined(body);
        System.arraycopy(start, 0, filled, 0, start.length);
        return descriptor(type, flags, filled);
    }

    private static byte[] descriptor(int type, long flags, byte[]... body) {
        byte[] content = joined(body);
        StructImage header = DescriptorHeader.LAYOUT
                .blank()
                .with(DescriptorHeader.TYPE, (long) type)
                .with(DescriptorHeader.FLAGS, flags)
                .with(DescriptorHeader.SIZE, (long) DescriptorHeader.LAYOUT.size() + content.length);
        return joined(header.toArray(), content);
    }

    private static byte[] path(String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(path.isEmpty() ? "a path in a device is empty" : "a path in a device has a NUL in it");
        }
        byte[] bytes = new byte[2 * path.length() + 2];
        for (int i = 0; i < path.length(); i++) {
            LittleEndian.putU16(bytes, 2 * i, path.charAt(i));
        }
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
