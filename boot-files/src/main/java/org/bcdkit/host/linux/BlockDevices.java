package org.bcdkit.host.linux;

import java.util.Optional;
import org.bcdkit.storage.HostException;

/** Finds the block device that a mounted file system is on. */
final class BlockDevices {

    private static final String FOLDER = "/dev/";

    private final LinuxSource source;

    BlockDevices(LinuxSource source) {
        this.source = source;
    }

    /**
     * @return absent when there is none
     * @throws HostException when there is one, and nothing can be learned about it
     */
    Optional<BlockDevice> of(Mount mount) throws HostException {
        if (mount.isOnBlockDevice()) {
            Optional<SysfsFolder> folder = source.blockDevice(mount.deviceNumber());
            if (folder.isEmpty()) {
                String device = "/sys/dev/block/" + mount.deviceNumber();
                throw new HostException(device + " cannot be read, so the disk behind " + mount.point() + " is not known", "");
            }
            return Optional.of(BlockDeviceParser.parse(folder.get()));
        }
        // These do not give the number of their device. Others have names there that only look like one: a root file system on 9p is /dev/root.
        boolean hasName = (mount.isFuse() || mount.type().equals("btrfs")) && mount.source().startsWith(FOLDER);
        Optional<SysfsFolder> named = hasName ? source.blockDeviceNamed(mount.source().substring(FOLDER.length())) : Optional.empty();
        return named.isPresent() ? Optional.of(BlockDeviceParser.parse(named.get())) : Optional.empty();
    }
}
