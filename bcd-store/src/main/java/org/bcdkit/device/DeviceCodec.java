package org.bcdkit.device;

import org.bcdkit.storage.Bytes;

/** Turns the bytes of a device descriptor into a value, and back. */
public final class DeviceCodec {

    private DeviceCodec() {}

    /** Reads a descriptor (header included, options GUID not). Never fails: what is not understood, or would not re-encode to the same bytes, is an UnknownDevice. */
    public static DeviceDescriptor decode(Bytes descriptor) {
        throw new UnsupportedOperationException();
    }

    /**
     * The bytes of a descriptor.
     *
     * @param hasOptions whether an additional-options GUID stands before it, which sets its flags to 1
     */
    public static Bytes encode(DeviceDescriptor device, boolean hasOptions) {
        throw new UnsupportedOperationException();
    }
}
