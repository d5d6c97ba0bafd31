package org.bcdkit.host.linux;

import java.util.List;
import java.util.Optional;
import org.bcdkit.nativeboot.HostStorage;
import org.bcdkit.storage.HostException;

/**
 * Tells what a mounted volume lies on.
 *
 * <p>A disk that says that it is a Virtual Disk of Msft is one of this machine, which Hyper-V runs: Linux attaches no image under that name. What is
 * on it lies in an image as little as the rest of such a machine.
 */
final class VolumeStorage {

    private final Mount mount;
    private final String file;
    private final BlockDevices devices;

    /** @param file an absolute path without links, on {@code mount} */
    VolumeStorage(Mount mount, String file, BlockDevices devices) {
        this.mount = mount;
        this.file = file;
        this.devices = devices;
    }

    /**
     * @param device that is mounted; absent when there is none
     * @return absent when that cannot be told
     * @throws HostException when nothing can be learned about a device
     */
    Optional<HostStorage> of(Optional<BlockDevice> device) throws HostException {
        if (isInSnapshotFolder()) {
            return storage(HostStorage.Kind.SNAPSHOT, file);
        }
        if (device.isEmpty()) {
            return storage(NoPartition.isAcrossNetwork(mount) ? HostStorage.Kind.NETWORK : HostStorage.Kind.OTHER, sourceAndType());
        }
        if (device.get().isShownByDislocker()) {
            return Optional.empty(); // on which partition is known to dislocker only
        }
        List<BlockDevice> stack = devices.stack(device.get());
        for (BlockDevice below : stack) {
            if (below.isImage()) {
                return storage(HostStorage.Kind.IMAGE, below.path() + (below.image().isPresent() ? " (" + below.image().get() + ")" : ""));
            }
        }
        for (BlockDevice below : devices.beneath(device.get())) {
            if (below.holdsChangesOfSnapshot()) {
                return storage(HostStorage.Kind.SNAPSHOT, mount.source());
            }
        }
        BlockDevice known = devices.asWindowsSees(device.get());
        boolean isPartition = known.partition().isPresent() && !known.partition().get().linuxRaid();
        return isPartition ? storage(HostStorage.Kind.PARTITION, known.path()) : storage(HostStorage.Kind.OTHER, sourceAndType());
    }

    /** Where file systems with snapshots of their own show these, and programs that make them put them. */
    private boolean isInSnapshotFolder() {
        return switch (mount.type()) {
            case "btrfs" -> (mount.root() + file).contains("/.snapshots/");
            case "zfs" -> file.contains("/.zfs/snapshot/") || mount.source().indexOf('@') >= 0;
            default -> file.contains("HarddiskVolumeShadowCopy");
        };
    }

    private String sourceAndType() {
        return mount.source() + " (" + mount.type() + ")";
    }

    private static Optional<HostStorage> storage(HostStorage.Kind kind, String text) {
        return Optional.of(new HostStorage(kind, text));
    }
}
