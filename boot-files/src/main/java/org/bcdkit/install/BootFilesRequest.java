package org.bcdkit.install;

import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.StoreCleaning;
import org.bcdkit.store.ObjectId;

/**
 * What somebody wants of a system partition that is initialised.
 *
 * @param windowsDevice what the loader's device is; absent for the partition of the source
 * @param locale of new objects; absent for that of the store that is there, or English
 * @param title of the entry; absent for what Windows calls itself
 * @param isDefaultKept whether the default entry stays the default
 * @param isClean whether the settings are those of a fresh store
 * @param cleaning what becomes of other entries of the store that is there; absent when they stay
 * @param like an entry of the store to take settings from
 * @param biosStart what a BIOS lacks to find the boot manager; absent when that cannot be looked at
 * @param firmwareEntry where the firmware gets an entry; absent when it gets none
 * @param noFirmwareEntry why it gets none, where somebody would expect one: a lower-case sentence without its full stop
 * @param isInsideVirtualDisk whether the partition of the source is inside a VHD or VHDX which the system partition is not on
 */
public record BootFilesRequest(
        Optional<LoaderDevice> windowsDevice,
        Optional<String> locale,
        Optional<String> title,
        boolean isDefaultKept,
        boolean isClean,
        Optional<StoreCleaning> cleaning,
        Optional<ObjectId> like,
        Optional<List<BiosStart.Problem>> biosStart,
        Optional<FirmwareEntryRequest> firmwareEntry,
        Optional<String> noFirmwareEntry,
        boolean isInsideVirtualDisk) {

    public BootFilesRequest {
        biosStart = biosStart.isPresent() ? Optional.of(List.copyOf(biosStart.get())) : biosStart;
    }
}
