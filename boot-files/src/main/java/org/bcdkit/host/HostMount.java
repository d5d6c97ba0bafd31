package org.bcdkit.host;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How this machine has a volume mounted.
 *
 * @param point the folder that is the root of the volume here
 * @param device what holds the volume, for messages: {@code /dev/sda3}, {@code server:/export}
 * @param fileSystem what it is mounted as: {@code ntfs3}, {@code ext4}; instead of {@code fuseblk} what the volume itself says, where it can be
 *     asked: {@code ntfs}, {@code exfat}
 */
public record HostMount(Path point, String device, String fileSystem) {

    /** FUSE mounts the volumes of more than one file system under this name. */
    private static final String SOME_FUSE = "fuseblk";

    /** What file system the volume holds; absent when its mount does not tell. */
    public Optional<String> volumeFileSystem() {
        return fileSystem.equals(SOME_FUSE) ? Optional.empty() : Optional.of(fileSystem);
    }
}
