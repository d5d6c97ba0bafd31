package org.bcdkit.host.linux;

import java.util.Optional;

/**
 * A mounted file system. proc_pid_mountinfo(5).
 *
 * @param id of the mount
 * @param parent the mount it is mounted on
 * @param deviceNumber major and minor number of the device, {@code 8:3}; the major number is 0 when there is no block device
 * @param root the folder of the file system that is mounted: {@code /}, else a bind mount or a subvolume
 * @param point where it is mounted
 * @param type of the file system
 * @param source what is mounted: {@code /dev/sda3}, {@code server:/export}
 */
record Mount(int id, int parent, String deviceNumber, String root, String point, String type, String source) {

    private static final String NO_DEVICE = "0:";
    private static final String DELETED = "//deleted";
    /** In place of what is no character in this locale. */
    private static final char UNREADABLE = '\ufffd';

    boolean isOnBlockDevice() {
        return !deviceNumber.startsWith(NO_DEVICE);
    }

    /**
     * Whether a file on it may have this device number, packed as the C library does: 12 bits of the major number above 8 of the minor one,
     * the other bits of both above these. What has no block device has numbers that are made up, and not the same everywhere.
     */
    boolean isOnDevice(long packed) {
        long major = packed >> 8 & 0xfff | packed >> 32 & 0xfffff000L;
        long minor = packed & 0xff | packed >> 12 & 0xffffff00L;
        return isOnBlockDevice() ? deviceNumber.equals(major + ":" + minor) : major == 0;
    }

    /** A subvolume cannot be told from a folder of one; in both cases the root of the volume is somewhere else. */
    boolean isSubvolume() {
        return type.equals("btrfs") && !root.equals("/");
    }

    boolean isFuse() {
        return type.startsWith("fuse");
    }

    /** Whether {@code file}, an absolute path, is the mount point or below it. */
    boolean covers(String file) {
        return point.equals("/") || file.startsWith(point) && (file.length() == point.length() || file.charAt(point.length()) == '/');
    }

    /** The path of {@code file} from the root of the volume, as Windows writes it; absent when it cannot be told. */
    Optional<String> pathOnVolume(String file) {
        if (isSubvolume() || root.endsWith(DELETED)) {
            return Optional.empty();
        }
        String path = (root.equals("/") ? "" : root) + (point.equals("/") ? file : file.substring(point.length()));
        // Linux has names with a backslash in them; to Windows they would be folders.
        if (path.indexOf('\\') >= 0 || path.indexOf(UNREADABLE) >= 0) {
            return Optional.empty();
        }
        return Optional.of(path.isEmpty() ? "\\" : path.replace('/', '\\'));
    }
}
