package org.bcdkit.host;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * An image that a program of QEMU shows as a disk.
 *
 * @param place the device, or the file that has the bytes of the disk
 * @param process that shows it; absent when it has ended and the place was left behind
 */
public record Attachment(Way way, Path place, boolean readOnly, OptionalInt process) {

    /** How Linux gets to the disk. */
    public enum Way {
        /** As a network block device, which has partitions as other disks have. */
        NBD,
        /** As a raw image in a file, through FUSE. */
        FUSE;

        /** For documents: {@code nbd}. */
        public String word() {
            return this == NBD ? "nbd" : "fuse";
        }
    }

    /** Whether the program that showed the disk has ended without taking the place back. */
    public boolean isAbandoned() {
        return process.isEmpty();
    }
}
