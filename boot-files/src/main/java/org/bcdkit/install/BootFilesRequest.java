package org.bcdkit.install;

import java.util.List;
import java.util.Optional;
import org.bcdkit.store.ObjectId;

/**
 * What somebody wants of a system partition that is initialised.
 *
 * @param windowsDevice what the loader's device is; absent for the partition of the source
 * @param locale of new objects; absent for that of the store that is there, or English
 * @param title of the entry; absent for what Windows calls itself
 * @param isDefaultKept whether the default entry stays the default
 * @param isClean whether the settings are those of a fresh store
 * @param like an entry of the store to take settings from
 * @param biosStart what a BIOS lacks to find the boot manager: lower-case sentences without full stops; absent when that cannot be looked at
 * @param isFirmwareEntryAsked whether something was asked for that is about an entry of the firmware
 * @param isInsideVirtualDisk whether the partition of the source is inside a VHD or VHDX which the system partition is not on
 */
public record BootFilesRequest(
        Optional<LoaderDevice> windowsDevice,
        Optional<String> locale,
        Optional<String> title,
        boolean isDefaultKept,
        boolean isClean,
        Optional<ObjectId> like,
        Optional<List<String>> biosStart,
        boolean isFirmwareEntryAsked,
        boolean isInsideVirtualDisk) {

    public BootFilesRequest {
        biosStart = biosStart.isPresent() ? Optional.of(List.copyOf(biosStart.get())) : biosStart;
    }
}
