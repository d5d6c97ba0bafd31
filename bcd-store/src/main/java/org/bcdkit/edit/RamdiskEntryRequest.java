package org.bcdkit.edit;

import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;

/**
 * What somebody wants: a boot entry that loads a WIM into memory and starts the Windows PE in it.
 *
 * @param title the description shown in the boot menu
 * @param host where WIM and SDI file lie: a partition, or the boot device
 * @param path of the WIM on that volume, backslash-rooted
 * @param sdiPath of the SDI file there, backslash-rooted
 * @param firmware absent: what the store is for
 */
public record RamdiskEntryRequest(
        String title,
        DeviceDescriptor host,
        String path,
        String sdiPath,
        Optional<FirmwareKind> firmware,
        VhdEntryRequest.Placement placement,
        boolean makeDefault) {}
