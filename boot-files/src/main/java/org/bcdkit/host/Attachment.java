package org.bcdkit.host;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An image that a program of QEMU shows as a disk.
 *
 * @param place the device, or the file that has the bytes of the disk
 * @param image its file, when the process says it
 * @param process that shows it; absent when it has ended and the place was left behind
 */
public record Attachment(Way way, Path place, boolean readOnly, Optional<Path> image, OptionalInt process) {

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

    /** What is left at a place by a process that has ended. */
    public static Attachment abandoned(Path place) {
        return new Attachment(Way.FUSE, place, false, Optional.empty(), OptionalInt.empty());
    }

    /** Whether the program that showed the disk has ended without taking the place back. */
    public boolean isAbandoned() {
        return process.isEmpty();
    }
}
