package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.storage.HostException;

/** The partitions of built-in disks that are mounted and may be system partitions. */
final class MountedPartitions {

    private static final Set<String> FAT = Set.of("vfat", "msdos");
    private static final Set<String> NTFS = Set.of("ntfs", "ntfs3", "fuseblk");
    /** Where systemd mounts an ESP when somebody looks, and takes it away again a little later. */
    private static final Set<String> ON_DEMAND = Set.of("/boot", "/boot/efi", "/efi");

    private final LinuxSource source;
    private final BlockDevices devices;

    MountedPartitions(LinuxSource source, BlockDevices devices) {
        this.source = source;
        this.devices = devices;
    }

    static boolean isFat(Mount mount) {
        return FAT.contains(mount.type());
    }

    /** Those that can be reached and may have a boot store, each once however often it is mounted. */
    List<Mount> find() throws IOException {
        List<Mount> mounts = mounts();
        MountTree tree = new MountTree(mounts);
        Set<String> seen = new HashSet<>();
        List<Mount> partitions = new ArrayList<>();
        for (Mount mount : mounts) {
            boolean mayHave = (isFat(mount) || NTFS.contains(mount.type())) && mount.root().equals("/");
            if (mayHave && tree.isVisible(mount) && isBuiltIn(mount) && seen.add(mount.deviceNumber())) {
                partitions.add(mount);
            }
        }
        return partitions;
    }

    /** Sticks with the setup of Windows have a boot store too, and images may have any. */
    private boolean isBuiltIn(Mount mount) {
        Optional<BlockDevice> device;
        try {
            device = devices.of(mount);
        } catch (HostException e) {
            return false;
        }
        return device.isPresent() && device.get().partition().isPresent() && device.get().partition().get().isBuiltIn();
    }

    private List<Mount> mounts() throws IOException {
        List<Mount> mounts = MountInfoParser.parse(source.mountInfo());
        boolean mayHaveChanged = false;
        for (Mount mount : mounts) {
            if (mount.type().equals("autofs") && ON_DEMAND.contains(mount.point())) {
                source.enter(Path.of(mount.point()));
                mayHaveChanged = true;
            }
        }
        return mayHaveChanged ? MountInfoParser.parse(source.mountInfo()) : mounts;
    }
}
