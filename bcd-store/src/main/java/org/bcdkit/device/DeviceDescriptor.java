package org.bcdkit.device;

import java.util.Optional;
import java.util.UUID;
import org.bcdkit.storage.Bytes;

/** A device as the boot manager finds it: the structure in a device element, behind the leading options GUID. Specification: BCD format, section 3. */
public sealed interface DeviceDescriptor {

    /** {@code boot}: the device the running application was loaded from. */
    record BootDevice() implements DeviceDescriptor {}

    /**
     * {@code partition=}: a partition of a hard disk, or of a virtual disk ("form C") when {@code vhd} is there.
     *
     * @param vhd the file that holds the virtual disk, a {@link FileDevice} in all stores seen
     */
    record PartitionDevice(PartitionId partition, Optional<DeviceDescriptor> vhd) implements DeviceDescriptor {
        public PartitionDevice(PartitionId partition) {
            this(partition, Optional.empty());
        }

        // Written out for the sake of start-up, as in ValueType.
        @Override
        public boolean equals(Object other) {
            return other instanceof PartitionDevice that && partition.equals(that.partition) && vhd.equals(that.vhd);
        }

        @Override
        public int hashCode() {
            return 31 * partition.hashCode() + vhd.hashCode();
        }
    }

    /** {@code file=[parent]\path}. */
    record FileDevice(DeviceDescriptor parent, String path) implements DeviceDescriptor {}

    /**
     * {@code ramdisk=[parent]\path}.
     *
     * @param image 20 bytes: base address, size and offset of the image, zero unless an old writer left something there
     */
    record RamdiskDevice(DeviceDescriptor parent, String path, Bytes image) implements DeviceDescriptor {
        public static final Bytes NO_IMAGE = Bytes.of(new byte[20]);

        public RamdiskDevice {
            if (image.size() != NO_IMAGE.size()) {
                throw new IllegalArgumentException("the place of an image takes " + NO_IMAGE.size() + " bytes, not " + image.size());
            }
        }
    }

    /**
     * A whole virtual disk; inside a {@link LocateDevice} it is {@code vhd=[parent]\path} ("form A" and "form B").
     *
     * @param file the file that holds the disk, a {@link FileDevice} in all stores seen
     */
    record VirtualDiskDevice(DeviceDescriptor file) implements DeviceDescriptor {}

    /**
     * {@code locate=}: a device to be found by searching for a path.
     *
     * @param parent search only there
     */
    record LocateDevice(LocateTarget target, Optional<DeviceDescriptor> parent) implements DeviceDescriptor {
        public LocateDevice(LocateTarget target) {
            this(target, Optional.empty());
        }
    }

    /** {@code vmbus={type},{instance}}. */
    record VmbusDevice(UUID interfaceType, UUID interfaceInstance) implements DeviceDescriptor {}

    /**
     * A descriptor we do not understand, or one that does not re-encode to the bytes it was read from: kept whole.
     *
     * @param type the descriptor type as stored
     * @param descriptor all bytes, header included
     */
    record UnknownDevice(int type, Bytes descriptor) implements DeviceDescriptor {

        /** The type of what is too short to have one. */
        public static final int NO_TYPE = -1;
    }

    /** What a {@link LocateDevice} searches for. */
    sealed interface LocateTarget {

        /** The path in the element of that type, of the object the device stands in. */
        record ByElement(int elementType) implements LocateTarget {}

        record ByPath(String path) implements LocateTarget {}
    }

    /** {@code vhd=[parent]\path} as an element of that type (0x12000002 for device, 0x22000002 for osdevice) locates it. */
    static DeviceDescriptor vhd(DeviceDescriptor parent, String path, int locateElement) {
        return new LocateDevice(
                new LocateTarget.ByElement(locateElement), Optional.of(new VirtualDiskDevice(new FileDevice(parent, path))));
    }

    /** {@code vhd=[locate]\path}: form B, which searches all volumes for the path. */
    static DeviceDescriptor vhdLocated(String path, int locateElement) {
        return vhd(new LocateDevice(new LocateTarget.ByPath(path)), path, locateElement);
    }
}
