package org.bcdkit.host;

import java.nio.file.Path;

/**
 * How this machine has a volume mounted.
 *
 * @param point the folder that is the root of the volume here
 * @param device what holds the volume, for messages: {@code /dev/sda3}, {@code server:/export}
 * @param fileSystem what it is mounted as: {@code ntfs3}, {@code ext4}; instead of {@code fuseblk} what the volume itself says, where it can be
 *     asked: {@code ntfs}, {@code exfat}
 */
public record HostMount(Path point, String device, String fileSystem) {}
