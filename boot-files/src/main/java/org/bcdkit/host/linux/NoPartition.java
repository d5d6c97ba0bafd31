package org.bcdkit.host.linux;

import java.util.Set;

/** Says why a file system is not on a partition that a boot entry could name. */
final class NoPartition {

    private static final Set<String> NETWORK =
            Set.of(
                    "afs", "ceph", "cifs", "fuse.ceph", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "lustre", "ncpfs", "nfs", "nfs4",
                    "smb3", "smbfs");
    private static final Set<String> SHARED = Set.of("9p", "drvfs", "fuse.vmhgfs-fuse", "prl_fs", "vboxsf", "virtiofs", "vmhgfs");
    private static final Set<String> MEMORY = Set.of("devtmpfs", "ramfs", "rootfs", "tmpfs");
    private static final Set<String> OVERLAY = Set.of("aufs", "fuse.fuse-overlayfs", "fuse.mergerfs", "fuse.unionfs", "overlay");

    private NoPartition() {}

    /** Whether a machine elsewhere or none but the memory has the files, so that paths here say nothing about a volume. */
    static boolean isElsewhere(Mount mount) {
        return isAcrossNetwork(mount) || MEMORY.contains(mount.type());
    }

    /** Whether another machine has the files. */
    static boolean isAcrossNetwork(Mount mount) {
        return NETWORK.contains(mount.type()) || SHARED.contains(mount.type());
    }

    /** For a file system without a block device. */
    static String because(Mount mount) {
        return reason(mount) + " " + Advice.OTHER_PARTITION;
    }

    /** For a file system on a block device that is not a partition. */
    static String because(Mount mount, BlockDevice device) {
        return reason(mount, device) + " " + Advice.OTHER_PARTITION;
    }

    private static String reason(Mount mount) {
        String of = " (" + mount.type() + ", " + mount.source() + ")";
        if (NETWORK.contains(mount.type())) {
            return mount.point() + " is on the network" + of + ", where no boot manager reaches it.";
        }
        if (SHARED.contains(mount.type())) {
            return mount.point() + " is shared by the machine around this one" + of + ", and a boot manager cannot reach it this way.";
        }
        if (MEMORY.contains(mount.type())) {
            return mount.point() + " is in memory" + of + " and is gone when the machine restarts.";
        }
        if (OVERLAY.contains(mount.type())) {
            return mount.point() + " is put together from other folders" + of + ", so it is not one partition.";
        }
        return mount.point() + " is not on a partition of a disk" + of + ".";
    }

    private static String reason(Mount mount, BlockDevice device) {
        if (mount.isSubvolume()) {
            return mount.point() + " is the subvolume or folder " + mount.root() + " of a btrfs volume, which a boot manager cannot read.";
        }
        if (device.isDeviceMapper()) {
            return mount.source() + " is a device-mapper volume (LVM, encryption or the like); Windows cannot see it.";
        }
        if (device.isSoftwareRaid()) {
            return device.path() + " is a RAID of Linux; Windows cannot see it.";
        }
        if (device.isLoop()) {
            return device.path() + " is an image file that is mounted here, not a partition of a disk.";
        }
        return device.path() + " is one volume without a partition table, and a boot entry can only name a partition.";
    }
}
