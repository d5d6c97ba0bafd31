package org.bcdkit.host;

import java.util.List;
import java.util.Optional;
import org.bcdkit.device.PartitionId;
import org.bcdkit.nativeboot.HostVolumeFacts;

/**
 * The volume that a file lies on, as far as this machine tells.
 *
 * @param mount where and as what the volume is mounted; absent when this process does not see that, as in a chroot
 * @param pathOnVolume of the file, as Windows writes it: backslash-rooted; absent when the root of the volume cannot be seen from here
 * @param partition what a boot entry names the volume by; absent when it could not be told
 * @param space the room on it; known wherever the file can be asked
 * @param problems why something is absent, and what would help: sentences
 */
public record HostVolume(
        Optional<HostMount> mount, Optional<String> pathOnVolume, Optional<PartitionId> partition, VolumeSpace space, List<String> problems) {

    public HostVolume {
        problems = List.copyOf(problems);
    }

    /** What is told here about the volume, for the rules of native boot. */
    public HostVolumeFacts facts() {
        HostVolumeFacts facts = HostVolumeFacts.UNKNOWN.withSpace(space.free(), space.size(), space.cluster());
        Optional<String> fileSystem = mount.isPresent() ? mount.get().volumeFileSystem() : Optional.empty();
        return fileSystem.isPresent() ? facts.withFileSystem(fileSystem.get()) : facts;
    }
}
