package org.bcdkit.host;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a machine does with a disk, or with an image of one, that somebody is going to write to directly.
 *
 * @param isDevice whether it is a disk of the machine, and no file with an image
 * @param sectorSize of a device, in bytes
 * @param attached names of the devices that an image is attached as
 * @param uses what of it is in use
 */
public record DiskUse(boolean isDevice, OptionalInt sectorSize, List<String> attached, List<Use> uses) {

    /** A file of which nothing is known. */
    public static final DiskUse NONE = new DiskUse(false, OptionalInt.empty(), List.of(), List.of());

    /**
     * A part of a disk that is in use.
     *
     * @param start of the partition, in bytes from the start of the disk; absent for the disk as a whole
     * @param text by whom: a sentence without its full stop
     */
    public record Use(OptionalLong start, String text) {}

    public DiskUse {
        attached = List.copyOf(attached);
        uses = List.copyOf(uses);
    }

    /** What stands against writing to the partition that starts at {@code start}: sentences without their full stops. */
    public List<String> against(long start) {
        List<String> against = new ArrayList<>();
        for (Use use : uses) {
            if (use.start().isEmpty() || use.start().getAsLong() == start) {
                against.add(use.text());
            }
        }
        return against;
    }
}
