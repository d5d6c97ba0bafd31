package org.bcdkit.edit;

import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.store.ObjectId;

/**
 * What somebody wants: a boot entry that starts Windows from a VHD or VHDX.
 *
 * @param title the description shown in the boot menu
 * @param host where the file lies: a partition, the boot device, or a locate device; absent for "search all volumes" (form B)
 * @param path of the file on that volume, backslash-rooted
 * @param like the entry to take settings from; absent: the default entry, when it is fit for that
 * @param firmware absent: what the store is for
 * @param generation of the Windows inside, as far as known
 */
public record VhdEntryRequest(
        String title,
        Optional<DeviceDescriptor> host,
        String path,
        Optional<ObjectId> like,
        Optional<FirmwareKind> firmware,
        Optional<WindowsGeneration> generation,
        Placement placement,
        boolean makeDefault) {

    /** Where in the display order a new entry goes. */
    public enum Placement {
        FIRST,
        LAST
    }

    /** The device of the element that finds its volume inside the VHD by the path in {@code locateElement}. */
    DeviceDescriptor device(int locateElement) {
        return host.isPresent() ? DeviceDescriptor.vhd(host.get(), path, locateElement) : DeviceDescriptor.vhdLocated(path, locateElement);
    }
}
