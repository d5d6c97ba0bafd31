package org.bcdkit.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.device.PartitionId;

/**
 * The volume that a file lies on, as far as this machine tells.
 *
 * @param mountPoint the folder that is the root of the volume here
 * @param device what holds the volume, for messages: {@code /dev/sda3}, {@code server:/export}
 * @param fileSystem what it is mounted as: {@code ntfs3}, {@code ext4}; instead of {@code fuseblk} what the volume itself says, where it can be
 *     asked: {@code ntfs}, {@code exfat}
 * @param pathOnVolume of the file, as Windows writes it: backslash-rooted; absent when the root of the volume cannot be seen from here
 * @param partition what a boot entry names the volume by; absent when it could not be told
 * @param free bytes that can still be written to it by an ordinary user
 * @param size of the volume in bytes
 * @param cluster allocation unit in bytes
 * @param problems why something is absent, and what would help: sentences
 */
public record HostVolume(
        Path mountPoint,
        String device,
        String fileSystem,
        Optional<String> pathOnVolume,
        Optional<PartitionId> partition,
        OptionalLong free,
        OptionalLong size,
        OptionalLong cluster,
        List<String> problems) {

    public HostVolume {
        problems = List.copyOf(problems);
    }
}
