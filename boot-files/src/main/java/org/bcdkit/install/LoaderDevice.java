package org.bcdkit.install;

import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.PartitionId;

/**
 * Where a boot manager finds a Windows.
 *
 * @param device for the elements named device
 * @param osDevice for osdevice: the same place, though a locate device there names another element
 */
public record LoaderDevice(DeviceDescriptor device, DeviceDescriptor osDevice) {

    /** A partition. */
    public static LoaderDevice of(PartitionId partition) {
        return new LoaderDevice(new PartitionDevice(partition), new PartitionDevice(partition));
    }
}
