package org.bcdkit.device;

import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/** Turns the bytes of a device descriptor into a value, and back. */
public final class DeviceCodec {

    /** How many descriptors may stand in one another, the outermost counted. Deeper ones are an UnknownDevice. */
    public static final int MAX_DEPTH = DescriptorReader.MAX_DEPTH;

    private DeviceCodec() {}

    /** Reads a descriptor (header included, options GUID not). Never fails: what is not understood, or would not re-encode to the same bytes, is an UnknownDevice. */
    public static DeviceDescriptor decode(Bytes descriptor) {
        boolean flagged = hasHeader(descriptor) && LittleEndian.u32(descriptor.toArray(), DescriptorHeader.FLAGS.offset()) == DescriptorWriter.HAS_OPTIONS;
        return decode(descriptor, flagged);
    }

    /** As {@link #decode(Bytes)}; one whose flags contradict {@code hasOptions} is an UnknownDevice too. */
    public static DeviceDescriptor decode(Bytes descriptor, boolean hasOptions) {
        if (!hasHeader(descriptor)) {
            return new UnknownDevice(UnknownDevice.NO_TYPE, descriptor);
        }
        byte[] bytes = descriptor.toArray();
        try {
            DeviceDescriptor device = new DescriptorReader(bytes).read();
            if (encode(device, hasOptions).equals(descriptor)) {
                return device;
            }
        } catch (MalformedException e) {
            // Kept as it is: another program may have put it there for a reason.
        }
        return new UnknownDevice(LittleEndian.i32(bytes, DescriptorHeader.TYPE.offset()), descriptor);
    }

    /** Whether a descriptor is as long as it says. Boot managers refuse others. */
    public static boolean isWhole(Bytes descriptor) {
        return hasHeader(descriptor) && LittleEndian.u32(descriptor.toArray(), DescriptorHeader.SIZE.offset()) == descriptor.size();
    }

    private static boolean hasHeader(Bytes descriptor) {
        return descriptor.size() >= DescriptorHeader.LAYOUT.size();
    }

    /**
     * The bytes of a descriptor.
     *
     * @param hasOptions whether an additional-options GUID stands before it, which sets its flags to 1; an UnknownDevice keeps its own
     * @throws IllegalArgumentException when a path is empty or has a NUL in it, which no descriptor can hold
     */
    public static Bytes encode(DeviceDescriptor device, boolean hasOptions) {
        return Bytes.of(DescriptorWriter.write(device, hasOptions ? DescriptorWriter.HAS_OPTIONS : 0));
    }
}
