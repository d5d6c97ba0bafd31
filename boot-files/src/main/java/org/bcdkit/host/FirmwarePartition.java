package org.bcdkit.host;

import org.bcdkit.firmware.HardDrive;

/**
 * A partition as firmware sees it.
 *
 * @param drive what names it in a firmware entry
 * @param isOwn whether it is an EFI system partition on a built-in disk of this machine, so that this machine's firmware is to start from it
 */
public record FirmwarePartition(HardDrive drive, boolean isOwn) {}
