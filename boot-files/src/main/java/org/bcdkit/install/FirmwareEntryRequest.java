package org.bcdkit.install;

import org.bcdkit.firmware.BootManagerEntry;
import org.bcdkit.firmware.BootVariables;
import org.bcdkit.firmware.HardDrive;
import org.bcdkit.firmware.KnownPartitions;

/**
 * The firmware that is to start the boot manager of a system partition.
 *
 * @param variables what it has
 * @param partition the system partition
 * @param partitions where the disks of its other entries are looked up
 */
public record FirmwareEntryRequest(
        BootVariables variables, HardDrive partition, KnownPartitions partitions, BootManagerEntry.Position position) {}
