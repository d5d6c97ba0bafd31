package org.bcdkit.edit;

import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.ObjectId;

/**
 * What somebody wants: a store that starts a Windows, whatever else is in it.
 *
 * @param windows the Windows
 * @param template how a fresh store for it looks
 * @param settings the settings objects of a fresh store
 * @param systemPartition that the boot manager is on; absent when that is not known, so that a store that is there keeps what it says
 * @param isTitleChosen whether somebody chose the title, so that an entry that is there gets it too
 * @param isLocaleChosen the same of the locale
 * @param isDefaultKept whether the default entry stays, as long as it is there
 * @param isClean whether the settings, the boot manager and an entry for this Windows are made as in a fresh store; other entries stay
 * @param like an entry to take further settings from
 */
public record WindowsEntryRequest(
        InstalledWindows windows,
        StoreTemplate template,
        List<BcdObject> settings,
        Optional<DeviceDescriptor> systemPartition,
        boolean isTitleChosen,
        boolean isLocaleChosen,
        boolean isDefaultKept,
        boolean isClean,
        Optional<ObjectId> like) {

    public WindowsEntryRequest {
        settings = List.copyOf(settings);
    }
}
