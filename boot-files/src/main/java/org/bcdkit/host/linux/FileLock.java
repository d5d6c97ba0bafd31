package org.bcdkit.host.linux;

import java.util.OptionalInt;

/**
 * A lock that somebody holds on a file. proc_locks(5).
 *
 * @param kind what it was taken with: {@code FLOCK}, {@code POSIX}, {@code OFDLCK}; leases have other names
 * @param process that took it; absent for a lock of an open file, which belongs to none
 * @param deviceNumber major and minor number of the device that the file is on, {@code 8:3}
 * @param inode of the file
 * @param first byte that is locked
 * @param last byte that is locked; {@link Long#MAX_VALUE} for all that follow
 */
record FileLock(String kind, OptionalInt process, String deviceNumber, long inode, long first, long last) {

    /**
     * The byte that QEMU locks when it reads an image, in block/file-posix.c: 100 and the number of a permission that it takes, and 200 and that of
     * one that it leaves to nobody else. A reader that leaves all to others locks this byte alone.
     */
    private static final long READ_BY_QEMU = 100;

    boolean isOn(String device, long file) {
        return deviceNumber.equals(device) && inode == file;
    }

    /** Whether somebody else may not write to the file now: a lease is given back when it is asked for. */
    boolean keepsOthersOut() {
        return switch (kind) {
            case "FLOCK" -> true;
            case "POSIX", "OFDLCK" -> first != READ_BY_QEMU || last != READ_BY_QEMU;
            default -> false;
        };
    }
}
